import { DomainError, errorEntry } from '../error.ts';

export class SignupUnavailable extends DomainError {
  static readonly entry = errorEntry('whatsapp.signup-unavailable', 'not-found', {
    message: {
      en: 'This installation has no app for Embedded Signup at Meta',
      pt: 'Esta instalação não tem um aplicativo de cadastro incorporado na Meta',
    },
    hint: {
      en: 'Connect the number by a token, or have the operator set META_APP_ID and META_SIGNUP_CONFIG_ID.',
      pt: 'Conecte o número com um token, ou peça a quem opera META_APP_ID e META_SIGNUP_CONFIG_ID.',
    },
  });
  constructor() {
    super(SignupUnavailable.entry);
  }
}

/** It lives for half a minute and is taken once. */
export class SignupCodeRefused extends DomainError {
  static readonly entry = errorEntry('whatsapp.signup-code-refused', 'conflict', {
    message: {
      en: 'Meta does not take this code',
      pt: 'A Meta não aceita este código',
    },
    hint: {
      en: 'It lives for 30 seconds and works once: begin again.',
      pt: 'Ele vale 30 segundos e uma só vez: comece de novo.',
    },
  });
  constructor(code: string) {
    super(SignupCodeRefused.entry, { details: { meta: code } });
  }
}

export class SignupWithoutNumber extends DomainError {
  static readonly entry = errorEntry('whatsapp.signup-without-number', 'conflict', {
    message: {
      en: 'What was shared at Meta holds no such number',
      pt: 'O que foi liberado na Meta não tem este número',
    },
    hint: {
      en: 'Begin again and choose or add the number in Meta’s dialog.',
      pt: 'Comece de novo e escolha ou cadastre o número na janela da Meta.',
    },
  });
  constructor() {
    super(SignupWithoutNumber.entry);
  }
}

/** The code is spent, or may be: the dialog has to be gone through again. */
export class SignupUnanswered extends DomainError {
  static readonly entry = errorEntry('whatsapp.signup-unanswered', 'unavailable', {
    message: {
      en: 'Meta did not answer in time',
      pt: 'A Meta não respondeu a tempo',
    },
    hint: {
      en: 'Begin again in a few minutes: the code works once.',
      pt: 'Comece de novo em alguns minutos: o código só vale uma vez.',
    },
  });
  constructor() {
    super(SignupUnanswered.entry);
  }
}
