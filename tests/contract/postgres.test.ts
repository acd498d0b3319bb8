import type { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { ingestPlanOptions, openPool, openTenantPool, type Pools } from '../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { modelsContract } from './models.contract.ts';
import { postgresHarness } from './postgres-harness.ts';
import { storesContract } from './stores.contract.ts';

let database: TestDatabase;
let owner: Pool;
let pools: Pools;
let ingestPool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { url: database.url, max: 10, applicationName: 'atende contract' };
  const ignore = () => undefined;
  owner = openPool({ ...settings, role: undefined }, ignore);
  pools = {
    system: openPool({ ...settings, role: 'atende_system' }, ignore),
    tenants: openTenantPool(settings, ignore),
  };
  ingestPool = openPool({ ...settings, role: 'atende_system', options: ingestPlanOptions }, ignore);
});
afterAll(async () => {
  await Promise.all([owner, pools.system, pools.tenants.connections, ingestPool].map((pool) => pool.end()));
  await database.drop();
});

const make = () => postgresHarness(owner, pools, ingestPool);
storesContract(make);
modelsContract(make, 15);
