import type { PoolClient } from 'pg';
import { revocationHeadStartMs } from '../../../domain/connection/renewal-policy.ts';

/**
 * Until the end of the transaction nobody else connects or disconnects one of these Google accounts: whether a grant is
 * the last of its account is a question about other clinics' rows, which no row lock answers.
 */
export async function lockAccounts(client: PoolClient, subs: readonly string[]): Promise<void> {
  // one by one and in order: two that change places wait for each other instead of deadlocking
  for (const sub of [...new Set(subs)].sort()) {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('google-account:' || $1, 0))`, [sub]);
  }
}

/** Puts the stored grant of a clinic up for revocation unless another live connection has it; `true` when it did. */
export async function revokeWhenLast(
  client: PoolClient,
  { clinicId, revocationId }: { readonly clinicId: string; readonly revocationId: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into google_revocations (clinic_id, id, google_sub, refresh_token, next_attempt_at)
     select clinic_id, $2, google_sub, refresh_token, now() + ${revocationHeadStartMs} * interval '1 ms'
     from google_calendar_tokens_by_clinic as own
     where clinic_id = $1 and refresh_token is not null and not exists (
       select from google_calendar_tokens_by_clinic as other
       where other.google_sub = own.google_sub and other.clinic_id <> own.clinic_id
         and other.status in ('connected', 'renewing_failed')
     )`,
    [clinicId, revocationId],
  );
  return rowCount === 1;
}
