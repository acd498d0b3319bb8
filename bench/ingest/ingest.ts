import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBenchPostgres, type BenchDatabase } from '../database.ts';
import { compareWithFullTable } from './full-table.ts';
import { availableGenerator, closedLoop, isOnPath, readRecords, threads, type LoadResult } from './load.ts';
import { benchMemory } from './memory.ts';
import { openLoop } from './open-loop.ts';
import { pgbench } from './pgbench.ts';
import { meetEverySender, senders } from './senders.ts';
import { startBaseline, startProduct, type BenchServer } from '../servers/start.ts';
import { writeRequests } from './signed-requests.ts';

/**
 * Storing webhooks, measured against a plain baseline and against the same HTTP path without a database, in turns in
 * one run on one machine: ratios travel, requests per second do not.
 */
export async function benchIngest({ quick }: { quick: boolean }): Promise<void> {
  const seconds = quick ? 3 : 6;
  const rounds = quick ? 1 : 3;
  const generator = await availableGenerator();
  const postgres = await startBenchPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'atende-bench-requests-'));
  let series = 0;
  /** Fresh, unique requests in one file per thread. */
  const requests = async (count: number) => {
    const prefix = join(folder, `r${series}-`);
    for (let thread = 0; thread < threads; thread += 1) {
      await writeRequests(
        `${prefix}${thread}`,
        `s${series}t${thread}`,
        0,
        Math.ceil(count / threads),
        senders,
      );
    }
    series += 1;
    return prefix;
  };
  const empty = ({ pool }: BenchDatabase) =>
    pool.query('truncate whatsapp_messages_improved, message_words cascade');
  console.log(
    `generator ${generator}, Postgres ${postgres.version}, ${seconds} s per measurement, ${rounds} rounds\n`,
  );

  try {
    const own = await postgres.database('bench_atende');
    const plain = await postgres.database('bench_plain');
    const product = await startProduct(own.url);
    const baseline = await startBaseline('one-transaction', plain.url);
    const ceiling = await startBaseline('no-database', plain.url);
    const perRun = 18_000 * seconds;
    const files = await requests(perRun);
    const measure = (server: BenchServer, connections: number) =>
      closedLoop(generator, server.url, files, connections, seconds);
    for (const { url } of [product, baseline]) await meetEverySender(url);
    // the code is warm
    for (const server of [product, baseline, ceiling]) await closedLoop(generator, server.url, files, 64, 3);

    for (const connections of [16, 64, 256]) {
      const results = {
        product: [] as LoadResult[],
        baseline: [] as LoadResult[],
        ceiling: [] as LoadResult[],
      };
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all([empty(own), empty(plain)]);
        results.product.push(await measure(product, connections));
        results.baseline.push(await measure(baseline, connections));
        results.ceiling.push(await measure(ceiling, connections));
      }
      const [a, b, c] = [median(results.product), median(results.baseline), median(results.ceiling)];
      row(`closed loop, ${connections} connections, unique`, a, {
        'plain baseline': a.perSecond / b.perSecond,
        'no database': a.perSecond / c.perSecond,
      });
      console.log(`    plain baseline ${fixed(b.perSecond)}/s, no database ${fixed(c.perSecond)}/s`);
      // the same bodies once more: every one is a duplicate
      row(`closed loop, ${connections} connections, duplicates`, await measure(product, connections));
    }

    if (await isOnPath('pgbench')) {
      for (const connections of [64, 256]) {
        await Promise.all([empty(own), empty(plain)]);
        const a = await measure(product, connections);
        const tps = await pgbench(plain, Math.min(connections, 64), seconds);
        row(`against pgbench, ${connections} connections`, a, { pgbench: a.perSecond / tps });
        console.log(`    pgbench with ${Math.min(connections, 64)} clients ${fixed(tps)} transactions/s`);
      }
    }

    await empty(own);
    const open = await readRecords(await requests(1_000 * seconds * 2));
    row('open loop, 1000 requests/s, unique', await openLoop(product.url, open, 1_000));
    row('open loop, 1000 requests/s, duplicates', await openLoop(product.url, open, 1_000));

    await compareWithFullTable({
      postgres,
      generator,
      seconds,
      rounds,
      requests,
      report(what, atFirst, full) {
        const [a, b] = [median(full), median(atFirst)];
        row(`1 000 000 messages stored, ${what}`, a, { 'empty table': a.perSecond / b.perSecond });
      },
    });

    await benchMemory(own, requests, quick ? 50_000 : 200_000);
    for (const server of [product, baseline, ceiling]) await server.stop();
  } finally {
    await rm(folder, { recursive: true, force: true });
    await postgres.stop();
  }
}

const median = (results: readonly LoadResult[]): LoadResult =>
  results.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(results.length / 2)] as LoadResult;

const fixed = (value: number) => value.toFixed(value < 100 ? 2 : 0);

function row(
  name: string,
  { perSecond, p50, p99, failures }: LoadResult,
  ratios: Record<string, number> = {},
): void {
  const against = Object.entries(ratios).map(([what, ratio]) => `${ratio.toFixed(2)} × ${what}`);
  console.log(
    [
      `${name}: ${fixed(perSecond)}/s`,
      `p50 ${fixed(p50)} ms`,
      `p99 ${fixed(p99)} ms`,
      `failures ${failures}`,
      ...against,
    ].join(', '),
  );
}
