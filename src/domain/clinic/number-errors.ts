import { DomainError, errorEntry } from '../error.ts';

export class NumberChanged extends DomainError {
  static readonly entry = errorEntry('clinic.number-changed', 'stale', {
    message: {
      en: 'The number was changed since it was read',
      pt: 'O número foi alterado depois que você o leu',
    },
    hint: {
      en: 'Read it again, bring your changes in, and save with its ETag.',
      pt: 'Leia de novo, refaça suas mudanças e salve com a ETag nova.',
    },
  });
  constructor(expected: number) {
    super(NumberChanged.entry, {
      message: `The number is not at version ${expected} any more`,
      details: { expected },
    });
  }
}

export class NumberNotFound extends DomainError {
  static readonly entry = errorEntry('clinic.number-not-found', 'not-found', {
    message: { en: 'The clinic has no such number', pt: 'A clínica não tem este número' },
  });
  constructor(whatsappNumber: string) {
    super(NumberNotFound.entry, { message: `The clinic has no number ${whatsappNumber}` });
  }
}

/** Says nothing about which clinic has it. */
export class NumberTaken extends DomainError {
  static readonly entry = errorEntry('clinic.number-taken', 'conflict', {
    message: {
      en: 'The WhatsApp number or its phone_number_id is registered already',
      pt: 'O número de WhatsApp ou o phone_number_id já está cadastrado',
    },
    hint: {
      en: 'One number belongs to one clinic. Check the digits and the phone_number_id.',
      pt: 'Cada número pertence a uma clínica só. Confira os dígitos e o phone_number_id.',
    },
    action: 'Descubra em qual clínica o número está e, se mudou de dono, desative-o lá antes.',
  });
  constructor(field: 'whatsappNumber' | 'phoneNumberId', cause?: unknown) {
    super(NumberTaken.entry, {
      message: `This ${field} is registered already`,
      details: { field },
      cause,
    });
  }
}

export class NumberMalformed extends DomainError {
  static readonly entry = errorEntry('clinic.number-malformed', 'invalid', {
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
    super(NumberMalformed.entry);
  }
}
