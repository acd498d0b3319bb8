import pg from 'pg';

export type PoolSettings = {
  readonly url: string;
  readonly max: number;
  readonly applicationName: string;
  /** Server settings for every connection, e.g. `-c enable_seqscan=off`. */
  readonly options?: string;
  readonly statementTimeoutMs?: number;
};

/** A pool whose every wait has an end. `onError` hears of connections that broke between statements; the pool replaces them. */
export function openPool(settings: PoolSettings, onError: (error: Error) => void): pg.Pool {
  const { url, max, applicationName, options, statementTimeoutMs = 15_000 } = settings;
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    ...(options !== undefined && { options }),
  });
  pool.on('error', onError);
  // while a client is checked out and between two statements nobody else listens: an unheard error ends the process
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/**
 * Plans of the ingest statement are made once and must not depend on how full the tables were at that moment: a plan
 * made on an empty table scans it for ever (docs/decisions, measured).
 */
export const ingestPlanOptions =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off';
