import { DomainError } from '../error.ts';

const refusals = {
  'token-missing': {
    message: 'The request does not say who makes it',
    hint: 'Send `Authorization: Bearer <token or API key>`.',
  },
  'token-invalid': { message: 'The token is not one of ours', hint: 'Sign in again.' },
  'token-expired': { message: 'The token has expired', hint: 'Refresh the session.' },
  'key-invalid': { message: 'There is no such API key', hint: 'Copy the key again.' },
  'key-expired': { message: 'The API key has expired', hint: 'Create a new one.' },
  'key-revoked': { message: 'The API key was revoked', hint: 'Create a new one.' },
  'link-used': {
    message: 'The sign-in link was used already or is too old',
    hint: 'Use the newest link that the program printed.',
  },
} as const;

type SignInRefusal = keyof typeof refusals;
const ended: readonly SignInRefusal[] = ['token-expired', 'key-expired', 'key-revoked'];

/** Nobody is known to have called. Codes `access.token-missing`, `access.key-expired`, … */
export class NotSignedIn extends DomainError {
  readonly kind = 'unauthenticated';
  readonly code: `access.${SignInRefusal}`;
  /** What was shown is proven, and has ended: no stranger has it. */
  readonly wasGood: boolean;
  constructor(refusal: SignInRefusal) {
    super(refusals[refusal].message, { hint: refusals[refusal].hint });
    this.code = `access.${refusal}`;
    this.wasGood = ended.includes(refusal);
  }
}

export class RoleInsufficient extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'access.role-insufficient';
  constructor(needed: readonly string[]) {
    super(`This needs one of the roles ${needed.join(', ')}`, {
      hint: 'Ask an administrator of the clinic.',
      details: { needed },
    });
  }
}

export class PeopleOnly extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'access.people-only';
  constructor() {
    super('Only a person may do this, not an API key', { hint: 'Sign in as a person.' });
  }
}

export class RoleTooHigh extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'access.role-too-high';
  constructor(given: string) {
    super(`You cannot give the role ${given}`, { hint: 'Ask somebody who has it.' });
  }
}

export class OriginRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'access.origin-refused';
  constructor() {
    super('A change from the browser session came from another page', {
      hint: 'Send the header `x-atende-request` from our own pages.',
    });
  }
}

/** The identity provider's keys cannot be read: nobody is refused for good. */
export class KeysUnavailable extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'access.keys-unavailable';
  constructor(cause: unknown) {
    super('The keys of the identity provider could not be read', {
      hint: 'Try again in some seconds.',
      cause,
    });
  }
}

export class ApiKeyNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'access.key-not-found';
  constructor(id: string) {
    super(`There is no API key ${id} here`);
  }
}

export class MemberNotFound extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'access.member-not-found';
  constructor(userId: string) {
    super(`${userId} is not a member of the clinic`);
  }
}

export class LastAdmin extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'access.last-admin';
  constructor(userId: string) {
    super(`${userId} is the only administrator of the clinic`, {
      hint: 'Make somebody else an administrator first.',
    });
  }
}
