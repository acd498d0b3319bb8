import { DomainError, errorEntry, type ErrorEntry } from '../error.ts';

const signInRefusals = {
  'token-missing': errorEntry('access.token-missing', 'unauthenticated', {
    message: {
      en: 'The request does not say who makes it',
      pt: 'O pedido não diz quem está chamando',
    },
    hint: {
      en: 'Send `Authorization: Bearer <token or API key>`.',
      pt: 'Entre no sistema, ou envie `Authorization: Bearer <token ou chave de API>`.',
    },
  }),
  'token-invalid': errorEntry('access.token-invalid', 'unauthenticated', {
    message: { en: 'The token is not one of ours', pt: 'Este token não é válido aqui' },
    hint: {
      en: 'Sign in again and send the new token.',
      pt: 'Entre de novo e envie o token novo.',
    },
    action: 'Peça à pessoa que entre novamente; se persistir, confira AUTH_ISSUER e AUTH_AUDIENCE.',
  }),
  'token-expired': errorEntry('access.token-expired', 'unauthenticated', {
    message: { en: 'The token has expired', pt: 'O token expirou' },
    hint: {
      en: 'Refresh the session and send the new token.',
      pt: 'Renove a sessão e envie o token novo.',
    },
    action: 'Se acontecer com todos, confira o relógio do servidor e o do provedor de identidade.',
  }),
  'key-invalid': errorEntry('access.key-invalid', 'unauthenticated', {
    message: { en: 'There is no such API key', pt: 'Esta chave de API não existe' },
    hint: {
      en: 'Copy the key again; it is shown once, when it is created.',
      pt: 'Copie a chave de novo; ela aparece uma vez só, quando é criada.',
    },
    action: 'Se a chave foi perdida, crie outra e revogue a antiga.',
  }),
  'key-expired': errorEntry('access.key-expired', 'unauthenticated', {
    message: { en: 'The API key has expired', pt: 'A chave de API venceu' },
    hint: { en: 'Create a new one.', pt: 'Crie uma chave nova.' },
    action: 'Crie uma chave nova para o sistema e troque a configuração dele.',
  }),
  'key-revoked': errorEntry('access.key-revoked', 'unauthenticated', {
    message: { en: 'The API key was revoked', pt: 'A chave de API foi revogada' },
    hint: { en: 'Create a new one.', pt: 'Crie uma chave nova.' },
    action: 'Veja no registro de auditoria quem revogou a chave e por quê.',
  }),
  'link-used': errorEntry('access.link-used', 'unauthenticated', {
    message: {
      en: 'The sign-in link was used already or is too old',
      pt: 'O link de entrada já foi usado ou é antigo demais',
    },
    hint: {
      en: 'Use the newest link that the program printed.',
      pt: 'Use o link mais recente que o programa mostrou.',
    },
    action: 'Use o link mais recente mostrado no terminal, ou reinicie com npm start.',
  }),
};

type SignInRefusal = keyof typeof signInRefusals;
const ended: readonly SignInRefusal[] = ['token-expired', 'key-expired', 'key-revoked'];

/** Nobody is known to have called. */
export class NotSignedIn extends DomainError {
  static readonly entries: readonly ErrorEntry[] = Object.values(signInRefusals);
  /** What was shown is proven, and has ended: no stranger has it. */
  readonly wasGood: boolean;
  /** For the log: what of the token was not as it must be, e.g. `claim:iss`. */
  readonly why: string | undefined;
  constructor(refusal: SignInRefusal, why?: string) {
    super(signInRefusals[refusal]);
    this.wasGood = ended.includes(refusal);
    this.why = why;
  }
}

/** The identity provider's keys cannot be read: nobody is refused for good. */
export class KeysUnavailable extends DomainError {
  static readonly entry = errorEntry('access.keys-unavailable', 'unavailable', {
    message: {
      en: 'The keys of the identity provider could not be read',
      pt: 'Não foi possível ler as chaves do provedor de identidade',
    },
    hint: { en: 'Try again in some seconds.', pt: 'Tente de novo em alguns segundos.' },
    action: 'Confira AUTH_JWKS_URL e se o provedor de identidade responde.',
    retryable: true,
  });
  constructor(cause: unknown) {
    super(KeysUnavailable.entry, { cause });
  }
}
