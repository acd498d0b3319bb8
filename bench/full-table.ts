import { preloadMessages, type BenchPostgres } from './database.ts';
import { closedLoop, type Generator, type LoadResult } from './load.ts';
import { startProduct } from './servers/start.ts';

type Settings = {
  readonly postgres: BenchPostgres;
  readonly generator: Generator;
  readonly seconds: number;
  readonly rounds: number;
  /** Fresh, unique requests for one measurement. */
  readonly requests: () => Promise<string>;
};

const connections = 64;

/**
 * The same webhooks into an empty table and into one with a million messages, in turns. Both are vacuumed, have a
 * checkpoint behind them and a warm-up, so that neither pays for its own filling.
 */
export async function compareWithFullTable(settings: Settings): Promise<{
  empty: LoadResult[];
  full: LoadResult[];
}> {
  const { postgres, generator, seconds, rounds, requests } = settings;
  const databases = [await postgres.database('bench_empty'), await postgres.database('bench_full')] as const;
  console.log('    storing 1 000 000 messages …');
  await preloadMessages(databases[1], 1_000_000);
  const products = [
    await startProduct(databases[0].url, 21_301),
    await startProduct(databases[1].url, 21_302),
  ] as const;
  const [empty, full]: [LoadResult[], LoadResult[]] = [[], []];
  try {
    await databases[1].pool.query('checkpoint');
    const warmUp = await requests();
    for (const { url } of products) await closedLoop(generator, url, warmUp, connections, 4);
    for (let round = 0; round < rounds; round += 1) {
      const files = await requests();
      await databases[0].pool.query('truncate whatsapp_messages_improved');
      empty.push(await closedLoop(generator, products[0].url, files, connections, seconds));
      full.push(await closedLoop(generator, products[1].url, files, connections, seconds));
    }
  } finally {
    for (const product of products) await product.stop();
  }
  return { empty, full };
}
