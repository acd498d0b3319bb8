import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startBenchPostgres } from '../../database.ts';
import { startClosedLoop } from '../closed-loop.ts';
import { cpuMs } from '../cpu.ts';
import { cpuByModule, type ModuleTime } from './cpu-by-module.ts';
import type { Recorded } from './recorded.ts';
import { countFromNow, statementCosts, type StatementCost } from './statements.ts';

const inside = pathToFileURL(fileURLToPath(new URL('inside.ts', import.meta.url))).href;
const clinics = 200;
const least = 0.01;

/**
 * Where one answered message goes: the statements with their time in Postgres, and the CPU of Node by module. Counts
 * do not depend on how busy the machine is, but on how many messages are on their way: groups grow with them.
 */
export async function benchProfile({
  onTheWay,
  seconds,
  tree,
}: {
  onTheWay: number;
  seconds: number;
  tree?: string;
}): Promise<void> {
  const patients = 2 * onTheWay + clinics;
  const postgres = await startBenchPostgres({ counting: true });
  try {
    const database = await postgres.database('bench_profile');
    const counted = { NODE_OPTIONS: `--import ${inside}` };
    const loop = await startClosedLoop(
      database,
      { of: { clinics, patients }, onTheWay },
      tree === undefined ? {} : { tree },
      counted,
    );
    try {
      // everybody has written before, and everything has run
      while (loop.answered() < patients + 2 * onTheWay) await pause(100);
      await countFromNow(database.pool);
      await loop.product.ask('profile-start');
      const now = async () =>
        [loop.answered(), await cpuMs(loop.product.pid), await postgres.cpuMs()] as const;
      const before = await now();
      await pause(seconds * 1_000);
      const after = await now();
      const { statements, profile } = (await loop.product.ask('profile-end')) as Recorded;
      const [answered = 0, node = 0, server = 0] = after.map((each, at) => each - (before[at] ?? 0));
      console.log(`${answered} messages answered, ${onTheWay} on their way at a time, ${clinics} clinics`);
      console.log(
        `CPU for each: ${(node / answered).toFixed(2)} ms of Node, ${(server / answered).toFixed(2)} ms of Postgres`,
      );
      showStatements(await statementCosts(database.pool, statements), answered);
      showModules(cpuByModule(profile), answered);
    } finally {
      await loop.stop();
    }
  } finally {
    await postgres.stop();
  }
}

function showStatements(costs: readonly StatementCost[], answered: number): void {
  const line = (all: readonly StatementCost[], name: string) => {
    const each = (of: (one: StatementCost) => number) =>
      all.reduce((sum, one) => sum + of(one), 0) / answered;
    const figures = [
      each((one) => one.count).toFixed(2),
      each((one) => one.roundTrips).toFixed(2),
      each((one) => one.pages).toFixed(1),
      each((one) => one.planMs).toFixed(3),
      each((one) => one.runMs).toFixed(3),
    ];
    console.log(`${figures.map((figure) => figure.padStart(9)).join('')}  ${name}`);
  };
  console.log('\nPostgres, for each answered message\n    count    trips    pages  plan ms   run ms');
  line(costs, 'in all');
  for (const one of costs)
    if (Math.max(one.count, one.planMs + one.runMs) / answered >= least) line([one], one.name);
}

function showModules(modules: readonly ModuleTime[], answered: number): void {
  const all = modules.reduce((sum, { ms }) => sum + ms, 0);
  console.log(`\nNode, for each answered message\n        ms   share`);
  for (const { module, ms } of modules)
    if (ms / answered >= least)
      console.log(
        `${(ms / answered).toFixed(3).padStart(10)}${((100 * ms) / all).toFixed(1).padStart(7)}%  ${module}`,
      );
}
