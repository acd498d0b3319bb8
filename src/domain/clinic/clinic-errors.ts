import { DomainError, errorEntry } from '../error.ts';

const readAgain = {
  en: 'Read it again, bring your changes in, and save with its ETag.',
  pt: 'Leia de novo, refaça suas mudanças e salve com a ETag nova.',
};

export class ClinicNotFound extends DomainError {
  static readonly entry = errorEntry('clinic.not-found', 'not-found', {
    message: {
      en: 'There is no such clinic, or it is not yours',
      pt: 'Esta clínica não existe ou não é sua',
    },
    hint: { en: 'Check the clinicId.', pt: 'Confira o clinicId.' },
    action: 'Confira o clinicId e se a pessoa é membro da clínica.',
  });
  constructor(clinicId: string) {
    super(ClinicNotFound.entry, { message: `There is no active clinic ${clinicId}` });
  }
}

export class ClinicIdTaken extends DomainError {
  static readonly entry = errorEntry('clinic.id-taken', 'conflict', {
    message: {
      en: 'Another clinic was registered with the same id',
      pt: 'Outra clínica foi cadastrada com o mesmo id',
    },
    hint: {
      en: 'Send the registration with a new Idempotency-Key.',
      pt: 'Envie o cadastro com uma Idempotency-Key nova.',
    },
  });
  constructor() {
    super(ClinicIdTaken.entry);
  }
}

export class ClinicChanged extends DomainError {
  static readonly entry = errorEntry('clinic.changed', 'stale', {
    message: {
      en: 'The clinic was changed since it was read',
      pt: 'A clínica foi alterada depois que você a leu',
    },
    hint: readAgain,
  });
  constructor(expected: number) {
    super(ClinicChanged.entry, {
      message: `The clinic is not at version ${expected} any more`,
      details: { expected },
    });
  }
}

export class UnknownTimeZone extends DomainError {
  static readonly entry = errorEntry('clinic.unknown-time-zone', 'invalid', {
    message: { en: 'The time zone is not known', pt: 'Este fuso horário não é conhecido' },
    hint: {
      en: 'Use an IANA name, e.g. America/Sao_Paulo.',
      pt: 'Use um nome IANA, por exemplo America/Sao_Paulo.',
    },
  });
  constructor(timeZone: string) {
    super(UnknownTimeZone.entry, { message: `The time zone ${timeZone} is not known` });
  }
}

export class ContextChanged extends DomainError {
  static readonly entry = errorEntry('clinic.context-changed', 'stale', {
    message: {
      en: 'Somebody else saved the context meanwhile',
      pt: 'Outra pessoa salvou o contexto enquanto isso',
    },
    hint: readAgain,
    action: 'Compare as versões e salve de novo sobre a mais recente.',
  });
  constructor(expected: number, current: number) {
    super(ContextChanged.entry, {
      message: `The context is at version ${current}, not ${expected}`,
      details: { expected, current },
    });
  }
}

export class ContextVersionNotFound extends DomainError {
  static readonly entry = errorEntry('clinic.version-not-found', 'not-found', {
    message: { en: 'The context has no such version', pt: 'O contexto não tem esta versão' },
  });
  constructor(version: number) {
    super(ContextVersionNotFound.entry, { message: `The context has no version ${version}` });
  }
}
