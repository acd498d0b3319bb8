import type { Pool, PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { TenantPool } from './pool.ts';

/** Runs `work` in one transaction; a throw rolls back. Retried once when Postgres chose it as a deadlock victim. */
export const inTransaction = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  unlessDeadlocked(async () => {
    const client = await pool.connect();
    return attempt(client, () => client.query('begin').then(() => work(client)));
  });

/**
 * The same on a pool that is pipelined: what is asked first shares the round trip of the beginning. It is not waited for
 * until it is on the disk: what was committed lasts as soon as something that is committed after it does.
 */
export const inTransactionAhead = <Asked, T>(
  pool: Pool,
  ask: (client: PoolClient) => Promise<Asked>,
  work: (client: PoolClient, asked: Asked) => Promise<T>,
): Promise<T> =>
  unlessDeadlocked(async () => {
    const client = await pool.connect();
    return attempt(client, async () => {
      const begun = client.query('begin; set local synchronous_commit = off');
      const [asked] = await Promise.all([ask(client), begun]);
      return work(client, asked);
    });
  });

/** For `set local`: what is read in an order comes from the index that has it, never from sorting all of the clinic's. */
export const fromIndexes = 'set local enable_sort = off; set local enable_bitmapscan = off';

/**
 * The same for the work of one clinic: until it ends the transaction sees and writes that clinic's rows and no others,
 * whatever its statements say. A foreign row is as if it were not there; writing one is refused (42501).
 */
export const inTenant = <T>(
  pool: TenantPool,
  clinicId: ClinicId,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> =>
  unlessDeadlocked(async () => {
    const begin = beginFor(clinicId);
    const client = await pool.connections.connect();
    return attempt(client, async () => {
      // not waited for: the first statement shares its round trip, and sees nothing should it have failed
      const begun = client.query(begin);
      begun.catch(() => undefined);
      const result = await work(client);
      await begun;
      return result;
    });
  });

/**
 * One statement of a clinic, with the transaction around it in one round trip. `inOrder`: its rows come from the index that has
 * them in that order, never from sorting all of the clinic's.
 */
export const queryInTenant = <Row extends QueryResultRow>(
  pool: TenantPool,
  clinicId: ClinicId,
  query: QueryConfig,
  { inOrder = false }: { readonly inOrder?: boolean } = {},
): Promise<QueryResult<Row>> =>
  unlessDeadlocked(async () => {
    const begin = inOrder ? `${beginFor(clinicId)}; ${fromIndexes}` : beginFor(clinicId);
    const client = await pool.connections.connect();
    const sent = [client.query(begin), client.query<Row>(query), client.query('commit')] as const;
    const [, , ended] = await Promise.allSettled(sent);
    // the commit of a failed statement rolls back; a commit that fails leaves a connection that nobody knows
    client.release(ended.status === 'rejected');
    const [, result] = await Promise.all(sent);
    return result;
  });

/** `begin` and the setting that the policies read, for one round trip: so the id stands in the text. */
function beginFor(clinicId: ClinicId): string {
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(clinicId))
    throw new Error('A clinic id is a uuid');
  return `begin; set local app.clinic_id = '${clinicId}'`;
}

async function unlessDeadlocked<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (sqlState(error) !== '40P01') throw error;
    return run();
  }
}

async function attempt<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  let broken: Error | undefined;
  try {
    const result = await work();
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

/**
 * The server says that it has undone the statement and all of its transaction. After anything else (a broken connection, a server
 * that ends) nobody knows.
 */
export const isRolledBack = (error: unknown): boolean => {
  const state = sqlState(error) ?? '';
  return /^[0-9A-Z]{5}$/.test(state) && !/^(?:08|57P|25P|40003)/.test(state);
};

/** The constraint that refused a row. */
export const constraintOf = (error: unknown): string | undefined =>
  error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
    ? error.constraint
    : undefined;
