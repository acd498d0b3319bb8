import type { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { ingestPlanOptions, openPool } from '../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { modelsContract } from './models.contract.ts';
import { postgresHarness } from './postgres-harness.ts';
import { storesContract } from './stores.contract.ts';

let database: TestDatabase;
let pool: Pool;
let ingestPool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const open = (max: number, options?: string) =>
    openPool(
      {
        url: database.url,
        max,
        applicationName: 'atende contract',
        ...(options !== undefined && { options }),
      },
      () => undefined,
    );
  pool = open(10);
  ingestPool = open(10, ingestPlanOptions);
});
afterAll(async () => {
  await Promise.all([pool.end(), ingestPool.end()]);
  await database.drop();
});

const make = () => postgresHarness(pool, ingestPool);
storesContract(make);
modelsContract(make, 15);
