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
 * same clinics are answered as they write, which pays for their webhooks, too. Whether it drains at nine tenths of that rate.
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
    const seconds = await drain(database, tree);
    const inAll = seconds.reduce((sum, each) => sum + each, 0);
    const ratio = turns / inAll / steady.perSecond;
    const fifths = seconds.map((each) => (turns / parts / each).toFixed(0)).join(', ');
    console.log(
      `a backlog of ${turns} turns over ${clinics} clinics: ${inAll.toFixed(0)} s, ${(turns / inAll).toFixed(0)} answered/s, ` +
        `${ratio.toFixed(2)} of that, 0.9 wanted; in its fifths ${fifths}`,
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
    await within(patienceMs, 'as many answers as there are clinics', () => loop.answered() >= clinics);
    await database.pool.query('analyze');
    return await answeredIn(steadySeconds, loop, postgres);
  } finally {
    await loop.stop();
  }
}

/** Seconds until each further part of the answers was at Graph. */
async function drain(database: BenchDatabase, tree?: string): Promise<readonly number[]> {
  const graph = await startGraphStub();
  const product = await startProduct(
    database.url,
    21_314,
    { ROLE: 'web,worker', META_GRAPH_URL: graph.url },
    tree,
  );
  try {
    const seconds: number[] = [];
    await within(patienceMs, 'the first answer', () => graph.sent.length > 0);
    for (let part = 1; part <= parts; part += 1) {
      const since = performance.now();
      const until = (part * turns) / parts;
      await within(patienceMs, `${until} answers`, () => graph.sent.length >= until);
      seconds.push((performance.now() - since) / 1_000);
    }
    return seconds;
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
