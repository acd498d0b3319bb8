import type pg from 'pg';
import { z } from 'zod';

export type Read = {
  readonly name: string;
  /** What it may take in Postgres, planning included; 3 unless said. */
  readonly mostMs?: number;
  /** What is not measured; `run` gets what it resolves with. */
  readonly prepare?: () => Promise<unknown>;
  readonly run: (prepared: unknown) => Promise<unknown>;
};
export type Cost = {
  readonly planMs: number;
  readonly runMs: number;
  readonly pages: number;
  readonly found: number;
};

const times = 15;

const costRow = z.object({ plan_ms: z.number(), run_ms: z.number(), pages: z.coerce.number() });

/**
 * Of all statements that the read sends, the least of several runs after a first one, which brings its pages into memory: what
 * else the machine does only adds to it.
 */
export async function costOf(pool: pg.Pool, { prepare, run }: Read): Promise<Cost> {
  const prepared = await prepare?.();
  await run(prepared);
  let least: Cost | undefined;
  for (let n = 0; n < times; n += 1) {
    await pool.query('select pg_stat_statements_reset()');
    const found = sizeOf(await run(prepared));
    const { rows } = await pool.query(
      `select coalesce(sum(total_plan_time), 0)::float8 as plan_ms, coalesce(sum(total_exec_time), 0)::float8 as run_ms,
         coalesce(sum(shared_blks_hit + shared_blks_read), 0) as pages
       from pg_stat_statements
       where dbid = (select oid from pg_database where datname = current_database())
         and query not like '%pg_stat_statements%'`,
    );
    const { plan_ms: planMs, run_ms: runMs, pages } = costRow.parse(rows[0]);
    if (least === undefined || planMs + runMs < least.planMs + least.runMs)
      least = { planMs, runMs, pages, found };
  }
  if (least === undefined) throw new Error('Nothing was measured');
  return least;
}

function sizeOf(result: unknown): number {
  if (Array.isArray(result)) return result.length;
  if (result instanceof Map) return result.size;
  const lists =
    typeof result === 'object' && result !== null ? Object.values(result).filter(Array.isArray) : [];
  return lists[0]?.length ?? (result === undefined ? 0 : 1);
}

export const isOver = ({ mostMs = 3 }: Read, { planMs, runMs }: Cost): boolean => planMs + runMs > mostMs;
