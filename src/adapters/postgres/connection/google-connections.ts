import type { GoogleConnections } from '../../../application/ports/connection/google-connections.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { ConnectionStatus } from '../../../domain/connection/google-connection.ts';
import { dead } from '../../../domain/connection/renewal.ts';
import { disconnectGoogle } from './disconnect-google.ts';
import { connectionColumns, connectionRow } from './google-connection-rows.ts';
import { claimDueRenewals, claimOneRenewal } from './google-renewal-claims.ts';
import { changeConnection, keepReplaced, settleRenewal } from './google-renewal-settlement.ts';
import type { Pools } from '../pool.ts';
import { saveConnection } from './save-google-connection.ts';
import { queryInTenant } from '../transaction.ts';

/** Claims look at all clinics, and so does whoever asks whether a grant is the last of its Google account. */
export const postgresGoogleConnections = ({ system, tenants }: Pools): GoogleConnections => ({
  async get(id) {
    const { rows } = await queryInTenant(tenants, id, {
      name: 'google-connection',
      text: `select ${connectionColumns.join(', ')} from google_calendar_tokens_by_clinic where clinic_id = $1`,
      values: [id],
    });
    return connectionRow.optional().parse(rows[0]);
  },

  save: (connection, seenVersion) => saveConnection(system, connection, seenVersion),
  claimDue: (limit, leaseMs) => claimDueRenewals(system, limit, leaseMs),
  claimOne: (id, seenVersion, leaseMs) => claimOneRenewal(tenants, id, seenVersion, leaseMs),
  settle: (claim, settlement) => settleRenewal(tenants, claim, settlement),
  keepReplaced: (claim, tokens) => keepReplaced(tenants, claim, tokens),
  disconnect: (id, revocationId) => disconnectGoogle(system, id, revocationId),

  async probeSiblings(id, sub, since) {
    const { rows } = await system.query<{ probed: number }>(
      `with probed as (
         update google_calendar_tokens_by_clinic
         set next_renewal_at = now()
         where google_sub = $2 and clinic_id <> $1 and status in ('connected', 'renewing_failed')
           and next_renewal_at > now() and last_success_at < $3
         returning clinic_id
       )
       select
         (select count(*)::integer from probed) as probed,
         (select pg_notify('atende_work', 'renewal:0') where exists (select from probed)) as woken`,
      [id, sub, since],
    );
    return rows[0]?.probed ?? 0;
  },

  requireReconnect: (id, version, code) =>
    changeConnection(tenants, dead(code), `version = $2 and status in ('connected', 'renewing_failed')`, [
      id,
      version,
    ]),

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_renewal_at) - now())::float8 * 1000 as ms
       from google_calendar_tokens_by_clinic
       where next_renewal_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },

  async statuses() {
    const { rows } = await system.query<{ clinic_id: string; status: ConnectionStatus }>(
      'select clinic_id, status from google_calendar_tokens_by_clinic',
    );
    return new Map(rows.map((row) => [clinicId(row.clinic_id), row.status]));
  },
});
