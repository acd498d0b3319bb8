import type { Pool, PoolClient } from 'pg';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Disconnected } from '../../../application/ports/connection/google-connections.ts';
import { lockAccounts, revokeWhenLast } from './google-account-lock.ts';
import { inTransaction } from '../transaction.ts';

/** The row stays, without tokens, while its grant waits for the end; without such a wait it goes at once. */
export const disconnectGoogle = (
  pool: Pool,
  clinicId: ClinicId,
  revocationId: string,
): Promise<Disconnected> =>
  inTransaction(pool, async (client) => {
    const found = await lockWithAccount(client, clinicId);
    await client.query('delete from clinic_calendars where clinic_id = $1', [clinicId]);
    await client.query('delete from google_oauth_states where clinic_id = $1', [clinicId]);
    if (found === undefined) return { wasConnected: false, grant: 'none' };
    if (found.status === 'disconnecting') return { wasConnected: false, grant: 'revoke' };
    if (await revokeWhenLast(client, { clinicId, revocationId })) {
      await client.query(
        `update google_calendar_tokens_by_clinic
         set status = 'disconnecting', access_token = null, refresh_token = null, next_renewal_at = null,
           lease_until = null, lease_token = lease_token + 1, failures = 0, last_error_code = null,
           version = nextval('google_connection_versions')
         where clinic_id = $1`,
        [clinicId],
      );
      return { wasConnected: true, grant: 'revoke' };
    }
    await client.query('delete from google_calendar_tokens_by_clinic where clinic_id = $1', [clinicId]);
    return { wasConnected: true, grant: 'shared' };
  });

/** The account is locked before the row, as everywhere; when the row changed its account meanwhile, again. */
async function lockWithAccount(client: PoolClient, clinicId: ClinicId) {
  const read = async (lock: '' | 'for update') => {
    const { rows } = await client.query<{ google_sub: string; status: string }>(
      `select google_sub, status from google_calendar_tokens_by_clinic where clinic_id = $1 ${lock}`,
      [clinicId],
    );
    return rows[0];
  };
  for (let seen = await read(''); seen !== undefined;) {
    await lockAccounts(client, [seen.google_sub]);
    const locked = await read('for update');
    if (locked?.google_sub === seen.google_sub) return locked;
    seen = locked;
  }
  return undefined;
}
