import { DomainError, errorEntry } from '../error.ts';

export class NoteEmpty extends DomainError {
  static readonly entry = errorEntry('conversation.note-empty', 'invalid', {
    message: {
      en: 'The note has nothing that anybody could see',
      pt: 'A nota não tem nada que se possa ver',
    },
    hint: { en: 'Write at least one visible character.', pt: 'Escreva pelo menos um caractere visível.' },
  });
  constructor() {
    super(NoteEmpty.entry);
  }
}

export class NoteNotFound extends DomainError {
  static readonly entry = errorEntry('conversation.note-not-found', 'not-found', {
    message: {
      en: 'There is no such note in this conversation',
      pt: 'Esta nota não existe na conversa',
    },
  });
  constructor(id: string) {
    super(NoteNotFound.entry, { message: `There is no note ${id} in this conversation` });
  }
}

export class NoteOfAnother extends DomainError {
  static readonly entry = errorEntry('conversation.note-of-another', 'forbidden', {
    message: {
      en: 'Only who wrote a note, or an administrator, may delete it',
      pt: 'Só quem escreveu a nota, ou quem administra a clínica, pode apagá-la',
    },
  });
  constructor() {
    super(NoteOfAnother.entry);
  }
}
