import { DomainError } from '../error.ts';

export class ClinicNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'clinic.not-found';
  constructor(clinicId: string) {
    super(`There is no active clinic ${clinicId}`, { hint: 'Check the clinicId.' });
  }
}

export class ClinicIdTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'clinic.id-taken';
  constructor() {
    super('Another clinic was registered with the same id', {
      hint: 'Send the registration with a new Idempotency-Key.',
    });
  }
}

export class UnknownTimeZone extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'clinic.unknown-time-zone';
  constructor(timeZone: string) {
    super(`The time zone ${timeZone} is not known`, { hint: 'Use an IANA name, e.g. America/Sao_Paulo.' });
  }
}

/** Says nothing about which clinic has it. */
export class NumberTaken extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'clinic.number-taken';
  constructor(field: 'whatsappNumber' | 'phoneNumberId', cause?: unknown) {
    super(`This ${field} is registered already`, {
      hint: 'One number belongs to one clinic. Check the digits and the phone_number_id.',
      details: { field },
      cause,
    });
  }
}

export class NumberMalformed extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'clinic.number-malformed';
  constructor() {
    super('This is not a telephone number with country code', {
      hint: 'Send 6 to 15 digits with country code, e.g. 5511955501234.',
    });
  }
}

export class ContextChanged extends DomainError {
  readonly kind = 'stale';
  readonly code = 'clinic.context-changed';
  constructor(expected: number, current: number) {
    super(`The context is at version ${current}, not ${expected}`, {
      hint: 'Read the context again, bring your changes in, and save with its ETag.',
      details: { expected, current },
    });
  }
}

export class ContextVersionNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'clinic.version-not-found';
  constructor(version: number) {
    super(`The context has no version ${version}`);
  }
}
