import type { Pool, PoolClient } from 'pg';
import type {
  GoogleConnections,
  NewConnection,
} from '../../../application/ports/connection/google-connections.ts';
import { revocationAftermathMs } from '../../../domain/connection/renewal-policy.ts';
import { lockAccounts, revokeWhenLast } from './google-account-lock.ts';
import { inTransaction, sqlState } from '../transaction.ts';

type Outcome = Awaited<ReturnType<GoogleConnections['save']>>;

class Undo extends Error {
  readonly outcome: Outcome;
  constructor(outcome: Outcome) {
    super('undo');
    this.outcome = outcome;
  }
}

export const saveConnection = (
  pool: Pool,
  connection: NewConnection,
  seenVersion: number | undefined,
): Promise<Outcome> =>
  inTransaction(pool, (client) => save(client, connection, seenVersion)).catch((error: unknown) => {
    if (error instanceof Undo) return error.outcome;
    throw error;
  });

async function save(
  client: PoolClient,
  connection: NewConnection,
  seenVersion: number | undefined,
): Promise<Outcome> {
  const { clinicId, account, revocationId } = connection;
  const known = await read(client, clinicId, '');
  await lockAccounts(client, [account.sub, ...(known === undefined ? [] : [known.sub])]);
  const locked = await read(client, clinicId, 'for update');
  if (locked?.version !== seenVersion) throw new Undo('changed');

  const wasClaimed = await dropRevocations(client, connection);
  const { rows } = await client.query<{ pending: boolean; ended: boolean }>(
    `select
       coalesce(bool_or(finished_at is null), false) as pending,
       coalesce(bool_or(finished_at > $2::timestamptz - ${revocationAftermathMs} * interval '1 ms'), false) as ended
     from google_revocations
     where google_sub = $1`,
    [account.sub, connection.exchangedAt],
  );
  if (rows[0]?.pending === true) throw new Undo('being-revoked');
  const needsProbe = wasClaimed || rows[0]?.ended === true;

  const leaves = locked !== undefined && locked.sub !== account.sub;
  const revokesFormer = leaves && (await revokeWhenLast(client, { clinicId, revocationId }));
  if (leaves) {
    await client.query(
      `update clinic_calendars set reachability = 'unreachable', updated_at = now() where clinic_id = $1`,
      [clinicId],
    );
  }
  const version = await (locked === undefined ? insert : update)(client, connection);
  return { saved: { version, needsProbe, revokesFormer } };
}

/**
 * Pending revocations of an account that lives again, and the clinics that only waited for them. `true` when one had
 * been claimed: whoever had it may have sent it and died before saying so.
 */
async function dropRevocations(client: PoolClient, { account, clinicId }: NewConnection): Promise<boolean> {
  const { rows } = await client.query<{ clinic_id: string; was_claimed: boolean }>(
    `delete from google_revocations
     where google_sub = $1 and finished_at is null and (lease_until is null or lease_until <= now())
     returning clinic_id, lease_token > 0 as was_claimed`,
    [account.sub],
  );
  await client.query(
    `delete from google_calendar_tokens_by_clinic as waiting
     where waiting.clinic_id = any($1) and waiting.clinic_id <> $2 and waiting.status = 'disconnecting'
       and not exists (
         select from google_revocations as open
         where open.clinic_id = waiting.clinic_id and open.finished_at is null
       )`,
    [rows.map((row) => row.clinic_id), clinicId],
  );
  return rows.some((row) => row.was_claimed);
}

async function read(client: PoolClient, clinicId: string, lock: '' | 'for update') {
  const { rows } = await client.query<{ version: string; google_sub: string }>(
    `select version, google_sub from google_calendar_tokens_by_clinic where clinic_id = $1 ${lock}`,
    [clinicId],
  );
  return rows[0] && { version: Number(rows[0].version), sub: rows[0].google_sub };
}

/** A row that came up since the look above, where nothing could be locked, is a change too. */
async function insert(client: PoolClient, connection: NewConnection): Promise<number> {
  try {
    const { rows } = await client.query<{ version: string }>(
      `insert into google_calendar_tokens_by_clinic (
         clinic_id, google_sub, account_email, access_token, refresh_token, expires_at, refresh_expires_at, scopes,
         next_renewal_at, connected_by, status
       )
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'connected')
       returning version`,
      valuesOf(connection),
    );
    return Number(rows[0]?.version);
  } catch (error) {
    if (sqlState(error) === '23505') throw new Undo('changed');
    throw error;
  }
}

async function update(client: PoolClient, connection: NewConnection): Promise<number> {
  const { rows } = await client.query<{ version: string }>(
    `update google_calendar_tokens_by_clinic
     set google_sub = $2, account_email = $3, access_token = $4, refresh_token = coalesce($5, refresh_token),
       expires_at = $6,
       refresh_expires_at = case when $5::text is null then coalesce($7, refresh_expires_at) else $7 end,
       scopes = $8, next_renewal_at = $9, connected_by = $10, status = 'connected',
       version = nextval('google_connection_versions'), lease_until = null, lease_token = lease_token + 1, failures = 0,
       last_error_code = null, last_success_at = now(), connected_at = now()
     where clinic_id = $1
     returning version`,
    valuesOf(connection),
  );
  return Number(rows[0]?.version);
}

const valuesOf = (connection: NewConnection) => [
  connection.clinicId,
  connection.account.sub,
  connection.account.email,
  connection.accessToken,
  connection.refreshToken,
  connection.expiresAt,
  connection.refreshExpiresAt,
  connection.scopes,
  connection.nextRenewalAt,
  connection.connectedBy,
];
