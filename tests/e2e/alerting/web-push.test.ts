import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeVapidKeys } from '../../../src/adapters/announcing/push/vapid-keys.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import {
  pushEnvironment,
  senderOf,
  startPushStub,
  type StubBrowser,
} from '../../support/vendors/push-stub.ts';

// Browsers of two clinics are told of conversations that begin to wait, by a push service on this machine.
const keys = makeVapidKeys();
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let stub: Awaited<ReturnType<typeof startPushStub>>;
let product: Product;
let clinicId: string;
let other: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, { name: 'Clínica Aurora' });
  other = await registerClinic(pool, { number: '551133330009', phoneNumberId: '900000000000009' });
  graph = await startGraphStub();
  stub = await startPushStub();
  product = await startProduct({
    ...{ databaseUrl: database.url, graphUrl: graph.url, port: 23_937 },
    environment: {
      ...withoutApiLimits,
      ...pushEnvironment(keys),
      PUSH_TIMEOUT_MS: '1000',
      PUSH_ROUND_MS: '100',
      POLL_MS: '50',
    },
  });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await stub.close();
  await pool.end();
  await database.drop();
});

const path = (clinic = clinicId) => `/api/clinics/${clinic}/push`;
const staff = async (clinic = clinicId) => restApi(product, await bearer([clinic], 'clinic-staff'));
const person = async (sub: string) => restApi(product, await bySecret({ sub }));
type Api = Awaited<ReturnType<typeof staff>>;
const subscribe = async (api: Api, { endpoint }: StubBrowser, clinic = clinicId) => {
  const answer = await api.call('PUT', `${path(clinic)}/browser`, endpoint);
  expect(answer).toMatchObject({ status: 200, body: { endsAt: expect.any(String) as string } });
  return String(answer.body['id']);
};
let patients = 0;
const patientWrites = async (body: string, from?: string) => {
  patients += 1;
  const number = from ?? String(5511955510000 + patients);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const text = textMessage({ from: number, from_user_id: undefined, timestamp, body });
  expect((await product.webhook(bodyWithMessages(text))).status).toBe(200);
  return number;
};
const wantsPeople = 'Quero falar com uma pessoa, sobre o meu exame de sangue';
const rowsOf = async (sql: string) => (await pool.query(sql)).rowCount;

test('the browser gets the key that it subscribes with, and each member of the staff may ask for it', async () => {
  expect(await (await staff()).call('GET', path())).toMatchObject({
    ...{ status: 200, body: { publicKey: keys.publicKey } },
  });
  expect((await (await staff(other)).call('GET', path())).status).toBeGreaterThanOrEqual(403);
});

test('a conversation that begins to wait is told to the browsers of its clinic, and to no other clinic’s', async () => {
  const [own, foreign] = [stub.browser(), stub.browser()];
  await subscribe(await staff(), own);
  await subscribe(await staff(other), foreign, other);
  await patientWrites(wantsPeople);
  await until('the push', () => own.received.length === 1);
  const [push] = own.received;
  expect(push!.message).toEqual({
    ...{ title: 'Uma conversa espera por você', body: 'Clínica Aurora', isUrgent: false },
    tag: expect.any(String) as string,
    path: `/console/c/${clinicId}/conversas/${push!.message.tag}`,
  });
  expect(push!.text).not.toMatch(/exame|sangue|5511955|pessoa,/);
  expect(await senderOf(push!, keys.publicKey, stub.origin)).toMatchObject({ sub: 'mailto:ops@example.com' });
  await patientWrites('Estou com dor forte no peito e falta de ar');
  await until('the emergency', () => own.received.length === 2);
  expect(own.received[1]!.message).toMatchObject({ title: 'Emergência', isUrgent: true });
  expect(foreign.received).toEqual([]);
});

test('who writes again while they wait is told of once, and an emergency in between at once', async () => {
  const browser = stub.browser();
  await subscribe(await staff(), browser);
  const from = await patientWrites(wantsPeople);
  await until('the push', () => browser.received.length === 1);
  await patientWrites('Alguém aí?', from);
  await patientWrites('Estou com dor forte no peito e falta de ar', from);
  await until('the emergency', () => browser.received.length === 2);
  expect(browser.received.map(({ message }) => message.title)).toEqual([
    'Uma conversa espera por você',
    'Emergência',
  ]);
  expect(new Set(browser.received.map(({ message }) => message.tag)).size).toBe(1);
});

test('a browser that is gone is forgotten, and one whose push service fails is tried again beside the others', async () => {
  const [gone, failing, well] = [stub.browser(), stub.browser(), stub.browser()];
  const api = await staff();
  for (const browser of [gone, failing, well]) await subscribe(api, browser);
  stub.answerWith(gone, 410);
  stub.answerWith(failing, 503);
  await patientWrites(wantsPeople);
  await until('the push of the one that works', () => well.received.length === 1);
  await until('that the one that is gone is forgotten', async () => {
    const { rowCount } = await pool.query('select from push_subscriptions where url = $1', [
      gone.endpoint.url,
    ]);
    return rowCount === 0;
  });
  stub.answerWith(failing, 201);
  await until('the push of the one that failed', () => failing.received.length === 1);
  expect(stub.askedFor(gone)).toBe(1);
  await until('that nothing waits', async () => (await rowsOf('select from push_deliveries')) === 0);
});

test('a push service that hangs delays no answer to a patient and no other browser’s push', async () => {
  const [hanging, well] = [stub.browser(), stub.browser()];
  const api = await staff();
  await subscribe(api, hanging);
  await subscribe(api, well);
  stub.answerWith(hanging, () => undefined);
  await patientWrites(wantsPeople);
  await until('the push of the one that works', () => well.received.length === 1);
  const before = graph.sent.length;
  await patientWrites('Quais são os horários?');
  await until('the answer', () => graph.sent.length > before);
  const id = await subscribe(api, hanging);
  expect((await api.call('DELETE', `${path()}/browser/${id}`)).status).toBe(204);
});

test('whoever switches it off, or is taken out of the clinic, is told nothing more', async () => {
  const admin = restApi(product, await bearer([clinicId]));
  const members = `/api/clinics/${clinicId}/members`;
  const put = await admin.call('PUT', `${members}/bia`, { role: 'clinic-staff' });
  expect(put.status).toBe(200);
  const [removed, off, on] = [stub.browser(), stub.browser(), stub.browser()];
  await subscribe(await person('bia'), removed);
  const api = await staff();
  const id = await subscribe(api, off);
  await subscribe(api, on);
  // nobody else takes it away
  const stranger = await person('bia');
  expect((await stranger.call('DELETE', `${path()}/browser/${id}`)).body['code']).toBe(
    'push.subscription-not-found',
  );
  expect((await api.call('DELETE', `${path()}/browser/${id}`)).status).toBe(204);
  expect((await api.call('DELETE', `${path()}/browser/${id}`)).status).toBe(404);
  expect((await admin.call('DELETE', `${members}/bia`)).status).toBe(204);
  await patientWrites(wantsPeople);
  await until('the push of the one that is left', () => on.received.length === 1);
  expect([removed.received, off.received]).toEqual([[], []]);
  const { rows } = await pool.query<{ action: string }>(
    `select action from audit_log where action like 'push.%' and outcome = 'done'`,
  );
  expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['push.subscribe', 'push.unsubscribe']));
});

test('what is no subscription is refused in words, and machines have none', async () => {
  const api = await staff();
  const { endpoint } = stub.browser();
  const put = (body: object) => api.call('PUT', `${path()}/browser`, body);
  expect(await put({ ...endpoint, url: 'ftp://push.example.com/' })).toMatchObject({
    ...{ status: 422, body: { code: 'push.endpoint-refused' } },
  });
  expect((await put({ ...endpoint, publicKey: 'BCVx' })).body['code']).toBe('push.endpoint-refused');
  expect((await put({ ...endpoint, authSecret: 'a b' })).status).toBe(400);
  const machine = restApi(product, await bearer([clinicId], 'service'));
  expect((await machine.call('PUT', `${path()}/browser`, endpoint)).status).toBe(403);
});
