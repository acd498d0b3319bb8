import { DomainError } from '../error.ts';
import { permissionLabel, type Permission } from './oauth-scopes.ts';

const connectAgain = 'Peça para conectar o Google de novo na tela da clínica.';

/** Why a consent did not lead to a connection. Each changes nothing that was stored. */
export type ConsentRefusal =
  | 'denied'
  | 'consent-failed'
  | 'state-tampered'
  | 'state-expired'
  | 'state-used'
  | 'state-foreign'
  | 'issuer-foreign'
  | 'code-missing'
  | 'code-refused'
  | 'identity-unproven'
  | 'refresh-token-missing';

const consentRefusals: Readonly<Record<ConsentRefusal, { readonly message: string; readonly hint: string }>> =
  {
    denied: {
      message: 'The consent was denied at Google',
      hint: `A autorização foi cancelada no Google. ${connectAgain}`,
    },
    'consent-failed': {
      message: 'Google ended the consent with an error',
      hint: `O Google não concluiu a autorização. ${connectAgain}`,
    },
    'state-tampered': {
      message: 'The state was not issued by us or was changed',
      hint: `O pedido de conexão não é válido. ${connectAgain}`,
    },
    'state-expired': {
      message: 'The state is older than ten minutes',
      hint: `O pedido de conexão expirou (vale 10 minutos). ${connectAgain}`,
    },
    'state-used': {
      message: 'The state was used already',
      hint: 'Este pedido de conexão já foi usado. Veja o estado da conexão antes de tentar de novo.',
    },
    'state-foreign': {
      message: 'The state was issued to another browser',
      hint: `O pedido de conexão foi iniciado em outro navegador. ${connectAgain}`,
    },
    'issuer-foreign': {
      message: 'The answer comes from another issuer than Google',
      hint: `A resposta não veio do Google. ${connectAgain}`,
    },
    'code-missing': {
      message: 'The answer carries neither a code nor an error',
      hint: `A resposta do Google veio incompleta. ${connectAgain}`,
    },
    'code-refused': {
      message: 'Google refused the code: used, expired or not for us',
      hint: `O código do Google não vale mais. ${connectAgain}`,
    },
    'identity-unproven': {
      message: 'The ID token of the account could not be verified',
      hint: `Não foi possível confirmar qual é a conta do Google. ${connectAgain}`,
    },
    'refresh-token-missing': {
      message: 'Google gave no refresh token and none of this account is stored',
      hint: `O Google não deu acesso permanente. Remova o acesso em myaccount.google.com/permissions e conecte de novo.`,
    },
  };

/** What to tell the person, by the last part of the code. */
export const consentHints: Readonly<Record<ConsentRefusal, string>> = Object.fromEntries(
  Object.entries(consentRefusals).map(([refusal, { hint }]) => [refusal, hint]),
) as Record<ConsentRefusal, string>;

export class ConsentRefused extends DomainError {
  readonly kind = 'forbidden';
  readonly code: `connection.${ConsentRefusal}`;
  constructor(refusal: ConsentRefusal) {
    super(consentRefusals[refusal].message, { hint: consentRefusals[refusal].hint });
    this.code = `connection.${refusal}`;
  }
}

/** The person left checkboxes of the consent page unticked. */
export class PermissionsMissing extends DomainError {
  readonly kind = 'forbidden';
  readonly code = 'connection.permissions-missing';
  readonly missing: readonly Permission[];
  constructor(missing: readonly Permission[]) {
    super(`Not all permissions were granted: ${missing.join(', ')}`, {
      hint: `Faltou marcar no Google: ${missing.map(permissionLabel).join('; ')}. Conecte de novo e marque todas as permissões.`,
      details: { missing: missing.map((permission) => ({ permission, label: permissionLabel(permission) })) },
    });
    this.missing = missing;
  }
}

/** Whether Google did it is not known, and a code works only once: the person has to start again. */
export class ConsentUnfinished extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'connection.google-unavailable';
  constructor() {
    super('Google did not answer while the connection was being made', {
      hint: `O Google não respondeu a tempo. ${connectAgain}`,
    });
  }
}

/** The same Google account is being disconnected at this moment; its end would end the new grant as well. */
export class GrantBeingRevoked extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'connection.being-revoked';
  constructor() {
    super('The access of this Google account is being revoked right now', {
      hint: 'O acesso desta conta do Google está sendo encerrado. Espere um minuto e conecte de novo.',
    });
  }
}
