import { fork } from 'node:child_process';
import { once } from 'node:events';
import { decodeProtectedHeader } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { bySecret, issuerName, startIssuer, type Claims, type Issuer } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  client,
  firstKey,
  googleEnvironment,
  redirectUri,
  secondKey,
} from '../../support/product/google-product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithStatuses, sign, statusUpdate } from '../../support/builders/meta-webhooks.ts';
import { registerClinic, withoutApiLimits } from '../../support/product/product.ts';
import { rollingProducts } from '../../support/product/rolling-products.ts';
import { steadyLoad } from '../../support/product/steady-load.ts';
import { programFile } from '../../support/programs/programs.ts';

// Every key of the installation is replaced while two processes serve: first all learn to read what the new one makes,
// then all make with it, then the old one is forgotten (docs/decisions/0067).

const port = 26_161;
const accounts = { chosen: 'agenda.ipeamarelo@example.com.br', again: 'lara.monteiro@example.com' };
const ring = (kid: string, fill: number) => `${kid}:${Buffer.alloc(32, fill).toString('base64url')}`;
const keys = {
  ENCRYPTION_KEYS: [firstKey, secondKey],
  STATE_KEYS: [ring('s1', 41), ring('s2', 42)],
  AUTH_JWT_SECRET: ['the first shared secret and long enough', 'the second shared secret and long enough'],
  META_APP_SECRET: ['first-app-secret', 'second-app-secret'],
} as const;
type Named = keyof typeof keys;
/** The rings with these of the two keys, in this order. */
const ringsOf = (...order: readonly (0 | 1)[]): Readonly<Record<Named, string>> => ({
  ENCRYPTION_KEYS: order.map((at) => keys.ENCRYPTION_KEYS[at]).join(','),
  STATE_KEYS: order.map((at) => keys.STATE_KEYS[at]).join(','),
  AUTH_JWT_SECRET: order.map((at) => keys.AUTH_JWT_SECRET[at]).join(','),
  META_APP_SECRET: order.map((at) => keys.META_APP_SECRET[at]).join(','),
});

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let google: GoogleTwin;
let issuer: Issuer;
let products: ReturnType<typeof rollingProducts>;
let calendarClinic: string;
let consentClinic: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  calendarClinic = await registerClinic(pool, {});
  consentClinic = await registerClinic(pool, { number: '551133339999', phoneNumberId: '900000000000009' });
  graph = await startGraphStub();
  issuer = await startIssuer();
  google = await startGoogleTwin({
    ...client,
    host: '127.0.0.1',
    port: port + 30,
    redirectUris: [redirectUri(port)],
    // short, so that both keys seal again and again; each refresh token is good for one use
    settings: { accessTokenLifetimeS: 5, rotation: 'strict' },
  });
  products = rollingProducts({ databaseUrl: database.url, graphUrl: graph.url, firstPort: port });
}, 60_000);
afterAll(async () => {
  await products.end();
  await google.close();
  issuer.close();
  graph.close();
  await pool.end();
  await database.drop();
});

const environmentOf = (rings: Readonly<Record<Named, string>>) => ({
  ...googleEnvironment(google),
  ...withoutApiLimits,
  GOOGLE_REDIRECT_URI: redirectUri(port),
  AUTH_JWKS_URL: issuer.url,
  AUTH_ISSUER: issuerName,
  ...rings,
});

/** Which of the two keys those outside sign with. */
let signsWith: 0 | 1 = 0;
let publishedKid = 'k1';
let apiKey: { readonly id: string; readonly text: string };
const admin = (): Claims => ({
  sub: 'ana',
  role: 'clinic-admin',
  clinicIds: [calendarClinic, consentClinic],
});
const bearer = () => bySecret(admin(), keys.AUTH_JWT_SECRET[signsWith]);

async function ask(method: string, path: string, token: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${products.any().url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
  return JSON.parse(text) as unknown;
}

async function connect(clinicId: string, account: string): Promise<void> {
  const { consentUrl } = (await ask('POST', '/api/google/oauth/start', await bearer(), { clinicId })) as {
    consentUrl: string;
  };
  const { search } = new URL(await google.consent(consentUrl, { account }));
  // by another process than the one that signed the state
  const callback = `${products.any().url}/api/google/oauth/callback${search}`;
  const answer = await fetch(callback, { redirect: 'manual' });
  const location = answer.headers.get('location') ?? '';
  if (!location.includes('outcome=connected')) throw new Error(`the consent ended at ${location}`);
}

const calls = {
  'a call that opens the token of Google': async () =>
    ask('GET', `/api/google/calendars/list?clinicId=${calendarClinic}`, await bearer()),
  'a consent from its state to its tokens': () => connect(consentClinic, accounts.again),
  'a caller by the shared secret': async () => ask('GET', '/api/me', await bearer()),
  'a caller by a published key': async () => ask('GET', '/api/me', await issuer.token(admin(), publishedKid)),
  'a machine by its API key': () => ask('GET', '/api/me', apiKey.text),
  'a webhook of Meta': async () => {
    const body = JSON.stringify(bodyWithStatuses(statusUpdate({})));
    const answer = await fetch(`${products.any().url}/webhook/whatsapp-meta`, {
      method: 'POST',
      headers: { 'x-hub-signature-256': sign(body, keys.META_APP_SECRET[signsWith]) },
      body,
    });
    if (answer.status !== 200) throw new Error(`the webhook answered ${answer.status}`);
  },
};

async function newApiKey() {
  const made = await ask('POST', `/api/clinics/${calendarClinic}/api-keys`, await bearer(), {
    name: 'Totem',
  });
  const { apiKey: about, key } = made as { apiKey: { id: string }; key: string };
  return { id: about.id, text: key };
}

/** The issuer publishes another key, signs with it, and takes the former one away. */
async function changePublishedKey(kid: string, goesRound: () => Promise<void>): Promise<void> {
  const former = publishedKid;
  await issuer.addKey(kid);
  publishedKid = kid;
  await goesRound();
  issuer.removeKey(former);
}

async function sealAnew(rings: Readonly<Record<Named, string>>): Promise<string> {
  const command = fork(programFile('atende'), ['rotate-keys'], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: database.url,
      ...googleEnvironment(google),
      ENCRYPTION_KEYS: rings.ENCRYPTION_KEYS,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  command.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(command, 'close');
  return output;
}

test('every key is replaced while both processes serve, and not one request fails', async () => {
  const nothing = () => Promise.resolve();
  await products.replace(2, environmentOf(ringsOf(0)), nothing);
  await connect(calendarClinic, accounts.chosen);
  await connect(consentClinic, accounts.again);
  apiKey = await newApiKey();
  const load = steadyLoad(calls);
  onTestFinished(() => load.end());
  const goesRound = () => load.goesRound(3);
  await goesRound();

  // all learn to read it
  await products.replace(2, environmentOf(ringsOf(0, 1)), goesRound);
  await changePublishedKey('k2', goesRound);
  // all make with it, beside some that do not yet
  await products.replace(2, environmentOf(ringsOf(1, 0)), goesRound);
  signsWith = 1;
  const former = apiKey;
  apiKey = await newApiKey();
  await changePublishedKey('k3', goesRound);
  await ask('DELETE', `/api/clinics/${calendarClinic}/api-keys/${former.id}`, await bearer());
  expect(await sealAnew(ringsOf(1, 0))).toMatch(/ 0 unreadable$/m);
  // nobody needs the old one
  await products.replace(2, environmentOf(ringsOf(1)), goesRound);
  await goesRound();
  await load.end();

  expect(load.failures).toEqual([]);
  for (const [name, times] of Object.entries(load.done)) expect(times, name).toBeGreaterThan(20);
  expect(google.requests().refreshes[accounts.chosen]).toBeGreaterThan(5);
  const { rows } = await pool.query<{ access_token: string; refresh_token: string }>(
    'select access_token, refresh_token from google_calendar_tokens_by_clinic',
  );
  const sealed = rows.flatMap(({ access_token, refresh_token }) => [access_token, refresh_token]);
  expect(sealed.map((token) => decodeProtectedHeader(token).kid)).toEqual(['k2', 'k2', 'k2', 'k2']);

  // and what was made with the old ones is over
  const old = [bySecret(admin(), keys.AUTH_JWT_SECRET[0]), Promise.resolve(former.text)];
  for (const token of await Promise.all(old))
    await expect(ask('GET', '/api/me', token)).rejects.toThrow(/answered 401/);
  const body = JSON.stringify(bodyWithStatuses(statusUpdate({})));
  const headers = { 'x-hub-signature-256': sign(body, keys.META_APP_SECRET[0]) };
  const late = await fetch(`${products.any().url}/webhook/whatsapp-meta`, { method: 'POST', headers, body });
  expect(late.status).toBe(401);
}, 240_000);
