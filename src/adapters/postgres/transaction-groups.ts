import type { PoolClient, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { TenantPool } from './pool.ts';
import { beginFor, queryInTenant, sqlState } from './transaction.ts';

type Waiting = {
  readonly begin: string;
  readonly query: QueryConfig;
  readonly durable: boolean;
  readonly resolve: (result: QueryResult) => void;
  readonly reject: (reason: unknown) => void;
};

/** Groups under way at a time: while they are, the next ones fill. */
const lanes = 2;
const mostInGroup = 32;
/** Whoever finds a row locked goes on alone, so that those behind it wait no longer than this. */
const lockWaitMs = 50;
/**
 * A lock that was not free in time, a deadlock, and a statement whose name the one before it was to prepare but could not:
 * each was rolled back whole, and is done alone.
 */
const doneAlone = new Set(['55P03', '40P01', '26000']);

const groups = new WeakMap<TenantPool, { waiting: Waiting[]; underWay: number }>();

/**
 * Like `queryInTenant`, for statements that many do at once: what waits while others are under way goes to the server
 * together, in one round trip, one transaction after the other on one connection, each as its own clinic. What is
 * durable has reached the disk when its promise resolves, by one flush for the group. One that fails leaves the others alone.
 */
export const queryInGroup = async <Row extends QueryResultRow>(
  pool: TenantPool,
  clinicId: ClinicId,
  query: QueryConfig,
  { durable }: { readonly durable: boolean } = { durable: true },
): Promise<QueryResult<Row>> => {
  // refused here, where it is alone: nothing may throw between two that are on their way
  const begin = beginFor(clinicId);
  try {
    return await new Promise<QueryResult>((resolve, reject) => {
      const group = groups.get(pool) ?? { waiting: [], underWay: 0 };
      groups.set(pool, group);
      group.waiting.push({ begin, query, durable, resolve, reject });
      start(pool, group);
    });
  } catch (error) {
    if (!doneAlone.has(sqlState(error) ?? '')) throw error;
    return queryInTenant<Row>(pool, clinicId, query, { durable });
  }
};

function start(pool: TenantPool, group: { waiting: Waiting[]; underWay: number }): void {
  while (group.underWay < lanes && group.waiting.length > 0) {
    const batch = group.waiting.splice(0, mostInGroup);
    group.underWay += 1;
    void run(pool, batch).finally(() => {
      group.underWay -= 1;
      start(pool, group);
    });
  }
}

/** Never rejects. */
async function run(pool: TenantPool, batch: readonly Waiting[]): Promise<void> {
  let client: PoolClient;
  try {
    client = await pool.connections.connect();
  } catch (error) {
    for (const { reject } of batch) reject(error);
    return;
  }
  const sent = send(client, batch);
  const [outcomes, ends, flushed] = await Promise.all([
    Promise.allSettled(sent.results),
    Promise.allSettled(sent.ends),
    Promise.allSettled([sent.flushed]),
  ]);
  // a commit or a flush that fails leaves a connection that nobody knows
  client.release([...ends, ...flushed].some(({ status }) => status === 'rejected'));
  for (const [at, { durable, resolve, reject }] of batch.entries()) {
    // its begin is sent with the commit before it, its commit with the begin after it
    const parts = [ends[at], outcomes[at], ends[at + 1], ...(durable ? flushed : [])];
    const failed = parts.find((part) => part?.status === 'rejected');
    const outcome = outcomes[at];
    if (failed !== undefined) reject(failed.reason);
    else if (outcome?.status === 'fulfilled') resolve(outcome.value);
  }
}

/** `ends[n]` ends the transaction before the n-th and begins the n-th; all are on their way when this returns. */
function send(client: PoolClient, batch: readonly Waiting[]) {
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } })
    .connection;
  const flushesOnce = batch.filter(({ durable }) => durable).length > 1;
  const ends: Promise<unknown>[] = [];
  const results: Promise<QueryResult>[] = [];
  stream.cork();
  for (const [at, { begin, query, durable }] of batch.entries()) {
    const settings = [
      `set local lock_timeout = ${lockWaitMs}`,
      ...(durable && !flushesOnce ? [] : ['set local synchronous_commit = off']),
    ];
    ends.push(client.query([...(at > 0 ? ['commit'] : []), begin, ...settings].join('; ')));
    results.push(client.query(query));
  }
  ends.push(client.query('commit'));
  // its commit waits for the disk (and for a standby that must have it), and with it for all that were before
  const flushed = flushesOnce
    ? client.query(`select pg_logical_emit_message(true, 'atende', '')`)
    : Promise.resolve();
  stream.uncork();
  return { ends, results, flushed };
}
