import type { Pool } from 'pg';
import type { StoredGrant, StoredRevocation } from './harness.ts';

export async function readGrant(pool: Pool, clinicId: string): Promise<StoredGrant | undefined> {
  type Row = { status: string; access_token: string | null; refresh_token: string | null };
  const { rows } = await pool.query<Row>(
    'select status, access_token, refresh_token from google_calendar_tokens_by_clinic where clinic_id = $1',
    [clinicId],
  );
  const [row] = rows;
  return (
    row && {
      status: row.status,
      accessToken: row.access_token ?? undefined,
      refreshToken: row.refresh_token ?? undefined,
    }
  );
}

export async function readRevocations(pool: Pool): Promise<readonly StoredRevocation[]> {
  type Row = {
    clinic_id: string;
    google_sub: string;
    refresh_token: string | null;
    finished_at: Date | null;
  };
  const { rows } = await pool.query<Row>(
    'select clinic_id, google_sub, refresh_token, finished_at from google_revocations order by requested_at, id',
  );
  return rows.map((row) => ({
    clinicId: row.clinic_id,
    sub: row.google_sub,
    refreshToken: row.refresh_token ?? undefined,
    isFinished: row.finished_at !== null,
  }));
}

/** Time passes by making what is written older. */
export async function makeGrantsOlder(pool: Pool, ms: number): Promise<void> {
  const older = (table: string, ...columns: readonly string[]) => {
    const set = columns.map((column) => `${column} = ${column} - $1 * interval '1 ms'`).join(', ');
    return pool.query(`update ${table} set ${set}`, [ms]);
  };
  await older(
    'google_calendar_tokens_by_clinic',
    'expires_at',
    'refresh_expires_at',
    'next_renewal_at',
    'lease_until',
    'last_success_at',
    'connected_at',
  );
  await older('google_revocations', 'requested_at', 'next_attempt_at', 'lease_until', 'finished_at');
  await older('google_oauth_states', 'expires_at');
}
