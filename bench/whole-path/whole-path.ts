import { setTimeout as pause } from 'node:timers/promises';
import { startBenchPostgres } from '../database.ts';
import { startClosedLoop, type Measured } from './closed-loop.ts';
import { answeredIn, shown, type Figures } from './answered.ts';

type Scenario = {
  readonly clinics: number;
  readonly patients: number;
  /** Each has written before; else nobody has until it is over. */
  readonly areKnown: boolean;
  readonly processes?: number;
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
  const scenarios: readonly Scenario[] = [
    { clinics: 20, patients: 800, areKnown: true },
    { clinics: 20, patients: 12_000, areKnown: false },
    { clinics: 2_000, patients: 2_400, areKnown: true },
  ];
  for (const scenario of scenarios) {
    const figures = all.map((): Figures[] => []);
    for (let round = 0; round < rounds; round += 1)
      for (const [at, [, what]] of all.entries()) figures[at]?.push(await measure(scenario, seconds, what));
    for (const [at, [name]] of all.entries())
      console.log(
        `${scenario.clinics} clinics, ${scenario.areKnown ? 'known' : 'new'} patients, ${name}: ${shown(figures[at] ?? [])}`,
      );
  }
}

/** The same with one, two and four processes on one Postgres. What they share with it and with the load are the machine's cores. */
export async function benchProcesses(): Promise<void> {
  const counts = [1, 2, 4];
  const figures = counts.map((): Figures[] => []);
  for (let round = 0; round < 3; round += 1)
    for (const [at, processes] of counts.entries())
      figures[at]?.push(await measure({ clinics: 200, patients: 800, areKnown: true, processes }, 10, {}));
  for (const [at, processes] of counts.entries())
    console.log(`${processes} processes: ${shown(figures[at] ?? [])}`);
}

async function measure(
  { clinics, patients, areKnown, processes = 1 }: Scenario,
  seconds: number,
  what: Measured,
): Promise<Figures> {
  const postgres = await startBenchPostgres();
  try {
    const database = await postgres.database('bench_whole_path');
    const loop = await startClosedLoop(database, { of: { clinics, patients }, onTheWay, processes }, what);
    try {
      await pause(warmUpMs);
      while (areKnown && loop.answered() < patients) await pause(100);
      return await answeredIn(seconds, loop, postgres);
    } finally {
      await loop.stop();
    }
  } finally {
    await postgres.stop();
  }
}
