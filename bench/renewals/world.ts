import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { joseTokenCipher } from '../../src/adapters/crypto/token-cipher.ts';
import { clinicId, type ClinicId } from '../../src/domain/clinic/clinic.ts';
import { requestedScopes } from '../../src/domain/connection/oauth-scopes.ts';
import type { GoogleStub } from '../../tests/support/vendors/google-stub.ts';
import type { BenchDatabase } from '../database.ts';

const main = fileURLToPath(new URL('../../src/bootstrap/main.ts', import.meta.url));
const key = Buffer.alloc(32, 5);
export const encryptionKeys = `bench:${key.toString('base64url')}`;
export const cipher = joseTokenCipher([{ kid: 'bench', key: new Uint8Array(key) }]);

export type Seeded = { readonly clinicId: ClinicId; readonly sub: string };

/** Connected clinics, straight into the table; two of twenty share a Google account. Nothing is due. */
export async function seedConnections(
  { pool }: BenchDatabase,
  google: GoogleStub,
  count: number,
): Promise<Seeded[]> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into clinics (name) select 'Bench ' || n from generate_series(1, $1::integer) as n returning id`,
    [count],
  );
  const seeded = rows.map(({ id }, n) => ({ clinicId: clinicId(id), sub: `sub${n % 20 === 1 ? n - 1 : n}` }));
  const sealed = await Promise.all(
    seeded.map(async (clinic) => ({
      clinic_id: clinic.clinicId,
      google_sub: clinic.sub,
      access_token: await cipher.seal('ya29.seeded', { ...clinic, purpose: 'access-token' }),
      refresh_token: await cipher.seal(google.grant(clinic.sub), { ...clinic, purpose: 'refresh-token' }),
    })),
  );
  await pool.query(
    `insert into google_calendar_tokens_by_clinic (
       clinic_id, google_sub, access_token, refresh_token, expires_at, scopes, status, next_renewal_at, last_success_at
     )
     select clinic_id, google_sub, access_token, refresh_token, now() + interval '10 minutes', $2, 'connected',
       now() + interval '1 hour', now() - interval '1 hour'
     from json_to_recordset($1::json) as seed (clinic_id uuid, google_sub text, access_token text, refresh_token text)`,
    [JSON.stringify(sealed), requestedScopes],
  );
  await pool.query('analyze google_calendar_tokens_by_clinic');
  return seeded;
}

/** Every effective renewal as a row: what the renewers say of themselves is not asked. */
export const auditRenewals = ({ pool }: BenchDatabase) =>
  pool.query(`
    create table bench_renewals (clinic_id uuid, at timestamptz default clock_timestamp());
    create function bench_note_renewal() returns trigger language plpgsql as $$
    begin
      if new.last_success_at is distinct from old.last_success_at and new.connected_at = old.connected_at then
        insert into bench_renewals (clinic_id) values (new.clinic_id);
      end if;
      return new;
    end $$;
    create trigger bench_renewals after update on google_calendar_tokens_by_clinic
      for each row execute function bench_note_renewal();
  `);

export type Renewer = { readonly child: ChildProcess; log(): string };

/** The product with the role renewal, as a process of its own. */
export function startRenewer(
  database: BenchDatabase,
  google: GoogleStub,
  environment: Readonly<Record<string, string>>,
): Renewer {
  const { clientId, clientSecret } = google.settings();
  const child = fork(main, {
    env: {
      PATH: process.env['PATH'] ?? '',
      ROLE: 'renewal',
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '6',
      WEBHOOK_VERIFY_TOKEN: 'bench',
      META_APP_SECRET: 'bench-app-secret',
      META_ACCESS_TOKEN: 'bench',
      META_GRAPH_URL: 'http://127.0.0.1:9',
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_TOKEN_URL: `${google.url}/token`,
      GOOGLE_REVOKE_URL: `${google.url}/revoke`,
      GOOGLE_JWKS_URL: `${google.url}/certs`,
      GOOGLE_ISSUER: google.url,
      ENCRYPTION_KEYS: encryptionKeys,
      STATE_KEYS: encryptionKeys,
      AUTH_JWT_SECRET: 'bench-secret-of-enough-length-0000',
      AUTH_ISSUER: 'https://issuer.test',
      POLL_MS: '100',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  return { child, log: () => log };
}

export const stopRenewers = (renewers: readonly Renewer[]) =>
  Promise.all(
    renewers.map(async ({ child }) => {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    }),
  );

/** Until the process has begun its work. */
export async function untilStarted(renewer: Renewer): Promise<void> {
  while (!renewer.log().includes('"msg":"started"')) {
    if (renewer.child.exitCode !== null) throw new Error(`A renewer ended: ${renewer.log()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
