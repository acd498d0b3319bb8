import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
import { isSigned, startAlertReceiver } from '../../support/vendors/alert-receiver.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { startMailServer } from '../../support/vendors/mail-server.ts';

// A clinic says where its alerts go, tries it out, and is told when a patient writes of an emergency.
const port = 23_911;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let receiver: Awaited<ReturnType<typeof startAlertReceiver>>;
let mail: Awaited<ReturnType<typeof startMailServer>>;
let product: Product;
let clinicId: string;
let secret: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, { name: 'Clínica Aurora' });
  graph = await startGraphStub();
  receiver = await startAlertReceiver();
  mail = await startMailServer();
  product = await startProduct({
    ...{ databaseUrl: database.url, graphUrl: graph.url, port },
    environment: {
      ...withoutApiLimits,
      ALERT_EMAIL_FROM: 'avisos@example.com',
      SMTP_URL: mail.url,
      ALERT_RETRY_BASE_MS: '50',
      ALERT_TIMEOUT_MS: '1000',
      POLL_MS: '50',
    },
  });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await receiver.close();
  await mail.close();
  await pool.end();
  await database.drop();
});

const path = () => `/api/clinics/${clinicId}/alert-settings`;
const api = async () => restApi(product, await bearer([clinicId]));
const set = async (body: object) => (await api()).call('PUT', path(), body);
const read = async () => (await (await api()).call('GET', path())).body;

test('a clinic that has said nothing has no destinations', async () => {
  expect(await read()).toEqual({ mailboxes: [], sendsMail: true });
  const tried = await (await api()).call('POST', `${path()}/test`);
  expect(tried).toMatchObject({ status: 200, body: { mailboxes: [] } });
  const replaced = await (await api()).call('POST', `${path()}/webhook-secret`);
  expect(replaced).toMatchObject({ status: 409, body: { code: 'alerting.no-webhook' } });
});

test('a new webhook gets a secret, which is shown once and lies encrypted', async () => {
  const emails = ['Dona@aurora.example', 'dona@aurora.example'];
  const quietHours = { from: '22:00', to: '07:30' };
  const answer = await set({ webhookUrl: receiver.url, emails, quietHours });
  expect(answer).toMatchObject({
    status: 200,
    body: { webhook: { address: receiver.url }, mailboxes: [{ address: 'dona@aurora.example' }], quietHours },
  });
  secret = String(answer.body['webhookSecret']);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(await read()).not.toHaveProperty('webhookSecret');
  expect((await set({ webhookUrl: receiver.url, emails, quietHours })).body).not.toHaveProperty(
    'webhookSecret',
  );
  const { rows } = await pool.query('select * from alert_destinations');
  expect(JSON.stringify(rows)).not.toContain(secret);
  const { rows: audit } = await pool.query("select * from audit_log where action = 'alerts.set'");
  expect(JSON.stringify(audit)).not.toMatch(new RegExp(`${secret}|aurora|alertas`));
});

test('a test goes to every destination at once, and each result is shown and kept', async () => {
  await mail.close();
  const tried = await (await api()).call('POST', `${path()}/test`);
  expect(tried.body).toMatchObject({
    webhook: { last: { event: 'test' } },
    mailboxes: [{ last: { event: 'test', code: 'smtp-esocket' } }],
  });
  expect(await read()).toMatchObject({ mailboxes: [{ last: { code: 'smtp-esocket' } }] });
  const [alert] = receiver.received;
  expect(isSigned(alert!, secret)).toBe(true);
  expect(alert!.body).toMatchObject({ event: 'alert.test', title: 'Teste dos avisos (Clínica Aurora)' });
});

test('a replaced secret signs from then on', async () => {
  const answer = await (await api()).call('POST', `${path()}/webhook-secret`);
  const next = String(answer.body['webhookSecret']);
  await (await api()).call('POST', `${path()}/test`);
  const alert = receiver.received.at(-1)!;
  expect(isSigned(alert, next)).toBe(true);
  expect(isSigned(alert, secret)).toBe(false);
  secret = next;
});

test('an emergency reaches the clinic by its webhook, without the patient’s words and number', async () => {
  const text = textMessage({ body: 'Meu pai desmaiou e não respira, socorro' });
  expect((await product.webhook(bodyWithMessages(text))).status).toBe(200);
  await until('the alert', () => receiver.received.some(({ body }) => body.kind === 'emergency'));
  const alert = receiver.received.find(({ body }) => body.kind === 'emergency')!;
  expect(isSigned(alert, secret)).toBe(true);
  expect(alert.body.event).toBe('alert.opened');
  expect(alert.body.url).toMatch(new RegExp(`/console/c/${clinicId}/conversas/[0-9a-f-]{36}$`));
  expect(alert.raw).not.toMatch(/desmaiou|pai|5511\d{8}/);
  const conversation = alert.body.url.split('/').at(-1)!;
  const takeOver = `/api/clinics/${clinicId}/conversations/${conversation}/take-over`;
  expect((await (await api()).call('POST', takeOver)).status).toBe(200);
  await until('its end', () => receiver.received.some(({ body }) => body.event === 'alert.resolved'));
});

test('what a clinic may not name is refused in words', async () => {
  expect(await set({ webhookUrl: 'ftp://example.com/' })).toMatchObject({
    ...{ status: 422, body: { code: 'alerting.address-refused' } },
  });
  expect((await set({ emails: ['nobody'] })).status).toBe(400);
  expect((await set({ emails: Array.from({ length: 6 }, (_, n) => `m${n}@example.com`) })).status).toBe(400);
  expect((await set({ quietHours: { from: '25:00', to: '07:00' } })).status).toBe(400);
});

test('nobody of another clinic, and nobody of the staff, sees or changes it', async () => {
  const other = await registerClinic(pool, { number: '551133330009', phoneNumberId: '900000000000009' });
  const stranger = restApi(product, await bearer([other]));
  const staff = restApi(product, await bearer([clinicId], 'clinic-staff'));
  for (const caller of [stranger, staff]) {
    expect((await caller.call('GET', path())).status).toBeGreaterThanOrEqual(403);
    expect((await caller.call('PUT', path(), {})).status).toBeGreaterThanOrEqual(403);
    expect((await caller.call('POST', `${path()}/test`)).status).toBeGreaterThanOrEqual(403);
  }
});

test('a clinic that names nobody any more is told nothing more', async () => {
  expect((await set({})).body).toEqual({ mailboxes: [], sendsMail: true });
  const { rows } = await pool.query('select from alert_deliveries');
  expect(rows).toEqual([]);
});
