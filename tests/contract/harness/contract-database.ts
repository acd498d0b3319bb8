import type { Pool } from 'pg';
import { expect } from 'vitest';
import {
  batchPlans,
  claimPlans,
  openIngestPool,
  openPool,
  openTenantPool,
  type Pools,
} from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase } from '../../support/database/database.ts';
import { postgresHarness } from './postgres-harness.ts';
import { recordStatements } from './tenant-statements.ts';

/** A database of its own for one test file, with every kind of connection that the product has, and the owner's. */
export async function openContractDatabase(max = 4) {
  const database = await createTestDatabase();
  const settings = { url: database.url, max, applicationName: 'atende contract' };
  const ignore = () => undefined;
  const owner: Pool = openPool({ ...settings, role: undefined }, ignore);
  const pools: Pools = {
    system: openPool({ ...settings, role: 'atende_system' }, ignore),
    claims: openPool({ ...settings, role: 'atende_system', session: claimPlans }, ignore),
    batches: openPool({ ...settings, role: 'atende_system', session: batchPlans }, ignore),
    tenants: openTenantPool(settings, ignore),
  };
  const ofTenants = recordStatements(pools.tenants.connections);
  const ingest = openIngestPool({ ...settings, role: 'atende_system' }, ignore);
  return {
    owner,
    pools,
    ingest,
    harness: () => postgresHarness(owner, pools, ingest),
    async drop() {
      const { system, claims, batches, tenants } = pools;
      await Promise.all(
        [owner, system, claims, batches, tenants.connections, ingest].map((pool) => pool.end()),
      );
      try {
        expect(await ofTenants.withoutClinic(database.url)).toEqual([]);
      } finally {
        await database.drop();
      }
    },
  };
}
export type ContractDatabase = Awaited<ReturnType<typeof openContractDatabase>>;
