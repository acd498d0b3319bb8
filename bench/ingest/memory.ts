import type { BenchDatabase } from '../database.ts';
import { readRecords } from './load.ts';
import { openLoop } from './open-loop.ts';
import { startProduct } from '../servers/start.ts';

const steps = 4;
const perSecond = 3_000;

/**
 * What the product holds after each quarter of the requests, all garbage collected: how far V8 lets the heap grow
 * before it collects says nothing about a leak. The first reading follows a round in which everybody was met.
 */
export async function benchMemory(
  { url }: BenchDatabase,
  requests: (count: number) => Promise<string>,
  count: number,
): Promise<void> {
  const product = await startProduct(url, 21_303);
  try {
    const send = async (length: number) =>
      openLoop(product.url, await readRecords(await requests(length)), perSecond);
    let { failures } = await send(count / steps);
    const readings = [await product.memory()];
    for (let step = 0; step < steps; step += 1) {
      failures += (await send(count / steps)).failures;
      readings.push(await product.memory());
    }
    const row = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(' → ');
    console.log(`held over ${count} requests, garbage collected, failures ${failures}:`);
    console.log(`    heap ${row(readings.map(({ heapMiB }) => heapMiB))} MiB`);
    console.log(`    resident ${row(readings.map(({ residentMiB }) => residentMiB))} MiB`);
  } finally {
    await product.stop();
  }
}
