import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedBy } from '../../property/assistant/poison.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';

const [noisyNumber, quietNumber] = ['900000000000021', '900000000000022'];
const mostAcknowledgementMs = 300;
const mostAnswerMs = 5_000;
let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let product: Product;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  await registerClinic(pool, { number: '551133330021', phoneNumberId: noisyNumber });
  await registerClinic(pool, { number: '551133330022', phoneNumberId: quietNumber });
  graph = await startGraphStub(() => 'accept');
  product = await startProduct({ databaseUrl: database.url, graphUrl: graph.url, port: 23_261 });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const somebody = (digits: string) => ({
  from: `55119555${digits}`,
  from_user_id: `BR.88${digits}`,
  timestamp: String(Math.floor(Date.now() / 1_000)),
});
const to = (phoneNumberId: string, number: string, messages: readonly unknown[]) =>
  JSON.parse(
    JSON.stringify(bodyWithMessages(...messages)).replace(
      /"metadata":\{[^}]*\}/,
      `"metadata":{"display_phone_number":"${number}","phone_number_id":"${phoneNumberId}"}`,
    ),
  ) as unknown;

/** Forty long messages of made-up words, from each of four patients at once. */
const flood = () =>
  Promise.all(
    [1, 2, 3, 4].map((patient) =>
      product.webhook(
        to(
          noisyNumber,
          '551133330021',
          Array.from({ length: 40 }, (_, index) =>
            textMessage({
              ...somebody(`700${patient}`),
              body: inventedBy(1_000 * patient + index),
            }),
          ),
        ),
      ),
    ),
  );

test('what the patients of one clinic write delays neither webhooks nor answers of another', async () => {
  await flood();
  const acknowledged: number[] = [];
  const answered: number[] = [];
  for (let each = 0; each < 8; each += 1) {
    const who = somebody(`800${each}`);
    const asked = performance.now();
    const body = to(quietNumber, '551133330022', [textMessage({ ...who, body: 'quanto custa a consulta?' })]);
    expect((await product.webhook(body)).status).toBe(200);
    acknowledged.push(performance.now() - asked);
    await until('the answer', () => graph.sent.some((sent) => sent.to === who.from));
    answered.push(performance.now() - asked);
  }
  expect(Math.max(...acknowledged)).toBeLessThan(mostAcknowledgementMs);
  expect(Math.max(...answered)).toBeLessThan(mostAnswerMs);
  await until('the answers to the noisy patients', () =>
    [1, 2, 3, 4].every((patient) => graph.sent.some((sent) => sent.to === `55119555700${patient}`)),
  );
});
