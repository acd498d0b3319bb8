import { isValidAt, type GoogleConnection } from './google-connection.ts';
import { missingPermissions, permissionLabel } from './oauth-scopes.ts';
import { given } from '../given.ts';

/** What a clinic sees of its connection: no token, nothing of anybody else. */
export type ConnectionReport = {
  readonly status: GoogleConnection['status'] | 'not_connected';
  /** A connection exists and Google is being asked with it. */
  readonly connected: boolean;
  /** Calls work at this moment. */
  readonly valid: boolean;
  readonly expiresAt?: Date;
  readonly accountEmail?: string;
  readonly scopes: readonly string[];
  readonly lastSuccessAt?: Date;
  /** When the grant itself will end. */
  readonly accessEndsAt?: Date;
  /** Both in Portuguese, for the screen; absent when all is well. */
  readonly reason?: string;
  readonly nextStep?: string;
};

type Problem = { readonly reason: string; readonly nextStep: string };

const reconnect = 'Conecte a conta do Google de novo.';

/** Reports what the last renewal found: that a row exists does not mean that Google still accepts the grant. */
export function reportConnection(connection: GoogleConnection | undefined, now: Date): ConnectionReport {
  if (connection === undefined) {
    return {
      status: 'not_connected',
      connected: false,
      valid: false,
      scopes: [],
      reason: 'A clínica não tem uma conta do Google conectada.',
      nextStep: 'Conecte a conta do Google da clínica.',
    };
  }
  const { status, account, scopes, expiresAt, lastSuccessAt, refreshExpiresAt } = connection;
  const connected = status === 'connected' || status === 'renewing_failed';
  const valid = connected && isValidAt(connection, now);
  return {
    status,
    connected,
    valid,
    scopes,
    lastSuccessAt,
    ...(status !== 'disconnecting' && { expiresAt }),
    ...given({ accountEmail: account.email, accessEndsAt: refreshExpiresAt }),
    ...problemOf(connection, valid, now),
  };
}

/** A due renewal that neither works nor fails for so long is held back by us: keys, our OAuth client, a worker that is down. */
const renewalGraceMs = 5 * 60_000;

function problemOf(connection: GoogleConnection, valid: boolean, now: Date): Problem | undefined {
  const missing = missingPermissions(connection.scopes);
  switch (connection.status) {
    case 'disconnecting':
      return {
        reason: 'A conta foi desconectada; o Google ainda não confirmou o fim do acesso.',
        nextStep: 'Nada a fazer. Para usar as agendas de novo, conecte uma conta do Google.',
      };
    case 'reconnect_required':
      return {
        reason:
          deadBecause.get(connection.lastErrorCode) ?? 'O acesso à conta do Google terminou ou foi removido.',
        nextStep: deadStep.get(connection.lastErrorCode) ?? reconnect,
      };
    case 'renewing_failed':
      return valid
        ? {
            reason: 'A renovação do acesso falhou; o acesso atual ainda vale.',
            nextStep: 'Nada a fazer por enquanto: tentamos de novo sozinhos.',
          }
        : {
            reason: 'A renovação do acesso falha e o acesso atual venceu.',
            nextStep:
              'Tentamos de novo sozinhos. Se continuar por mais de uma hora, conecte a conta de novo.',
          };
    case 'connected':
      if (missing.length > 0) {
        return {
          reason: `Faltam permissões no Google: ${missing.map(permissionLabel).join('; ')}.`,
          nextStep: 'Conecte a conta de novo e marque todas as permissões.',
        };
      }
      if (valid) return undefined;
      if (now.getTime() - connection.expiresAt.getTime() > renewalGraceMs) {
        return {
          reason: 'O acesso venceu e não pode ser renovado por um problema da instalação, não da clínica.',
          nextStep: 'Nada a fazer na clínica: a equipe de suporte já foi avisada.',
        };
      }
      return {
        reason: 'O acesso atual venceu e está sendo renovado.',
        nextStep: 'Nada a fazer: aguarde um minuto.',
      };
  }
}

const deadBecause: ReadonlyMap<string | undefined, string> = new Map([
  ['admin_policy_enforced', 'O administrador do Google Workspace bloqueou o acesso.'],
  ['org_internal', 'Esta conta do Google não pode ser usada com a Atende.'],
  ['unauthorized_client', 'Este acesso foi dado a uma configuração anterior da Atende e não vale mais.'],
  ['access_denied', 'O Google negou o acesso a esta conta.'],
  ['missing-scope', 'Falta uma permissão que a Atende precisa no Google.'],
  ['token-unreadable', 'Os dados guardados desta conexão não puderam ser lidos.'],
]);

const deadStep: ReadonlyMap<string | undefined, string> = new Map([
  [
    'admin_policy_enforced',
    'Peça ao administrador do Google Workspace que libere a Atende e conecte de novo.',
  ],
  ['org_internal', 'Conecte outra conta do Google.'],
  ['missing-scope', 'Conecte a conta de novo e marque todas as permissões.'],
]);
