import pg from 'pg';

/**
 * Who the running program is in the database (migrations/0006_isolation.sql): `atende_app` for the work of one clinic,
 * `atende_system` for what crosses clinics. Never the owner of the tables.
 */
export type DatabaseRole = 'atende_app' | 'atende_system';

export type PoolSettings = {
  /** A login that is a member of `role`; it becomes `role` when it connects. */
  readonly url: string;
  /** `undefined`: stays what it logged in as. */
  readonly role: DatabaseRole | undefined;
  readonly max: number;
  readonly applicationName: string;
  /** Server settings for every connection, e.g. `-c enable_seqscan=off`. */
  readonly options?: string;
  readonly statementTimeoutMs?: number;
};

/** Connections of `atende_app`: they see no row until `inTenant` says whose transaction it is. */
export type TenantPool = { readonly connections: pg.Pool };

/** The program's connections, by what they may see. */
export type Pools = { readonly system: pg.Pool; readonly tenants: TenantPool };

/** A pool whose every wait has an end. `onError` hears of connections that broke between statements; the pool replaces them. */
export const openPool = (settings: PoolSettings, onError: (error: Error) => void): pg.Pool =>
  open(settings, onError, false);

/** Pipelined, so that a statement and the transaction around it share one round trip. */
export const openTenantPool = (
  settings: Omit<PoolSettings, 'role'>,
  onError: (error: Error) => void,
): TenantPool => ({ connections: open({ ...settings, role: 'atende_app' }, onError, true) });

function open(settings: PoolSettings, onError: (error: Error) => void, pipeline: boolean): pg.Pool {
  const { url, role, max, applicationName, options, statementTimeoutMs = 15_000 } = settings;
  const pool = new pg.Pool({
    ...connectAs(url, role, options),
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + 2_000,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    pipeline,
  });
  pool.on('error', onError);
  // while a client is checked out and between two statements nobody else listens: an unheard error ends the process
  pool.on('connect', (client) => client.on('error', onError));
  return pool;
}

/** The driver would let options in the URL replace ours, the role among them: they are put together instead. */
export function connectAs(
  url: string,
  role: DatabaseRole | undefined,
  options?: string,
): { readonly connectionString: string; readonly options?: string } {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  // the role comes last: of two settings of one name the later counts
  const all = [given, options, role && `-c role=${role}`].filter(Boolean).join(' ');
  return { connectionString: address.href, ...(all !== '' && { options: all }) };
}

/**
 * Plans of the ingest statements are made seldom and must not depend on how full the tables were at that moment: no
 * table is read whole, and pages cost nothing, so that the number of rows decides (docs/decisions/0012).
 */
export const ingestPlanOptions =
  '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off ' +
  '-c random_page_cost=0 -c seq_page_cost=0 -c jit=off';
