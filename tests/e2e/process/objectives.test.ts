import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bodyWithMessages,
  bodyWithStatuses,
  statusUpdate,
  textMessage,
} from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { atende } from '../../support/product/command-line.ts';
import { bearer, restApi } from '../../support/product/google-product.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { until } from '../../support/until.ts';

const port = 23_761;
const phone = '5511955577111';
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;
let clinic: string;

const start = async () => {
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port });
};
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinic = await registerClinic(pool, {});
  graph = await startGraphStub();
  await start();
}, 60_000);
afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const scraped = async (objective: string) => {
  const text = await (await fetch(`${product.url}/metrics`)).text();
  const value = (series: string) => Number(new RegExp(`^${series} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    within: value(`atende_objective_clinics{objective="${objective}",budget="within"}`),
    spent: value(`atende_objective_clinics{objective="${objective}",budget="spent"}`),
    worst: value(`atende_objective_worst_burn{objective="${objective}"}`),
  };
};
const reported = async () => {
  const answer = await restApi(product, await bearer([clinic])).call('GET', `/api/clinics/${clinic}/metrics`);
  const { objectives } = answer.body as { objectives: { objective: string }[] };
  return Object.fromEntries(objectives.map(({ objective, ...rest }) => [objective, rest]));
};

test('what was promised and kept outlives the process, for all clinics and for one', async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  await product.webhook(bodyWithMessages(textMessage({ from: phone, from_user_id: undefined, timestamp })));
  await until('the answer', () => graph.sent.some(({ to }) => to === phone));
  const { wamid, callbackData } = graph.sent.find(({ to }) => to === phone)!;
  const tell = async (status: string) =>
    expect(
      (
        await product.webhook(
          bodyWithStatuses(
            statusUpdate({ id: wamid, status, timestamp, biz_opaque_callback_data: callbackData }),
          ),
        )
      ).status,
    ).toBe(200);
  // reported as failed: the only message of the clinic
  await tell('failed');
  await product.stop('SIGTERM');
  await start();
  expect(await scraped('delivered')).toEqual({ within: 0, spent: 1, worst: 1 / (1 - 0.98) });
  expect((await reported())['delivered']).toMatchObject({ target: 0.98, kept: 0, broken: 1 });
  expect((await reported())['answered']).toMatchObject({ kept: 1, broken: 0, budgetLeft: 1 });
  const worst = await atende(['objectives', '--json'], { DATABASE_URL: database.url });
  expect(worst.code).toBe(1);
  expect(worst.json()).toMatchObject({ clinics: [{ clinicId: clinic, objective: 'delivered', bad: 1 }] });

  // and it arrived after all
  await tell('delivered');
  await product.stop('SIGTERM');
  await start();
  expect(await scraped('delivered')).toEqual({ within: 1, spent: 0, worst: 0 });
  expect((await reported())['delivered']).toEqual({ target: 0.98, kept: 1, broken: 0, budgetLeft: 1 });
  expect((await atende(['objectives'], { DATABASE_URL: database.url })).code).toBe(0);
}, 60_000);
