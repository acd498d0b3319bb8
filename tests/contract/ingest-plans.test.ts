import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { postgresDeliveryLog } from '../../src/adapters/postgres/delivery-log.ts';
import { postgresInbox } from '../../src/adapters/postgres/inbox.ts';
import {
  ingestPlanOptions,
  openPool,
  openTenantPool,
  type TenantPool,
} from '../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { policy } from './steps.ts';

type Scan = { readonly table: string; readonly index: string | undefined; readonly by: string };

const planNode = z.looseObject({
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Node Type': z.string(),
  get Plans() {
    return z.array(planNode).optional();
  },
});
const explained = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: planNode })]) })]);

let database: TestDatabase;
let oneConnection: Pool;
let tenants: TenantPool;

// the plans are made once, when a connection meets the statement first: here on a database that holds nothing yet
beforeAll(async () => {
  database = await createTestDatabase();
  const settings = { url: database.url, max: 1, applicationName: 'atende contract' };
  tenants = openTenantPool(settings, () => undefined);
  oneConnection = openPool(
    { ...settings, role: 'atende_system', options: ingestPlanOptions },
    () => undefined,
  );
  await postgresInbox(oneConnection).append([], policy);
  await postgresDeliveryLog(oneConnection, tenants).record([]);
});
afterAll(async () => {
  await Promise.all([oneConnection.end(), tenants.connections.end()]);
  await database.drop();
});

/** How the plan of a prepared statement reaches each stored row. */
async function scansOf(statement: string, values: string): Promise<readonly Scan[]> {
  const { rows } = await oneConnection.query(`explain (format json) execute "${statement}" (${values})`);
  const [{ 'QUERY PLAN': plan }] = explained.parse(rows);
  const scans: Scan[] = [];
  const visit = (node: z.infer<typeof planNode>): void => {
    const table = node['Relation Name'];
    if (table !== undefined && node['Node Type'].includes('Scan'))
      scans.push({ table, index: node['Index Name'], by: node['Index Cond'] ?? 'nothing' });
    for (const child of node.Plans ?? []) visit(child);
  };
  visit(plan[0].Plan);
  return scans;
}

const columnsOf = ({ by }: Scan) => by.split(' AND ').length;

describe('the plans of what ingest does all the time, made before there is anything to measure', () => {
  it.each([
    ['append-messages', `'[]', 1500, 10000, 1, 1`],
    ['record-statuses', `'[]', '{}'`],
  ])('%s finds every stored row by the whole of a key', async (statement, values) => {
    const scans = await scansOf(statement, values);
    const keys = scans.map(
      (scan) => `${scan.table} by ${scan.index ?? 'no index'}, ${columnsOf(scan)} columns`,
    );

    expect(scans.length).toBeGreaterThan(3);
    expect(keys.filter((key) => !/(_pkey|_once|_by_contact), [23] columns$/.test(key))).toEqual([]);
  });
});
