import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchDatabase, BenchPostgres } from '../database.ts';
import { availableGenerator, closedLoop, threads, type LoadResult } from '../ingest/load.ts';
import { forgetBacklog } from '../ingest/backlog/due-turns.ts';
import { meetEverySender, senders } from '../ingest/senders.ts';
import { writeRequests } from '../ingest/signed-requests.ts';
import { startProduct } from '../servers/start.ts';
import { answeredIn, medianOf, shown, type Figures } from '../whole-path/answered.ts';
import { startClosedLoop } from '../whole-path/closed-loop.ts';
import type { Patient } from '../whole-path/patients.ts';

type Pair<Each> = { readonly empty: Each; readonly full: Each };
type Databases = Pair<BenchDatabase>;
const sides = ['empty', 'full'] as const;
/** Whoever comes second finds a warmer or a more tired machine. */
const inTurns = (round: number) => (round % 2 === 0 ? sides : sides.toReversed());

const rounds = 3;
const seconds = 6;
const connections = 64;
const perSecondAtMost = 18_000;
const onTheWay = 200;
const warmUpMs = 4_000;

/** The same webhooks of known patients into both databases, in turns. */
export async function compareIngest(databases: Databases): Promise<void> {
  const generator = await availableGenerator();
  const folder = await mkdtemp(join(tmpdir(), 'atende-bench-requests-'));
  const products = {
    empty: await startProduct(databases.empty.url, 21_312),
    full: await startProduct(databases.full.url, 21_313),
  };
  const results: Pair<LoadResult[]> = { empty: [], full: [] };
  try {
    for (const side of sides) await meetEverySender(products[side].url);
    for (let round = -1; round < rounds; round += 1) {
      const files = join(folder, `r${round}-`);
      for (let thread = 0; thread < threads; thread += 1) {
        const count = Math.ceil((perSecondAtMost * seconds) / threads);
        await writeRequests(`${files}${thread}`, `s${round}t${thread}`, 0, count, senders);
      }
      for (const side of inTurns(round)) {
        const result = await closedLoop(generator, products[side].url, files, connections, seconds);
        if (round >= 0) results[side].push(result);
      }
      await databases.empty.pool.query('truncate whatsapp_messages_improved, message_words cascade');
    }
  } finally {
    for (const side of sides) await products[side].stop();
    await rm(folder, { recursive: true, force: true });
  }
  // nobody answered them, and the whole path is not measured beside their turns
  for (const side of sides) await forgetBacklog(databases[side]);
  const median = (all: readonly LoadResult[]) =>
    all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)] as LoadResult;
  const [empty, full] = [median(results.empty), median(results.full)];
  console.log(
    `\ningest, ${connections} connections: ${full.perSecond.toFixed(0)}/s, p50 ${full.p50.toFixed(1)} ms, p99 ${full.p99.toFixed(1)} ms, ` +
      `failures ${full.failures}; empty ${empty.perSecond.toFixed(0)}/s; ${(full.perSecond / empty.perSecond).toFixed(2)} × empty`,
  );
}

/** From webhook to answered at Graph over both, in turns, of as many patients in as many clinics. */
export async function compareWholePath(
  postgres: BenchPostgres,
  databases: Databases,
  patients: Pair<readonly Patient[]>,
): Promise<void> {
  const figures: Pair<Figures[]> = { empty: [], full: [] };
  for (let round = -1; round < rounds; round += 1)
    for (const side of inTurns(round)) {
      const of = patients[side];
      const loop = await startClosedLoop(databases[side], { of, onTheWay }, {});
      try {
        // once everybody is met
        while (round < 0 && loop.answered() < of.length) await pause(100);
        await pause(warmUpMs);
        if (round >= 0) figures[side].push(await answeredIn(seconds, loop, postgres));
      } finally {
        await loop.stop();
      }
    }
  for (const side of sides) console.log(`whole path, ${side}: ${shown(figures[side])}`);
  const [empty, full] = [medianOf(figures.empty), medianOf(figures.full)];
  console.log(
    `whole path: ${(full.perSecond / empty.perSecond).toFixed(2)} × empty, ` +
      `${((full.nodeMs + full.postgresMs) / (empty.nodeMs + empty.postgresMs)).toFixed(2)} × its CPU`,
  );
}
