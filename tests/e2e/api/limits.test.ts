import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bySecret } from '../../support/api/issuer.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';
import { until } from '../../support/until.ts';
import { takeAway } from '../../support/database/away.ts';

let database: TestDatabase;
let pool: pg.Pool;
let graph: GraphStub;
let products: readonly Product[];
let clinic: string;

const environment = {
  RATE_LIMIT_API_CALLER_PER_MINUTE: '60',
  RATE_LIMIT_API_CALLER_BURST: '30',
  RATE_LIMIT_API_CLINIC_PER_MINUTE: '60',
  RATE_LIMIT_API_CLINIC_BURST: '40',
  RATE_LIMIT_API_REFUSALS_PER_MINUTE: '10',
  RATE_LIMIT_API_REFUSALS_BURST: '10',
  API_TIMEOUT_MS: '1500',
  API_MAX_IN_FLIGHT: '30',
};

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 3 });
  clinic = await registerClinic(pool, {});
  graph = await startGraphStub();
  const start = (port: number) =>
    startProduct({ databaseUrl: database.url, graphUrl: graph.url, port, environment });
  products = await Promise.all([start(26_105), start(26_106)]);
});

afterAll(async () => {
  for (const product of products) await product.stop('SIGTERM');
  graph.close();
  await pool.end();
  await database.drop();
});

const get = async (path: string, token: string, product = products[0]!) => {
  const response = await fetch(`${product.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { code?: string },
  };
};
const served = (answers: readonly { status: number }[]) =>
  answers.filter(({ status }) => status === 200).length;

describe('a caller', () => {
  test('has one rate over all processes, and is told when to come back', async () => {
    const token = await bySecret({ sub: 'busy', role: 'platform-admin' });
    const began = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, n) => get('/api/me', token, products[n % 2])),
    );
    // all at once, and one more for each second that a busy machine takes
    expect(served(answers)).toBeLessThanOrEqual(31 + Math.ceil((performance.now() - began) / 1_000));
    expect(served(answers)).toBeGreaterThan(15);
    const refused = answers.find(({ status }) => status === 429)!;
    expect(['http.rate-limited', 'http.overloaded']).toContain(refused.body.code);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await bySecret({ sub: 'quiet', role: 'platform-admin' });
    expect((await get('/api/me', other)).status).toBe(200);
  });

  test('cannot use up the rate of a clinic that is not theirs', async () => {
    const stranger = await bySecret({ sub: 'stranger', role: 'clinic-admin', clinicIds: [] });
    for (let n = 0; n < 25; n += 1)
      expect((await get(`/api/clinics/${clinic}`, stranger)).body.code).toBe('clinic.not-found');
    const ana = await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinic] });
    for (let n = 0; n < 20; n += 1) expect((await get(`/api/clinics/${clinic}`, ana)).status).toBe(200);
  });
});

test('a clinic has one rate over all of its callers', async () => {
  const { rows } = await pool.query<{ id: string }>(
    `insert into clinics (name) values ('Cheia') returning id`,
  );
  const id = rows[0]!.id;
  const tokens = await Promise.all(
    ['a', 'b', 'c', 'd'].map((sub) => bySecret({ sub, role: 'clinic-staff', clinicIds: [id] })),
  );
  let through = 0;
  const began = performance.now();
  for (let n = 0; n < 80; n += 1)
    if ((await get(`/api/clinics/${id}`, tokens[n % 4]!, products[n % 2])).status === 200) through += 1;
  expect(through).toBeGreaterThanOrEqual(36);
  expect(through).toBeLessThanOrEqual(49 + Math.ceil((performance.now() - began) / 1_000));
});

test('whoever fails to sign in again and again is told to wait; whoever signs in is not kept out', async () => {
  const answers = [];
  for (let n = 0; n < 15; n += 1) answers.push(await get('/api/me', 'guess'));
  expect(answers.map(({ status }) => status).slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
  expect(answers.at(-1)?.body.code).toBe('http.rate-limited');
  expect((await get('/api/me', await bySecret({ sub: 'real', role: 'platform-admin' }))).status).toBe(200);
});

test('webhooks are never limited by any of it', async () => {
  const [product] = products;
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      product!.webhook(
        bodyWithMessages(
          textMessage({ id: `wamid.burst${n}`, from: `5511955${String(n).padStart(6, '0')}` }),
        ),
      ),
    ),
  );
  expect(answers.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
});

test('what takes too long is answered 503, and goes on', async () => {
  const token = await bySecret({ sub: 'patient', role: 'platform-admin' });
  const blocker = await pool.connect();
  await blocker.query('begin');
  await blocker.query('lock table clinics in access exclusive mode');
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': 'slow',
  };
  const register = () =>
    fetch(`${products[1]!.url}/api/clinics`, { method: 'POST', headers, body: '{"name":"Devagar"}' });
  const late = await register();
  expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([503, 'http.timeout']);
  expect(((await (await register()).json()) as { code: string }).code).toBe('http.idempotency-in-progress');
  await blocker.query('rollback');
  blocker.release();
  const registered = async () =>
    (await pool.query(`select from clinics where name = 'Devagar'`)).rows.length === 1;
  await until('the registration to end', registered);
  await until('its answer to be kept', async () => (await register()).status === 201);
  expect((await pool.query(`select from clinics where name = 'Devagar'`)).rows).toHaveLength(1);
});

test('a database that is away is a 503 that says nothing of it', async () => {
  const token = await bySecret({ sub: 'unlucky', role: 'platform-admin' });
  await pool.end();
  const away = await takeAway(database.url);
  try {
    const answer = await get('/api/clinics', token);
    expect(answer.status).toBe(503);
    expect(answer.body.code).toMatch(/^database\./);
    expect(JSON.stringify(answer.body)).not.toMatch(/postgres|ECONN|127\.0\.0\.1|password/i);
  } finally {
    await away.back();
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
  }
  await until('the API to be back', async () => (await get('/api/clinics', token)).status === 200);
});
