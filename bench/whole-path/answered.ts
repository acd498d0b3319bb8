import { setTimeout as pause } from 'node:timers/promises';
import type { BenchPostgres } from '../database.ts';
import type { ClosedLoop } from './closed-loop.ts';
import { cpuMs } from './cpu.ts';

/** Of the messages that were answered; times until they were acknowledged. */
export type Figures = {
  readonly perSecond: number;
  readonly nodeMs: number;
  readonly postgresMs: number;
  readonly p50: number;
  readonly p99: number;
};

export async function answeredIn(
  seconds: number,
  loop: ClosedLoop,
  postgres: BenchPostgres,
): Promise<Figures> {
  const now = async () => ({
    answered: loop.answered(),
    at: performance.now(),
    node: (await Promise.all(loop.pids.map(cpuMs))).reduce((sum, ms) => sum + ms, 0),
    postgres: await postgres.cpuMs(),
  });
  const before = await now();
  loop.takeAcknowledged();
  await pause(seconds * 1_000);
  const end = await now();
  const count = end.answered - before.answered;
  return {
    perSecond: (count * 1_000) / (end.at - before.at),
    nodeMs: (end.node - before.node) / count,
    postgresMs: (end.postgres - before.postgres) / count,
    ...percentiles(loop.takeAcknowledged()),
  };
}

function percentiles(ms: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Value by value. */
export function medianOf(rounds: readonly Figures[]): Figures {
  const median = (of: (figures: Figures) => number) =>
    rounds
      .map(of)
      .sort((a, b) => a - b)
      .at(Math.floor(rounds.length / 2)) ?? Number.NaN;
  return {
    perSecond: median((one) => one.perSecond),
    nodeMs: median((one) => one.nodeMs),
    postgresMs: median((one) => one.postgresMs),
    p50: median((one) => one.p50),
    p99: median((one) => one.p99),
  };
}

export function shown(rounds: readonly Figures[]): string {
  const { perSecond, nodeMs, postgresMs, p50, p99 } = medianOf(rounds);
  return (
    `${perSecond.toFixed(0)} answered/s, CPU for each ${nodeMs.toFixed(2)} ms of Node and ` +
    `${postgresMs.toFixed(2)} ms of Postgres; acknowledged p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms`
  );
}
