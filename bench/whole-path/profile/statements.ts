import type pg from 'pg';
import { z } from 'zod';
import type { SentStatement } from './recorded.ts';

export type StatementCost = {
  readonly name: string;
  readonly count: number;
  readonly roundTrips: number;
  readonly planMs: number;
  readonly runMs: number;
  /** Pages that were looked at, in memory or not. */
  readonly pages: number;
};

type Costs = Pick<StatementCost, 'planMs' | 'runMs' | 'pages'>;
const nothing: Costs = { planMs: 0, runMs: 0, pages: 0 };
const sum = (all: readonly Costs[]): Costs =>
  all.reduce(
    (a, b) => ({ planMs: a.planMs + b.planMs, runMs: a.runMs + b.runMs, pages: a.pages + b.pages }),
    nothing,
  );

const row = z.object({
  query: z.string(),
  plan_ms: z.number(),
  run_ms: z.number(),
  pages: z.coerce.number(),
});

export async function countFromNow(pool: pg.Pool): Promise<void> {
  await pool.query('create extension if not exists pg_stat_statements');
  await pool.query('alter system set pg_stat_statements.track_planning = on');
  await pool.query('select pg_reload_conf()');
  await pool.query('select pg_stat_statements_reset()');
}

/** What was sent, with what Postgres spent on it, the dearest first. */
export async function statementCosts(
  pool: pg.Pool,
  sent: readonly SentStatement[],
): Promise<readonly StatementCost[]> {
  const { rows } = await pool.query(
    `select query, total_plan_time as plan_ms, total_exec_time as run_ms, shared_blks_hit + shared_blks_read as pages
     from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())`,
  );
  const spent = new Map<string, Costs>();
  for (const { query, plan_ms: planMs, run_ms: runMs, pages } of z.array(row).parse(rows)) {
    const shape = shapeOf(query);
    spent.set(shape, sum([spent.get(shape) ?? nothing, { planMs, runMs, pages }]));
  }
  return sent
    .map(({ text, name, count, roundTrips }) => {
      // a text of several statements stands there one by one
      const parts = text.includes('$') ? [text] : text.split(';');
      const known = parts.flatMap((part) => spent.get(shapeOf(part)) ?? []);
      const missing = known.length === 0 ? ' (Postgres counts it under another text)' : '';
      return { name: `${name ?? shortened(text)}${missing}`, count, roundTrips, ...sum(known) };
    })
    .sort((a, b) => b.planMs + b.runMs - a.planMs - a.runMs);
}

/** A statement without its constants, which Postgres leaves out, too. */
const shapeOf = (text: string): string =>
  text
    .replaceAll(/--.*$/gm, '')
    .replaceAll(/\/\*.*?\*\//gs, '')
    .replaceAll(/'(?:[^']|'')*'|\$\d+|\b\d+(?:\.\d+)?\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\?(?: ?, ?\?)+/g, '?')
    .replaceAll(/\? ?\)/g, '?)')
    .trim()
    .toLowerCase();

const shortened = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().slice(0, 76);
