import type { Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import { planAnew } from './plan-anew.ts';
import { isRolledBack, sqlState } from './transaction.ts';

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
