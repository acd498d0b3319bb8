import { fork } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  bearer,
  comeBack,
  firstKey,
  googleEnvironment,
  restApi,
  secondKey,
} from '../../support/product/google-product.ts';
import { startGoogleStub, type GoogleStub } from '../../support/vendors/google-stub.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { programFile } from '../../support/programs/programs.ts';
import { until } from '../../support/until.ts';

const port = 22_130;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let google: GoogleStub;
const environment = () => ({
  ...googleEnvironment({
    authUrl: `${google.url}/auth`,
    tokenUrl: `${google.url}/token`,
    revokeUrl: `${google.url}/revoke`,
    jwksUrl: `${google.url}/certs`,
    issuer: google.url,
    apiUrl: google.url,
  }),
  GOOGLE_CLIENT_ID: google.settings().clientId,
  GOOGLE_CLIENT_SECRET: google.settings().clientSecret,
  GOOGLE_TIMEOUT_MS: '500',
  LOG_LEVEL: 'trace',
});
const start = (wish: Record<string, string> = {}): Promise<Product> =>
  startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port,
    environment: { ...environment(), ...wish },
  });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  graph = await startGraphStub();
  google = await startGoogleStub({ port: port + 1, expiresIn: 2, rotates: true });
});
afterAll(async () => {
  google.close();
  graph.close();
  await pool.end();
  await database.drop();
});

const aClinic = async (n: number) =>
  registerClinic(pool, { number: `55115555${1_000 + n}`, phoneNumberId: `95550${n}` });

describe('secrets of Google', () => {
  test('are in no log line, answer, address or table, whatever goes wrong', async () => {
    const product = await start();
    const said: string[] = [];
    const hear = <T>(answer: T): T => {
      said.push(
        JSON.stringify(answer, (_, value: unknown) =>
          value instanceof URLSearchParams ? String(value) : value,
        ),
      );
      return answer;
    };
    const clinics = await Promise.all([1, 2, 3, 4].map(aClinic));
    const api = restApi(product, await bearer(clinics));
    const codes: string[] = [];
    const goThere = async (clinicId: string, wish: Parameters<GoogleStub['consent']>[1]) => {
      const { body } = await api.start(clinicId);
      const { code, state } = google.consent(String(body['consentUrl']), wish);
      codes.push(code);
      const query = new URLSearchParams({ code, state });
      return hear(await comeBack(`${product.url}/api/google/oauth/callback?${query.toString()}`));
    };
    for (const clinicId of clinics) await goThere(clinicId, { sub: 'maria' });
    const echo = (status: number) => ({ status, body: `<html>${codes.join(' ')} 1//echo ya29.echo</html>` });
    google.faults.push(echo(500), 'drop-answer', 'hang', echo(400), {
      status: 400,
      body: { error: 'invalid_grant' },
    });
    await until('renewals that met faults', () => google.faults.length === 0);
    for (const fault of ['drop-answer', 'hang', echo(400), echo(200)] as const) {
      google.faults.push(fault);
      await goThere(clinics[0]!, { sub: 'joao' });
      await until('the fault to be met', () => google.faults.length === 0);
    }
    await goThere(clinics[0]!, { sub: 'joao', claims: { nonce: 'other' } });
    for (const clinicId of clinics) hear(await api.status(clinicId));
    hear(await api.calendars(clinics[1]!));
    google.faults.push(echo(503));
    for (const clinicId of clinics) hear(await api.disconnect(clinicId));
    for (const clinicId of clinics) hear(await api.status(clinicId));
    await product.stop('SIGTERM');

    const { rows: tables } = await pool.query<{ text: string }>(
      `select row_to_json(t)::text as text from google_calendar_tokens_by_clinic as t
       union all select row_to_json(t)::text from google_oauth_states as t
       union all select row_to_json(t)::text from google_revocations as t
       union all select row_to_json(t)::text from alerts as t`,
    );
    const everything = [product.log(), ...said, ...tables.map(({ text }) => text)].join('\n');
    const verifiers = google.calls.flatMap(({ form }) => form['code_verifier'] ?? []);
    const secrets = [...google.minted, ...verifiers, google.settings().clientSecret, '1//echo', 'ya29.echo'];
    expect(verifiers.length).toBeGreaterThan(5);
    expect(google.minted.length).toBeGreaterThan(20);
    expect(product.log().length).toBeGreaterThan(5_000);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(google.calls.map(({ url }) => url).filter((url) => url.includes('?'))).toEqual([]);
  });

  test('of one clinic do not open in the row of another', async () => {
    const product = await start();
    const [mine, yours] = [await aClinic(11), await aClinic(12)];
    const api = restApi(product, await bearer([mine, yours]));
    for (const clinicId of [mine, yours]) {
      const { body } = await api.start(clinicId);
      const { code, state } = google.consent(String(body['consentUrl']), { sub: clinicId });
      await comeBack(
        `${product.url}/api/google/oauth/callback?${new URLSearchParams({ code, state }).toString()}`,
      );
    }
    await pool.query(
      `update google_calendar_tokens_by_clinic as mine
       set access_token = yours.access_token, refresh_token = yours.refresh_token, next_renewal_at = now()
       from google_calendar_tokens_by_clinic as yours
       where mine.clinic_id = $1 and yours.clinic_id = $2`,
      [mine, yours],
    );
    await until('the verdict', async () => (await api.status(mine)).body['status'] === 'reconnect_required');
    expect((await api.status(yours)).body).toMatchObject({ status: 'connected' });
    await product.stop('SIGTERM');
  });

  test('are sealed again by a command while the product runs and renews', async () => {
    const ENCRYPTION_KEYS = `${secondKey},${firstKey}`;
    const old = await start();
    const clinics = await Promise.all(Array.from({ length: 12 }, (_, n) => aClinic(20 + n)));
    const oldApi = restApi(old, await bearer(clinics));
    for (const clinicId of clinics) {
      const { body } = await oldApi.start(clinicId);
      const { code, state } = google.consent(String(body['consentUrl']), { sub: clinicId });
      await comeBack(
        `${old.url}/api/google/oauth/callback?${new URLSearchParams({ code, state }).toString()}`,
      );
    }
    await old.stop('SIGTERM');
    await pool.query(`delete from google_calendar_tokens_by_clinic where status <> 'connected'`);
    const product = await start({ ENCRYPTION_KEYS });
    const rotate = fork(programFile('atende'), ['rotate-keys'], {
      env: { PATH: process.env['PATH'], ...environment(), DATABASE_URL: database.url, ENCRYPTION_KEYS },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let output = '';
    rotate.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const [code] = (await once(rotate, 'close')) as [number | null];
    expect(output).toMatch(/^\d+ tokens looked at, \d+ sealed again with key k2, 0 unreadable$/m);
    expect(code).toBe(0);
    const { rows } = await pool.query<{ access_token: string; refresh_token: string }>(
      'select access_token, refresh_token from google_calendar_tokens_by_clinic',
    );
    const kids = rows.flatMap(({ access_token, refresh_token }) => [access_token, refresh_token]).map(kidOf);
    expect(new Set(kids)).toEqual(new Set(['k2']));
    await product.stop('SIGTERM');
    const later = await start({ ENCRYPTION_KEYS: secondKey });
    const api = restApi(later, await bearer(clinics));
    await until('renewals with the new key alone', async () => {
      const { rows: fresh } = await pool.query<{ n: number }>(
        `select count(*)::integer as n from google_calendar_tokens_by_clinic where last_success_at > now() - interval '5 seconds'`,
      );
      return (fresh[0]?.n ?? 0) >= clinics.length;
    });
    for (const clinicId of clinics)
      expect((await api.status(clinicId)).body).toMatchObject({ status: 'connected' });
    await later.stop('SIGTERM');
  });
});

const kidOf = (jwe: string) =>
  (JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
