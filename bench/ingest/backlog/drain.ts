import { setTimeout as pause } from 'node:timers/promises';
import { startGraphStub } from '../../../tests/support/vendors/graph-stub.ts';
import { startBenchPostgres, type BenchDatabase, type BenchPostgres } from '../../database.ts';
import { startProduct } from '../../servers/start.ts';
import { answeredIn, type Figures } from '../../whole-path/answered.ts';
import { startClosedLoop } from '../../whole-path/closed-loop.ts';
import { addBacklog } from './due-turns.ts';

const clinics = 5_000;
const turns = 50_000;
const parts = 5;
const onTheWay = 400;
const steadySeconds = 15;
const lookMs = 20;
const patienceMs = 300_000;

/**
 * A backlog of 50 000 turns over 5 000 clinics, drained by a process that has nothing else to do, beside the rate at which the
 * same clinics are answered as they write. Whether it drains at nine tenths of that rate, from its first fifth to its last.
 */
export async function benchDrain(tree?: string): Promise<boolean> {
  const postgres = await startBenchPostgres();
  try {
    const database = await postgres.database('bench_drain');
    const what = tree === undefined ? {} : { tree };
    const steady = await steadyRate(postgres, database, what);
    console.log(`as they write: ${steady.perSecond.toFixed(0)} answered/s`);
    // some more than `turns`: the bench's own clinic has its share, too
    await addBacklog(database, turns / clinics, 0);
    const rates = await drain(database, tree);
    const slowest = Math.min(...rates);
    const ratio = slowest / steady.perSecond;
    const fifths = rates.map((rate) => rate.toFixed(0)).join(', ');
    console.log(`a backlog of ${turns} turns over ${clinics} clinics: ${fifths} answered/s in its fifths`);
    console.log(
      `the slowest is ${(slowest / Math.max(...rates)).toFixed(2)} of the fastest, and ${ratio.toFixed(2)} of the steady ` +
        `rate, which pays for webhooks, too; 0.9 wanted`,
    );
    return ratio >= 0.9;
  } finally {
    await postgres.stop();
  }
}

async function steadyRate(
  postgres: BenchPostgres,
  database: BenchDatabase,
  what: { readonly tree?: string },
): Promise<Figures> {
  const loop = await startClosedLoop(database, { of: { clinics, patients: clinics }, onTheWay }, what);
  try {
    await within(patienceMs, 'everybody to be answered once', () => loop.answered() >= clinics);
    await database.pool.query('analyze');
    return await answeredIn(steadySeconds, loop, postgres);
  } finally {
    await loop.stop();
  }
}

/** Answers that a second brought to Graph, part by part. */
async function drain(database: BenchDatabase, tree?: string): Promise<readonly number[]> {
  const graph = await startGraphStub();
  const product = await startProduct(
    database.url,
    21_314,
    { ROLE: 'web,worker', META_GRAPH_URL: graph.url },
    tree,
  );
  try {
    const rates: number[] = [];
    await within(patienceMs, 'the first answer', () => graph.sent.length > 0);
    for (let part = 1; part <= parts; part += 1) {
      const [from, since] = [graph.sent.length, performance.now()];
      const until = (part * turns) / parts;
      await within(patienceMs, `${until} answers`, () => graph.sent.length >= until);
      rates.push(((graph.sent.length - from) * 1_000) / (performance.now() - since));
    }
    return rates;
  } finally {
    await product.stop();
    graph.close();
  }
}

/** @throws what was waited for, when it does not come */
async function within(ms: number, what: string, isThere: () => boolean): Promise<void> {
  const deadline = performance.now() + ms;
  while (!isThere()) {
    if (performance.now() > deadline) throw new Error(`Waited ${ms / 1_000} s for ${what}`);
    await pause(lookMs);
  }
}
