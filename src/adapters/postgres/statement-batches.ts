import type { QueryConfig, QueryResultRow } from 'pg';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { queryWithFreshPlan, replanMs } from './fresh-plans.ts';
import type { Pools } from './pool.ts';
import { isRolledBack, queryInTenant, sqlState } from './transaction.ts';

/**
 * A statement that does for many what it does for one: `text` reads a JSON array of entries as `$1`, and answers with rows
 * that carry the place `n` of their entry. Its name is the prepared statement's.
 */
export type BatchStatement = { readonly name: string; readonly text: string };
/** What the statement reads of one entry, besides the place that it gets here. */
export type BatchEntry = { readonly clinic_id: ClinicId; readonly [column: string]: unknown };

type Waiting = {
  readonly entry: BatchEntry;
  readonly resolve: (rows: readonly QueryResultRow[]) => void;
  readonly reject: (reason: unknown) => void;
};
type Settings = {
  /** Entries with the same one are never in one batch, because each must see what the other did. */
  readonly apart?: (entry: BatchEntry) => string;
};

const mostInBatch = 32;
/** The batch was rolled back whole, and each of it is done alone. After anything else nobody knows whether it was committed. */
const isUndone = (error: unknown) => isRolledBack(error) || /^(?:0A|26|42)/.test(sqlState(error) ?? '');

/** JSON writes half of a surrogate pair as an escape, which Postgres refuses. */
const halfPair = /\\ud[89a-f]/i;
const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);

function jsonOf(entries: readonly BatchEntry[]): string {
  const numbered = entries.map((entry, n) => ({ ...entry, n }));
  const json = JSON.stringify(numbered);
  return halfPair.test(json) ? JSON.stringify(numbered, wellFormed) : json;
}

/** The statement for one entry, to be sent in a transaction. */
export const queryFor = (statement: BatchStatement, entry: BatchEntry): QueryConfig => ({
  ...statement,
  values: [jsonOf([entry])],
});

/**
 * Does `statement` for each entry that it is called with, many in one round trip and one transaction: what comes while one
 * batch is under way becomes the next one, without a timer. Resolves with the entry's rows when they are as durable as the
 * statement makes them. A batch runs as the system, since it is many clinics' work, and each entry names the rows that it
 * may touch by clinic and key. Where a batch fails, each of it is done alone, as its own clinic: so one that is refused or
 * finds its row locked leaves the others alone. Whoever calls bounds how many wait: hands, and items of one webhook.
 */
export function inBatches<Row extends QueryResultRow>(
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
      const query = { ...statement, values: [jsonOf(batch.map(({ entry }) => entry))] };
      const { rows } = await queryWithFreshPlan<Row & { n: number }>(batches, query, replanMs);
      const found = Map.groupBy(rows, ({ n }) => n);
      for (const [n, { resolve }] of batch.entries()) resolve(found.get(n) ?? []);
    } catch (error) {
      const isAlone = isUndone(error);
      for (const { entry, resolve, reject } of batch) {
        if (isAlone) alone(entry).then(resolve, reject);
        else reject(error);
      }
    }
  };

  const alone = async (entry: BatchEntry): Promise<readonly Row[]> =>
    (await queryInTenant<Row>(tenants, entry.clinic_id, queryFor(statement, entry))).rows;

  return (entry) =>
    new Promise((resolve, reject) => {
      waiting.push({ entry, resolve: (rows) => resolve(rows as readonly Row[]), reject });
      start();
    });
}
