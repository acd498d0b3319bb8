import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { isRolledBack, sqlState } from './transaction.ts';

/** Long enough to cost nothing, short enough that a table cannot outgrow its plan by much. */
export const replanMs = 5_000;

const plannedAt = new WeakMap<PoolClient, number>();

/**
 * Prepared statements of this connection are planned anew when that is longer ago than `everyMs`. Postgres keeps a generic
 * plan until statistics change, and after those of a nearly empty table it may read the whole of it for each row; but when
 * it plans, it looks how large the table is by then (docs/decisions/0012).
 */
export async function planAnew(client: PoolClient, everyMs = replanMs): Promise<void> {
  const now = performance.now();
  const planned = plannedAt.get(client);
  if (planned !== undefined && now - planned < everyMs) return;
  plannedAt.set(client, now);
  if (planned !== undefined) await client.query('discard plans');
}

/** A prepared statement, whose plan is made anew now and then. */
export async function queryWithFreshPlan<Row extends QueryResultRow>(
  pool: Pool,
  query: QueryConfig,
  everyMs: number,
): Promise<QueryResult<Row>> {
  const client = await pool.connect();
  try {
    await planAnew(client, everyMs);
    const result = await client.query<Row>(query);
    client.release();
    return result;
  } catch (error) {
    // a statement that cannot be planned any more may be planned on a new connection
    client.release(!isRolledBack(error) || /^(?:0A|26|42)/.test(sqlState(error) ?? ''));
    throw error;
  }
}

/**
 * A prepared statement within a transaction, worth a name where planning takes longer than running. Postgres would plan it each
 * time as long as a plan for given values looks cheaper: so it is told not to, until the transaction ends.
 */
export async function queryPrepared<Row extends QueryResultRow>(
  client: PoolClient,
  query: QueryConfig & { readonly name: string },
): Promise<QueryResult<Row>> {
  const [, , result] = await Promise.all([
    planAnew(client),
    client.query('set local plan_cache_mode = force_generic_plan'),
    client.query<Row>(query),
  ]);
  return result;
}
