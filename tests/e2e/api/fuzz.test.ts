import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDeep } from '../../support/depth.ts';
import { fuzz } from '../../support/api/fuzz.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { startGraphStub, type GraphStub } from '../../support/vendors/graph-stub.ts';
import { registerClinic, startProduct, type Product } from '../../support/product/product.ts';

let database: TestDatabase;
let graph: GraphStub;
let product: Product;
let clinicId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  clinicId = await registerClinic(pool, {});
  await pool.end();
  graph = await startGraphStub();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: graph.url,
    port: 26_103,
    environment: {
      LOG_LEVEL: 'error',
      RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
      RATE_LIMIT_API_CLINIC_PER_MINUTE: '0',
      RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
      RATE_LIMIT_API_REFUSALS_PER_MINUTE: '0',
    },
  });
});

afterAll(async () => {
  await product.stop('SIGTERM');
  graph.close();
  await database.drop();
});

// 100 000 of them: npm run bench -- fuzz
test('whatever is asked, the answer is one of the contract and never a 5xx', async () => {
  const seed = isDeep ? Date.now() % 1_000_000 : 7;
  const report = await fuzz({
    url: product.url,
    count: 2_000,
    seed,
    atOnce: 8,
    clinicId,
    bearers: [
      await bySecret({ sub: 'root', role: 'platform-admin' }),
      await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinicId] }),
    ],
  });
  expect(report.problems, `seed ${seed}`).toEqual([]);
  expect(report.asked).toBe(2_000);
  expect(report.served.size, 'operations that were really served').toBeGreaterThan(10);
  expect([...report.byStatus.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404]));
  expect(product.log()).not.toContain('"level":50');
}, 90_000);
