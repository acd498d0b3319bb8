import type { Pool, PoolClient } from 'pg';

/** Runs `work` in one transaction; a throw rolls back. Retried once when Postgres chose it as a deadlock victim. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  try {
    return await attempt(pool, work);
  } catch (error) {
    if (sqlState(error) !== '40P01') throw error;
    return attempt(pool, work);
  }
}

async function attempt<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed', { cause: failure });
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The five-letter code of a Postgres error, e.g. `23505`. */
export const sqlState = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Class 22 (data exception), 23 (constraint) and 54 (limits): the data is at fault, not the connection. */
export const refusesData = (error: unknown): boolean => /^(22|23|54)/.test(sqlState(error) ?? '');

/** The constraint that refused a row. */
export const constraintOf = (error: unknown): string | undefined =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
