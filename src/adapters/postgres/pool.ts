import pg from 'pg';
import { sessionText, type DatabaseRole, type SessionSettings } from './connection.ts';

export type PoolSettings = {
  /** A login that is a member of `role`; it becomes `role` when it connects. */
  readonly url: string;
  /** `undefined`: stays what it logged in as. */
  readonly role: DatabaseRole | undefined;
  readonly max: number;
  readonly applicationName: string;
  /** For every connection. */
  readonly session?: SessionSettings;
  readonly statementTimeoutMs?: number;
};

/** Connections of `atende_app`: they see no row until `inTenant` says whose transaction it is. */
export type TenantPool = { readonly connections: pg.Pool };

/** The program's connections, by what they may see and do. */
export type Pools = {
  readonly system: pg.Pool;
  /** Like `system`, for the claims of work: their plans are kept (`claimPlans`). */
  readonly claims: pg.Pool;
  /** Like `system`, for what is done to claimed work of many clinics at once (`inBatches`). */
  readonly batches: pg.Pool;
  readonly tenants: TenantPool;
};

/** A pool whose every wait has an end. `onError` hears of connections that broke between statements; the pool replaces them. */
export const openPool = (settings: PoolSettings, onError: (error: Error) => void): pg.Pool =>
  open(settings, onError, false);

/** Pipelined, so that a statement and the transaction around it share one round trip. */
export const openTenantPool = (
  settings: Omit<PoolSettings, 'role'>,
  onError: (error: Error) => void,
): TenantPool => ({ connections: open({ ...settings, role: 'atende_app' }, onError, true) });

/** For ingest alone, so that no other work takes its connections; pipelined, with plans that hold (`steadyPlans`). */
export const openIngestPool = (
  settings: Omit<PoolSettings, 'session'>,
  onError: (error: Error) => void,
): pg.Pool => open({ ...settings, session: steadyPlans }, onError, true);

function open(settings: PoolSettings, onError: (error: Error) => void, pipeline: boolean): pg.Pool {
  const { url, role, max, applicationName, session, statementTimeoutMs = 15_000 } = settings;
  const timeout = `${statementTimeoutMs}ms`;
  const ready = sessionText(role, {
    statement_timeout: timeout,
    idle_in_transaction_session_timeout: timeout,
    ...alone,
    ...session,
  });
  // the pool waits for it, and gives up a connection that cannot become ours
  const becomeOurs = (client: pg.ClientBase): unknown => client.query(ready);
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    query_timeout: statementTimeoutMs + 2_000,
    onConnect: becomeOurs,
    keepAlive: true,
    pipeline,
  });
  pool.on('error', onError);
  // while a client is checked out and between two statements nobody else listens: an unheard error ends the process
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/**
 * A screen waits longer for other processes to join in, or for code to be compiled, than for its rows; and both are begun on
 * an estimate (docs/decisions/0205).
 */
const alone: SessionSettings = { max_parallel_workers_per_gather: '0', jit: 'off' };

/**
 * Plans of what runs all the time (ingest, claims) are made seldom and must not depend on how full the tables were at that
 * moment: no table is read whole, and pages cost nothing, so that the number of rows decides (docs/decisions/0012).
 */
export const steadyPlans: SessionSettings = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  random_page_cost: '0',
  seq_page_cost: '0',
  jit: 'off',
};

/** A batch skips rows that are locked. Where it must wait for another lock all the same, it is rolled back after this time. */
export const batchPlans: SessionSettings = { ...steadyPlans, lock_timeout: '20ms' };

/** The oldest due work of a clinic comes from the index that has it in that order, never from sorting all its rows. */
export const claimPlans: SessionSettings = {
  ...steadyPlans,
  enable_sort: 'off',
  enable_incremental_sort: 'off',
};
