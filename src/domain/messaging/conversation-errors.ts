import { DomainError, errorEntry } from '../error.ts';

export class ConversationNotFound extends DomainError {
  static readonly entry = errorEntry('conversation.not-found', 'not-found', {
    message: {
      en: 'There is no such conversation in this clinic',
      pt: 'Esta conversa não existe na clínica',
    },
  });
  constructor(id: string) {
    super(ConversationNotFound.entry, { message: `There is no conversation ${id} in this clinic` });
  }
}

export class MessageNotFound extends DomainError {
  static readonly entry = errorEntry('conversation.message-not-found', 'not-found', {
    message: {
      en: 'There is no such message in this conversation',
      pt: 'Esta mensagem não existe na conversa',
    },
  });
  constructor(id: string) {
    super(MessageNotFound.entry, { message: `There is no message ${id} in this conversation` });
  }
}

export class WindowClosed extends DomainError {
  static readonly entry = errorEntry('conversation.window-closed', 'conflict', {
    message: {
      en: 'WhatsApp takes free text only within 24 hours of the patient’s last message',
      pt: 'O WhatsApp só aceita texto livre até 24 horas depois da última mensagem do paciente',
    },
    hint: {
      en: 'Wait until the patient writes, or call them.',
      pt: 'Espere o paciente escrever ou ligue para ele.',
    },
    action:
      'Ligue para o paciente, ou espere que ele escreva: depois de 24 horas só modelos aprovados são aceitos.',
  });
  constructor(lastPatientMessageAt: Date | undefined) {
    super(WindowClosed.entry, {
      details: { lastPatientMessageAt: lastPatientMessageAt?.toISOString() ?? null },
    });
  }
}

export class ReplyEmpty extends DomainError {
  static readonly entry = errorEntry('conversation.reply-empty', 'invalid', {
    message: {
      en: 'The text has nothing that a patient could see',
      pt: 'O texto não tem nada que o paciente possa ver',
    },
    hint: { en: 'Write at least one visible character.', pt: 'Escreva pelo menos um caractere visível.' },
  });
  constructor() {
    super(ReplyEmpty.entry);
  }
}

export class PhoneMalformed extends DomainError {
  static readonly entry = errorEntry('conversation.phone-malformed', 'invalid', {
    message: {
      en: 'This is not a telephone number with country code',
      pt: 'Este não é um telefone com código do país',
    },
    hint: {
      en: 'Send 6 to 15 digits with country code, e.g. 5511955501234.',
      pt: 'Envie de 6 a 15 dígitos com o código do país, por exemplo 5511955501234.',
    },
  });
  constructor() {
    super(PhoneMalformed.entry);
  }
}
