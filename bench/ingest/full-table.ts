import { preloadMessages, type BenchPostgres } from '../database.ts';
import { closedLoop, readRecords, type Generator, type LoadResult } from './load.ts';
import { openLoop } from './open-loop.ts';
import { meetEverySender } from './senders.ts';
import { startProduct } from '../servers/start.ts';

type Settings = {
  readonly postgres: BenchPostgres;
  readonly generator: Generator;
  readonly seconds: number;
  readonly rounds: number;
  /** Fresh, unique requests. */
  readonly requests: (count: number) => Promise<string>;
  /** Hears of each comparison: the same load into the empty and into the full table. */
  readonly report: (what: string, empty: readonly LoadResult[], full: readonly LoadResult[]) => void;
};

const perSecondAtMost = 18_000;
const openLoopRate = 1_000;

/**
 * The same webhooks into an empty table and into one with a million messages, in turns. Both are vacuumed, have a
 * checkpoint behind them and a warm-up, so that neither pays for its own filling.
 */
export async function compareWithFullTable(settings: Settings): Promise<void> {
  const { postgres, generator, seconds, rounds, requests, report } = settings;
  const databases = [await postgres.database('bench_empty'), await postgres.database('bench_full')] as const;
  console.log('    storing 1 000 000 messages …');
  await preloadMessages(databases[1], 1_000_000);
  const products = [
    await startProduct(databases[0].url, 21_301),
    await startProduct(databases[1].url, 21_302),
  ] as const;
  const load = (index: 0 | 1, files: string, connections: number) =>
    closedLoop(generator, products[index].url, files, connections, seconds);
  try {
    await databases[1].pool.query('checkpoint');
    const warmUp = await requests(perSecondAtMost * 4);
    for (const { url } of products) {
      await meetEverySender(url);
      await closedLoop(generator, url, warmUp, 64, 4);
    }
    for (const connections of [16, 64, 256]) {
      const unique: [LoadResult[], LoadResult[]] = [[], []];
      const duplicates: [LoadResult[], LoadResult[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        const files = await requests(perSecondAtMost * seconds);
        await databases[0].pool.query('truncate whatsapp_messages_improved cascade');
        // whoever comes second finds a warmer or a more tired machine
        const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
        for (const index of order) unique[index].push(await load(index, files, connections));
        for (const index of order) duplicates[index].push(await load(index, files, connections));
      }
      report(`${connections} connections, unique`, ...unique);
      report(`${connections} connections, duplicates`, ...duplicates);
    }
    const records = await readRecords(await requests(openLoopRate * seconds));
    const [empty, full] = [
      await openLoop(products[0].url, records, openLoopRate),
      await openLoop(products[1].url, records, openLoopRate),
    ];
    report(`open loop, ${openLoopRate} requests/s`, [empty], [full]);
  } finally {
    for (const product of products) await product.stop();
  }
}
