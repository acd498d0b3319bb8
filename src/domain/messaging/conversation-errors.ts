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

export class ContactOptedOut extends DomainError {
  static readonly entry = errorEntry('conversation.contact-opted-out', 'conflict', {
    message: {
      en: 'The patient wants no messages that the clinic starts by itself',
      pt: 'O paciente pediu para não receber mensagens por iniciativa da clínica',
    },
    hint: {
      en: 'Answer when they write, or call them. They undo it by writing "voltar".',
      pt: 'Responda quando ele escrever, ou ligue para ele. Para voltar a receber, ele escreve "voltar".',
    },
  });
  constructor() {
    super(ContactOptedOut.entry);
  }
}

export class ConversationMovedOn extends DomainError {
  static readonly entry = errorEntry('conversation.moved-on', 'conflict', {
    message: {
      en: 'More was said in the conversation than the writer has seen',
      pt: 'Chegaram mensagens que você ainda não viu',
    },
    hint: {
      en: 'Read what details.unseen names, then send again with the newest of them in seenUpTo.',
      pt: 'Leia o que details.unseen aponta e envie de novo, com a mais nova em seenUpTo.',
    },
  });
  constructor(unseen: readonly string[]) {
    super(ConversationMovedOn.entry, { details: { unseen } });
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

export class MessageOutOfReach extends DomainError {
  static readonly entry = errorEntry('conversation.message-out-of-reach', 'conflict', {
    message: {
      en: 'WhatsApp does not show quotes of this message, or reactions to it',
      pt: 'O WhatsApp não mostra citações desta mensagem nem reações a ela',
    },
    hint: {
      en: 'It is older than 30 days, was deleted, or is not at WhatsApp (yet). Write without quoting it.',
      pt: 'Ela tem mais de 30 dias, foi apagada ou (ainda) não está no WhatsApp. Escreva sem citar.',
    },
  });
  constructor() {
    super(MessageOutOfReach.entry);
  }
}

export class ReactionInvalid extends DomainError {
  static readonly entry = errorEntry('conversation.reaction-invalid', 'invalid', {
    message: { en: 'A reaction is one emoji', pt: 'Uma reação é um único emoji' },
    hint: {
      en: 'Send one emoji, or an empty text to take it back.',
      pt: 'Envie um emoji, ou um texto vazio para retirar a reação.',
    },
  });
  constructor() {
    super(ReactionInvalid.entry);
  }
}

export class PhoneKnown extends DomainError {
  static readonly entry = errorEntry('conversation.phone-known', 'conflict', {
    message: {
      en: 'The clinic knows the phone of this patient',
      pt: 'A clínica já tem o telefone deste paciente',
    },
  });
  constructor() {
    super(PhoneKnown.entry);
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
