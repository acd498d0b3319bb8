import type { PoolClient, QueryConfig } from 'pg';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { queryWithFreshPlan, replanMs } from './fresh-plans.ts';
import type { Pools } from './pool.ts';
import { inTenant, isRolledBack } from './transaction.ts';

/**
 * A statement that does for many what it does for one: `text` reads a JSON array of entries as `$1`, and answers with rows
 * that carry the place `n` of their entry. `is_busy` in a row says that somebody else has what the entry needs, or has changed it
 * since the statement began, and that nothing was done for it. Its name is the prepared statement's.
 */
export type BatchStatement = {
  readonly name: string;
  readonly text: string;
  /** Waits for what an entry needs; the statement that is sent behind it sees all that was done before. */
  readonly lock?: (entry: BatchEntry) => QueryConfig;
};
/** What the statement reads of one entry, besides the place that it gets here. */
export type BatchEntry = { readonly clinic_id: ClinicId; readonly [column: string]: unknown };

type Waiting = {
  readonly entry: BatchEntry;
  readonly resolve: (rows: readonly object[]) => void;
  readonly reject: (reason: unknown) => void;
};
type Settings = {
  /** Entries of which it says the same are never in one batch, because each must see what the other did. */
  readonly apart?: (entry: BatchEntry) => string;
};
type Answer = { readonly n: number; readonly is_busy?: boolean };

const mostInBatch = 32;

/** JSON writes half of a surrogate pair as an escape, which Postgres refuses. */
const halfPair = /\\ud[89a-f]/i;
const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);

function jsonOf(entries: readonly BatchEntry[]): string {
  const numbered = entries.map((entry, n) => ({ ...entry, n }));
  const json = JSON.stringify(numbered);
  return halfPair.test(json) ? JSON.stringify(numbered, wellFormed) : json;
}

const queryFor = ({ name, text }: BatchStatement, entries: readonly BatchEntry[]): QueryConfig => ({
  name,
  text,
  values: [jsonOf(entries)],
});

/** Does the statement for one entry within a transaction, when it has got what it needs. */
export async function doAlone<Row extends object>(
  client: PoolClient,
  statement: BatchStatement,
  entry: BatchEntry,
): Promise<readonly Row[]> {
  // sent together: the statement begins when the lock has been got
  const locked = statement.lock && client.query(statement.lock(entry));
  const [done] = await Promise.all([client.query<Row & Answer>(queryFor(statement, [entry])), locked]);
  return done.rows;
}

/**
 * Does `statement` for each entry that it is called with, many in one round trip and one transaction. What comes while a
 * batch is under way becomes the next one, without a timer. Resolves with the entry's rows when they are as durable as the
 * statement makes them.
 *
 * A batch is the work of many clinics and runs as the system; each entry names its rows by clinic and key. An entry that is
 * busy, and every entry of a batch that the server has undone, is done alone, as its clinic: it waits for its rows, and the
 * others do not. When nobody knows what became of a batch, all of its entries fail.
 *
 * The concurrency of the work loops bounds how many entries wait.
 */
export function inBatches<Row extends object>(
  { batches, tenants }: Pick<Pools, 'batches' | 'tenants'>,
  statement: BatchStatement,
  { apart }: Settings = {},
): (entry: BatchEntry) => Promise<readonly Row[]> {
  let waiting: Waiting[] = [];
  let isUnderWay = false;

  const start = (): void => {
    if (isUnderWay || waiting.length === 0) return;
    isUnderWay = true;
    void run(next()).then(() => {
      isUnderWay = false;
      start();
    });
  };

  const next = (): readonly Waiting[] => {
    const taken = new Set<string>();
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of waiting) {
      const key = apart?.(one.entry);
      const fits = batch.length < mostInBatch && (key === undefined || !taken.has(key));
      (fits ? batch : left).push(one);
      if (fits && key !== undefined) taken.add(key);
    }
    waiting = left;
    return batch;
  };

  /** Never rejects. */
  const run = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const query = queryFor(
        statement,
        batch.map(({ entry }) => entry),
      );
      const { rows } = await queryWithFreshPlan<Row & Answer>(batches, query, replanMs);
      const found = Map.groupBy(rows, ({ n }) => n);
      for (const [n, one] of batch.entries()) {
        const own = found.get(n) ?? [];
        if (own.some(({ is_busy: isBusy }) => isBusy === true)) void asItsClinic(one);
        else one.resolve(own);
      }
    } catch (error) {
      for (const one of batch) {
        if (isRolledBack(error)) void asItsClinic(one);
        else one.reject(error);
      }
    }
  };

  const asItsClinic = ({ entry, resolve, reject }: Waiting): Promise<void> =>
    inTenant(tenants, entry.clinic_id, (client) => doAlone<Row>(client, statement, entry)).then(
      resolve,
      reject,
    );

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve: (rows) => resolve(rows as readonly Row[]), reject });
      start();
    });
}
