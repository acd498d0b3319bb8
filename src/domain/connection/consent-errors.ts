import { DomainError, errorEntry } from '../error.ts';
import { GoogleUnavailable } from './connection-errors.ts';
import { permissionLabel, type Permission } from './oauth-scopes.ts';

/** The person left checkboxes of the consent page unticked. */
export class PermissionsMissing extends DomainError {
  static readonly entry = errorEntry('connection.permissions-missing', 'forbidden', {
    message: { en: 'Not all permissions were granted', pt: 'Faltou marcar permissões no Google' },
    hint: {
      en: 'Connect again and tick every permission.',
      pt: 'Conecte de novo e marque todas as permissões.',
    },
    action: 'Oriente a clínica a conectar de novo e marcar todas as permissões.',
  });
  readonly missing: readonly Permission[];
  constructor(missing: readonly Permission[]) {
    super(PermissionsMissing.entry, {
      message: {
        en: `Not all permissions were granted: ${missing.join(', ')}`,
        pt: `Faltou marcar no Google: ${missing.map(permissionLabel).join('; ')}`,
      },
      details: { missing: missing.map((permission) => ({ permission, label: permissionLabel(permission) })) },
    });
    this.missing = missing;
  }
}

/** Whether Google did it is not known, and a code works only once: the person has to start again. */
export class ConsentUnfinished extends GoogleUnavailable {
  constructor() {
    super('consent-unfinished');
  }
}

/** The same Google account is being disconnected at this moment; its end would end the new grant as well. */
export class GrantBeingRevoked extends DomainError {
  static readonly entry = errorEntry('connection.being-revoked', 'conflict', {
    message: {
      en: 'The access of this Google account is being revoked right now',
      pt: 'O acesso desta conta do Google está sendo encerrado',
    },
    hint: {
      en: 'Wait a minute and connect again.',
      pt: 'Espere um minuto e conecte de novo.',
    },
    retryable: true,
  });
  constructor() {
    super(GrantBeingRevoked.entry);
  }
}
