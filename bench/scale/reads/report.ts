import type pg from 'pg';
import { openPool, openTenantPool, type Pools } from '../../../src/adapters/postgres/pool.ts';
import type { BenchDatabase } from '../../database.ts';
import type { Filled } from '../fill/rows.ts';
import { bookReads, operatorReads } from './book-reads.ts';
import { inboxReads } from './inbox-reads.ts';
import { costOf, isOver, type Read } from './measure.ts';
import { placesOf } from './places.ts';

export function openPools(url: string): Pools {
  const settings = { url, max: 2, applicationName: 'bench scale' };
  const ignore = () => undefined;
  const system = openPool({ ...settings, role: 'atende_system' }, ignore);
  return { system, claims: system, batches: system, tenants: openTenantPool(settings, ignore) };
}

export const closePools = ({ system, tenants }: Pools): Promise<unknown> =>
  Promise.all([system.end(), tenants.connections.end()]);

/** Every read through the product's stores, as Postgres counts it; how many take longer than they may. */
export async function reportReads({ url, pool }: BenchDatabase, filled: Filled): Promise<number> {
  await pool.query('create extension if not exists pg_stat_statements');
  await pool.query('alter system set pg_stat_statements.track_planning = on');
  await pool.query('select pg_reload_conf()');
  const pools = openPools(url);
  let over = 0;
  console.log('\n  plan ms   run ms     pages   found');
  try {
    const places = await placesOf(pool, filled);
    for (const place of places)
      over += await show(pool, place.name, [...inboxReads(pools, place), ...bookReads(pools, place)]);
    over += await show(pool, 'all clinics', operatorReads(pools));
  } finally {
    await closePools(pools);
  }
  console.log(`${over} reads took longer than they may`);
  return over;
}

async function show(pool: pg.Pool, where: string, reads: readonly Read[]): Promise<number> {
  let over = 0;
  for (const read of reads) {
    const cost = await costOf(pool, read);
    const figures = [cost.planMs.toFixed(2), cost.runMs.toFixed(2), String(cost.pages), String(cost.found)];
    const row = figures.map((figure, n) => figure.padStart(n < 2 ? 9 : 10 - 2 * (n - 2))).join('');
    console.log(`${row}  ${where}: ${read.name}${isOver(read, cost) ? '  TOO LONG' : ''}`);
    if (isOver(read, cost)) over += 1;
  }
  return over;
}
