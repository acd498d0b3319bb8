import { DomainError } from '../error.ts';

export class ErasureNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'privacy.erasure-not-found';
  constructor(id: string) {
    super(`There is no erasure ${id} in this clinic`);
  }
}

/** The person is erased already, or never was one of this clinic. */
export class PersonNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'privacy.person-not-found';
  constructor() {
    super('There is no such person in this clinic', {
      hint: 'Search the patients by telephone number; a person who was erased is not there any more.',
    });
  }
}

/** The clinic's data is erased, the certificate comes when the rest is done. */
export class CertificateNotReady extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'privacy.certificate-not-ready';
  constructor(id: string) {
    super(`The erasure ${id} is not finished yet`, { hint: 'Ask again in a minute.' });
  }
}
