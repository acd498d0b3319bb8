import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { AlertCondition } from '../ports/operations/alerts.ts';

/** What a human should see about the Google connection of a clinic. */
export type ConnectionProblem =
  | 'google-reconnect-required'
  | 'google-renewal-failing'
  | 'google-access-ends'
  | 'google-disconnected'
  | 'google-revocation-failed'
  | 'google-calendars-unreachable';

/** What only the operator of the installation can mend. */
export type DeploymentProblem = 'google-client-refused' | 'google-request-refused' | 'encryption-key-missing';

export const ofClinic = (clinicId: ClinicId, kind: ConnectionProblem): AlertCondition => ({
  clinicId,
  kind,
  subject: 'google',
});

/** One for the whole installation, however many clinics feel it. */
export const ofDeployment = (kind: DeploymentProblem): AlertCondition => ({ kind, subject: 'google' });

/** Also for a key that has the right name and is another one. */
export const keyMissing =
  'Stored tokens do not open with the keys of ENCRYPTION_KEYS: add the key that sealed them, under its name';

/** A Google Workspace may refuse apps that its administrator has not allowed. */
const refusedByAdministrator: ReadonlySet<string> = new Set([
  'admin_policy_enforced',
  'org_internal',
  'access_denied',
]);

export const reconnectText = (code: string): string =>
  refusedByAdministrator.has(code)
    ? 'O administrador do Google Workspace da clínica não permite este aplicativo: a agenda não é consultada nem preenchida. Peça que ele libere o Atende no painel de administração do Google e conecte a conta de novo.'
    : alertText['google-reconnect-required'];

export const alertText: Readonly<Record<ConnectionProblem, string>> = {
  'google-reconnect-required':
    'O acesso à conta do Google terminou: a agenda não é consultada nem preenchida. Conecte a conta de novo.',
  'google-renewal-failing':
    'O acesso ao Google venceu e a renovação continua falhando. A agenda não é consultada enquanto isso.',
  'google-access-ends':
    'O Google encerra em breve o acesso desta conta. Conecte a conta de novo antes disso.',
  'google-disconnected': 'A conta do Google foi desconectada: o assistente não oferece horários.',
  'google-revocation-failed':
    'A conta foi desconectada, mas o Google não confirmou o fim do acesso. Remova-o em myaccount.google.com/permissions.',
  'google-calendars-unreachable':
    'Agendas escolhidas não existem na conta do Google que está conectada. Escolha as agendas de novo.',
};
