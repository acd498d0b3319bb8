import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { escapeLikeMeta, sign, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import {
  registerClinic,
  secrets,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

// Two clinics with apps and tokens of their own, and one that uses the installation's, on two processes.
const port = 23_871;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let products: Product[];
const valid = new Map<string, string>();

type TestClinic = { readonly id: string; readonly number: string; readonly phoneNumberId: string };
let a: TestClinic;
let b: TestClinic;
let plain: TestClinic;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const register = async (number: string, phoneNumberId: string) => ({
    id: await registerClinic(pool, { number, phoneNumberId }),
    number,
    phoneNumberId,
  });
  a = await register('551133330001', '900000000000001');
  b = await register('551133330002', '900000000000002');
  plain = await register('551133330003', '900000000000003');
  graph = await startGraphStub(({ phoneNumberId, token }) =>
    (valid.get(phoneNumberId) ?? secrets.accessToken) === token
      ? 'accept'
      : { status: 401, body: { error: { code: 190, message: 'Error validating access token' } } },
  );
  const settings = { databaseUrl: database.url, graphUrl: graph.url };
  const environment = { ...withoutApiLimits, POLL_MS: '200' };
  products = await Promise.all(
    [port, port + 1].map((each) => startProduct({ ...settings, port: each, environment })),
  );
  for (const clinic of [a, b]) {
    valid.set(clinic.phoneNumberId, `token-of-${clinic.number}`);
    expect((await set(clinic, 'access-token', `token-of-${clinic.number}`)).status).toBe(200);
    expect((await set(clinic, 'app-secret', `secret-of-${clinic.number}`)).status).toBe(200);
    expect((await set(clinic, 'verify-token', `verify-of-${clinic.number}`)).status).toBe(200);
  }
  await until('both processes to know', async () => {
    const answers = products.flatMap((product) =>
      [a, b].map((clinic) => verification(product, clinic, `verify-of-${clinic.number}`)),
    );
    return (await Promise.all(answers)).every(({ status }) => status === 200);
  });
}, 90_000);
afterAll(async () => {
  await Promise.all(products.map((product) => product.stop('SIGTERM')));
  graph.close();
  await pool.end();
  await database.drop();
});

const account = ({ id, number }: TestClinic) => `/api/clinics/${id}/whatsapp-numbers/${number}/account`;
const api = async (clinic: TestClinic) => restApi(products[0]!, await bearer([clinic.id]));
const set = async (clinic: TestClinic, kind: string, value: string, more: object = {}) =>
  (await api(clinic)).call('PUT', `${account(clinic)}/secrets/${kind}`, { value, ...more });
const revoke = async (clinic: TestClinic, kind: string) =>
  (await api(clinic)).call('DELETE', `${account(clinic)}/secrets/${kind}`);

const verification = (product: Product, { id }: TestClinic, token: string) =>
  fetch(
    `${product.url}/webhook/whatsapp-meta/${id}?hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`,
  );

let written = 0;
/** A patient of theirs writes; `about` is the number that the body names. */
const write = async (about: TestClinic, way: Way) => {
  const { from, entry } = said(about);
  return { from, status: await post([entry], way) };
};
type Way = { path?: string; secret: string; through?: Product };
function said({ number, phoneNumberId }: TestClinic) {
  written += 1;
  const from = `551195557${String(written).padStart(4, '0')}`;
  const metadata = { display_phone_number: number, phone_number_id: phoneNumberId };
  const text = textMessage({
    ...{ from, from_user_id: undefined, body: 'Oi' },
    timestamp: String(Math.floor(Date.now() / 1000)),
  });
  const value = { messaging_product: 'whatsapp', metadata, messages: [text] };
  return { from, entry: { id: `8${phoneNumberId}`, changes: [{ field: 'messages', value }] } };
}
async function post(entry: readonly object[], { path = '', secret, through = products[0]! }: Way) {
  const bytes = escapeLikeMeta(JSON.stringify({ object: 'whatsapp_business_account', entry }));
  const { status } = await fetch(`${through.url}/webhook/whatsapp-meta${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': sign(bytes, secret) },
    body: bytes,
  });
  return status;
}
const own = (clinic: TestClinic, through?: Product) => ({
  path: `/${clinic.id}`,
  secret: `secret-of-${clinic.number}`,
  ...(through && { through }),
});
const answersTo = (patient: string) => graph.sent.filter(({ to }) => to === patient);
const storedOf = async (patient: string) => {
  const { rows } = await pool.query<{ clinic_id: string }>(
    `select clinic_id from contact_identities where value = $1`,
    [patient],
  );
  return rows.map((row) => row.clinic_id);
};

test('each clinic is written to through its own app and answers with its own token, on both processes', async () => {
  for (const through of products)
    for (const clinic of [a, b]) {
      const { from, status } = await write(clinic, own(clinic, through));
      expect(status).toBe(200);
      await until('the answer', () => answersTo(from).length > 0);
      expect(answersTo(from)[0]).toMatchObject({
        phoneNumberId: clinic.phoneNumberId,
        token: `token-of-${clinic.number}`,
      });
    }
  const { from } = await write(plain, { secret: secrets.appSecret });
  await until('the answer', () => answersTo(from).length > 0);
  expect(answersTo(from)[0]?.token).toBe(secrets.accessToken);
}, 60_000);

test('secrets that are mixed up reach nobody', async () => {
  const mixed = [
    // A's app about B's number, and about one that uses the installation's
    await write(b, own(a)),
    await write(plain, own(a)),
    // A's secret at B's address, and at the installation's
    await write(b, { path: `/${b.id}`, secret: `secret-of-${a.number}` }),
    await write(a, { secret: `secret-of-${a.number}` }),
    // the installation's secret for who has an own one, there and at their address
    await write(a, { secret: secrets.appSecret }),
    await write(a, { path: `/${a.id}`, secret: secrets.appSecret }),
    // the address of somebody without an app
    await write(plain, { path: `/${plain.id}`, secret: secrets.appSecret }),
  ];
  for (const { from, status } of mixed) {
    expect(status).toBe(401);
    expect(await storedOf(from)).toEqual([]);
  }
  const { rows } = await pool.query(
    `select distinct clinic_id from alerts where kind = 'webhook-foreign' and resolved_at is null`,
  );
  expect(rows).toEqual([{ clinic_id: a.id }]);
}, 60_000);

test('of a body that is partly about a number of somebody else, the rest is stored once and all of it sent again', async () => {
  const [mine, theirs] = [said(a), said(b)];
  for (let times = 0; times < 2; times += 1) expect(await post([mine.entry, theirs.entry], own(a))).toBe(401);
  expect(new Set(await storedOf(mine.from))).toEqual(new Set([a.id]));
  expect(await storedOf(theirs.from)).toEqual([]);
  await until('the answer', () => answersTo(mine.from).length > 0);
  const { rows } = await pool.query(
    `select distinct m.id from whatsapp_messages_improved as m
     join whatsapp_conversations_improved as c on c.id = m.conversation_id
     join contact_identities as i on i.contact_id = c.contact_id
     where i.value = $1 and m.direction = 'inbound'`,
    [mine.from],
  );
  expect(rows).toHaveLength(1);
});

test('nobody reads a secret back: not by the API, the log or the database', async () => {
  const answer = await (await api(a)).call('GET', account(a));
  expect(answer.body).toMatchObject({
    webhookPath: `/webhook/whatsapp-meta/${a.id}`,
    secrets: ['access-token', 'app-secret', 'verify-token'].map((kind) => ({
      ...{ kind, state: 'own', fingerprint: expect.stringMatching(/^[\w-]{10}$/) as string },
    })),
  });
  const { rows } = await pool.query(`select whatsapp_secrets::text from whatsapp_secrets`);
  const audit = await pool.query(`select audit_log::text from audit_log`);
  const everything =
    JSON.stringify([answer.body, rows, audit.rows]) + products.map((product) => product.log()).join();
  expect(everything).not.toMatch(/(token|secret|verify)-of-/);
  expect(JSON.stringify(audit.rows)).toContain('whatsapp-secret.set');
  expect((await (await api(b)).call('GET', account(a))).status).toBe(404);
  const staff = restApi(products[0]!, await bearer([a.id], 'clinic-staff'));
  expect((await staff.call('GET', account(a))).status).toBe(403);
});

test('a replaced app secret signs at once, its predecessor for the time asked for and no longer', async () => {
  await set(b, 'app-secret', 'second-secret-of-b', { keepPreviousHours: 1 });
  const second = { path: `/${b.id}`, secret: 'second-secret-of-b' };
  for (const through of products)
    await until('the new secret', async () => (await write(b, { ...second, through })).status === 200);
  expect((await write(b, own(b))).status).toBe(200);
  await set(b, 'app-secret', 'third-secret-of-b', { keepPreviousHours: 0 });
  for (const through of products)
    await until('the old one to end', async () => (await write(b, { ...second, through })).status === 401);
  expect((await write(b, { path: `/${b.id}`, secret: 'third-secret-of-b' })).status).toBe(200);
}, 60_000);

test('a revoked token stops its clinic within seconds and nobody else; a new one lets it go on', async () => {
  await revoke(a, 'access-token');
  await until('the revocation to be known', async () => {
    const { from } = await write(a, own(a));
    const { rows } = await pool.query(
      `select from alerts where clinic_id = $1 and kind = 'sends-stopped' and resolved_at is null`,
      [a.id],
    );
    return rows.length > 0 && answersTo(from).length === 0;
  });
  const { from: waiting } = await write(a, own(a));
  const { from: elsewhere } = await write(plain, { secret: secrets.appSecret });
  await until('the answer of another clinic', () => answersTo(elsewhere).length > 0);
  expect(answersTo(waiting)).toEqual([]);
  valid.set(a.phoneNumberId, 'second-token-of-a');
  await set(a, 'access-token', 'second-token-of-a');
  await until('the answer that waited', () => answersTo(waiting).length > 0);
  expect(answersTo(waiting)[0]?.token).toBe('second-token-of-a');
}, 90_000);

test('a revoked app secret lets nobody speak for the number, until it uses the installation again', async () => {
  await revoke(a, 'app-secret');
  for (const through of products)
    await until('the end', async () => (await write(a, own(a, through))).status === 401);
  expect((await write(a, { secret: secrets.appSecret })).status).toBe(401);
  await (await api(a)).call('POST', `${account(a)}/secrets/app-secret/use-installation`);
  await until('it again', async () => (await write(a, { secret: secrets.appSecret })).status === 200);
}, 60_000);
