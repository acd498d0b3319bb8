import { setTimeout as pause } from 'node:timers/promises';
import { startBenchPostgres } from '../database.ts';
import { startClosedLoop, type Measured } from './closed-loop.ts';
import { cpuMs } from './cpu.ts';

type Scenario = {
  readonly clinics: number;
  readonly patients: number;
  readonly seconds: number;
  readonly processes?: number;
};
type Figures = {
  readonly perSecond: number;
  readonly nodeMs: number;
  readonly postgresMs: number;
  readonly p50: number;
  readonly p99: number;
};

/** Messages on their way at any time: enough to keep every hand busy. */
const onTheWay = 400;
const warmUpMs = 4_000;

/**
 * Webhook → answered at Graph by the guided assistant, in a closed loop, over few and over many clinics, beside a plain
 * program on the same tables, and beside the floor: one insert and one call. `tree` is the folder of another version of the
 * product. All are measured in turn.
 */
export async function benchWholePath({ tree, quick }: { tree?: string; quick: boolean }): Promise<void> {
  const rounds = quick ? 1 : 3;
  const seconds = quick ? 8 : 15;
  const all: readonly (readonly [string, Measured])[] = [
    ...(tree === undefined ? [] : [[tree, { tree }] as const]),
    ['this version', {}],
    ['plain', { baseline: 'plain-answers' }],
    ['floor', { baseline: 'floor' }],
  ];
  for (const clinics of [20, 2_000]) {
    const figures = all.map((): Figures[] => []);
    for (let round = 0; round < rounds; round += 1)
      for (const [at, [, what]] of all.entries())
        figures[at]?.push(await measure({ clinics, patients: 6_000, seconds }, what));
    for (const [at, [name]] of all.entries())
      console.log(`${clinics} clinics, ${name}: ${shown(figures[at] ?? [])}`);
  }
}

/** The same with one, two and four processes on one Postgres. What they share with it and with the load are the machine's cores. */
export async function benchProcesses(): Promise<void> {
  const counts = [1, 2, 4];
  const figures = counts.map((): Figures[] => []);
  for (let round = 0; round < 3; round += 1)
    for (const [at, processes] of counts.entries())
      figures[at]?.push(await measure({ clinics: 200, patients: 6_000, seconds: 10, processes }, {}));
  for (const [at, processes] of counts.entries())
    console.log(`${processes} processes: ${shown(figures[at] ?? [])}`);
}

async function measure(
  { clinics, patients, seconds, processes = 1 }: Scenario,
  what: Measured,
): Promise<Figures> {
  const postgres = await startBenchPostgres();
  try {
    const database = await postgres.database('bench_whole_path');
    const loop = await startClosedLoop(database, { clinics, patients, onTheWay, processes }, what);
    try {
      await pause(warmUpMs);
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
    } finally {
      await loop.stop();
    }
  } finally {
    await postgres.stop();
  }
}

function percentiles(ms: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** The median of the rounds, value by value. */
function shown(rounds: readonly Figures[]): string {
  const median = (of: (figures: Figures) => number, digits: number) =>
    rounds
      .map(of)
      .sort((a, b) => a - b)
      .at(Math.floor(rounds.length / 2))
      ?.toFixed(digits) ?? '?';
  return (
    `${median((one) => one.perSecond, 0)} answered/s, CPU for each ${median((one) => one.nodeMs, 2)} ms of Node and ` +
    `${median((one) => one.postgresMs, 2)} ms of Postgres; acknowledged p50 ${median((one) => one.p50, 0)} ms, ` +
    `p99 ${median((one) => one.p99, 0)} ms`
  );
}
