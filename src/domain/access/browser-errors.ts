import { DomainError, errorEntry } from '../error.ts';

/** The person did not sign in, or what came back proves nobody. */
export class SignInRefused extends DomainError {
  static readonly entry = errorEntry('access.sign-in-refused', 'unauthenticated', {
    message: { en: 'The sign-in was not completed', pt: 'A entrada não foi concluída' },
    hint: { en: 'Start again from /console.', pt: 'Comece de novo em /console.' },
    action:
      'Se acontecer com todos, confira OIDC_ISSUER, OIDC_CLIENT_ID e o endereço de retorno no provedor.',
  });
  constructor(cause?: unknown) {
    super(SignInRefused.entry, { cause });
  }
}

export class IdentityProviderUnavailable extends DomainError {
  static readonly entry = errorEntry('access.identity-provider-unavailable', 'unavailable', {
    message: {
      en: 'The identity provider does not answer',
      pt: 'O provedor de identidade não responde',
    },
    hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
    action: 'Confira OIDC_ISSUER e se o provedor de identidade responde.',
    retryable: true,
  });
  constructor(cause: unknown) {
    super(IdentityProviderUnavailable.entry, { cause });
  }
}

export class SessionNotFound extends DomainError {
  static readonly entry = errorEntry('access.session-not-found', 'not-found', {
    message: { en: 'There is no such open session', pt: 'Esta sessão aberta não existe' },
  });
  constructor() {
    super(SessionNotFound.entry);
  }
}

export class InvitationNotFound extends DomainError {
  static readonly entry = errorEntry('access.invitation-not-found', 'not-found', {
    message: { en: 'There is no such invitation', pt: 'Este convite não existe' },
  });
  constructor() {
    super(InvitationNotFound.entry);
  }
}
