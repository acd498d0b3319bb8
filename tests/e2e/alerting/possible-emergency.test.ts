import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPossibleEmergency } from '../../support/assistant/a-possible-emergency.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';

// What is like an emergency, and not surely one: the patient is told whom to call and answered, the team sees why.
const port = 23_917;
const patient = { from: '5511955560147', from_user_id: 'BR.77000147' };
const likely = aPossibleEmergency();
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  graph = await startGraphStub();
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port });
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const says = (body: string) => {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return product.webhook(bodyWithMessages(textMessage({ ...patient, timestamp, body })));
};

/** Without our id of it, which may have any digits. */
const said = (n: number) => JSON.stringify({ ...graph.sent[n]?.body, biz_opaque_callback_data: '' });

test('a possible emergency is answered behind whom to call, and shown to the team until they act', async () => {
  await says(likely);
  await until('the answer', () => graph.sent.length > 1);
  expect(said(0)).toMatch(/⚠️ [^"]*192 \(SAMU\)/);
  expect(said(1)).not.toContain('192');

  const { call } = restApi(product, await bearer([clinicId]));
  const path = `/api/clinics/${clinicId}/conversations`;
  const listed = await call('GET', `${path}?waiting=true`);
  const [conversation] = listed.body['items'] as { id: string }[];
  expect(conversation).toMatchObject({
    mode: 'assistant',
    waiting: { reason: 'possible-emergency' },
    handover: { reason: 'possible-emergency' },
  });
  const open = async () => {
    const { rows } = await pool.query<{ kind: string }>('select kind from alerts where resolved_at is null');
    return rows;
  };
  await until('the alert', async () => (await open()).length > 0);
  expect(await open()).toEqual([{ kind: 'handover' }]);

  await says('qual o endereço de vocês?');
  await until('the next answer', () => graph.sent.length > 2);
  expect(said(2)).not.toContain('192');

  expect((await call('POST', `${path}/${conversation!.id}/take-over`)).status).toBe(200);
  await until('its end', async () => (await open()).length === 0);
});
