import { DomainError, errorEntry } from '../error.ts';

export class QuickAnswerEmpty extends DomainError {
  static readonly entry = errorEntry('clinic.quick-answer-empty', 'invalid', {
    message: {
      en: 'The name or the text of the quick answer has nothing that anybody could see',
      pt: 'O nome ou o texto da resposta rápida não tem nada que se possa ver',
    },
    hint: {
      en: 'Write at least one visible character in each.',
      pt: 'Escreva pelo menos um caractere visível em cada um.',
    },
  });
  constructor(field: 'name' | 'text') {
    super(QuickAnswerEmpty.entry, { details: { field } });
  }
}

export class QuickAnswerNameTaken extends DomainError {
  static readonly entry = errorEntry('clinic.quick-answer-name-taken', 'conflict', {
    message: {
      en: 'Another quick answer of the clinic has this name',
      pt: 'Outra resposta rápida da clínica já tem este nome',
    },
    hint: {
      en: 'Choose another name, or change that quick answer. Upper and lower case are the same.',
      pt: 'Escolha outro nome, ou mude aquela resposta. Maiúsculas e minúsculas valem o mesmo.',
    },
  });
  constructor(name: string) {
    super(QuickAnswerNameTaken.entry, { details: { name } });
  }
}

export class QuickAnswersFull extends DomainError {
  static readonly entry = errorEntry('clinic.quick-answers-full', 'conflict', {
    message: {
      en: 'The clinic has as many quick answers as fit',
      pt: 'A clínica já tem todas as respostas rápidas que cabem',
    },
    hint: { en: 'Remove one that nobody uses.', pt: 'Apague uma que ninguém usa.' },
  });
  constructor(most: number) {
    super(QuickAnswersFull.entry, {
      message: {
        en: `The clinic has ${most} quick answers, and more do not fit`,
        pt: `A clínica já tem ${most} respostas rápidas, e mais não cabem`,
      },
      details: { most },
    });
  }
}

export class QuickAnswerNotFound extends DomainError {
  static readonly entry = errorEntry('clinic.quick-answer-not-found', 'not-found', {
    message: {
      en: 'The clinic has no such quick answer',
      pt: 'A clínica não tem esta resposta rápida',
    },
  });
  constructor(id: string) {
    super(QuickAnswerNotFound.entry, { message: `The clinic has no quick answer ${id}` });
  }
}
