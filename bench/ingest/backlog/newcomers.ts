import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchDatabase, BenchPostgres } from '../../database.ts';
import { availableGenerator, closedLoop, threads } from '../load.ts';
import { meetEverySender, senders } from '../senders.ts';
import { writeRequests } from '../signed-requests.ts';
import { startProduct, type BenchServer } from '../../servers/start.ts';
import { cpuMs } from '../../whole-path/cpu.ts';

const connections = 32;
const seconds = 4;
const rounds = 3;
const perSecondAtMost = 12_000;
/** Apart in the numbers of their phones; far more than there are. */
const everybody = 30_000_000;

const kinds = ['known', 'new', 'known, without the index of words'] as const;
type Kind = (typeof kinds)[number];
type Figures = { readonly perSecond: number; readonly nodeMs: number; readonly postgresMs: number };

/** Messages of new and of known people, and the latter into a table that nobody can search by words, in turns. */
export async function compareNewcomers(postgres: BenchPostgres, tree?: string): Promise<void> {
  const generator = await availableGenerator();
  const folder = await mkdtemp(join(tmpdir(), 'atende-bench-requests-'));
  const own = await postgres.database('bench_people');
  const wordless = await postgres.database('bench_people_without_words');
  const products = [
    await startProduct(own.url, 21_306, {}, tree),
    await startProduct(wordless.url, 21_307, {}, tree),
  ] as const;
  const placeOf = (kind: Kind): readonly [BenchDatabase, BenchServer] =>
    kind === kinds[2] ? [wordless, products[1]] : [own, products[0]];
  let series = 0;
  let met = senders;
  const requests = async (kind: Kind): Promise<string> => {
    const prefix = join(folder, `r${series}-`);
    const each = Math.ceil((perSecondAtMost * seconds) / threads);
    for (let thread = 0; thread < threads; thread += 1) {
      const [from, among] = kind === 'new' ? [met, everybody] : [0, senders];
      await writeRequests(`${prefix}${thread}`, `n${series}t${thread}`, from, each, among);
      if (kind === 'new') met += each;
    }
    series += 1;
    return prefix;
  };
  const measure = async (kind: Kind): Promise<Figures> => {
    const [{ pool }, product] = placeOf(kind);
    await pool.query('truncate whatsapp_messages_improved, message_words cascade');
    const files = await requests(kind);
    const now = async () => [await cpuMs(product.pid), await postgres.cpuMs()] as const;
    const before = await now();
    const { failures } = await closedLoop(generator, product.url, files, connections, seconds);
    const [node, server] = await now();
    if (failures > 0) throw new Error(`${failures} webhooks failed`);
    const { rows } = await pool.query<{ n: number }>(
      'select count(*)::integer as n from whatsapp_messages_improved',
    );
    const stored = rows[0]?.n ?? 0;
    return {
      perSecond: stored / seconds,
      nodeMs: (node - before[0]) / stored,
      postgresMs: (server - before[1]) / stored,
    };
  };
  try {
    await wordless.pool.query('alter table whatsapp_messages_improved disable trigger messages_keep_words');
    await Promise.all(products.map(({ url }) => meetEverySender(url)));
    const all = new Map<Kind, Figures[]>(kinds.map((kind) => [kind, []]));
    for (const kind of kinds) await measure(kind);
    for (let round = 0; round < rounds; round += 1)
      // whoever comes second finds a warmer or a more tired machine
      for (const kind of round % 2 === 0 ? kinds : kinds.toReversed())
        all.get(kind)?.push(await measure(kind));
    report(new Map([...all].map(([kind, figures]) => [kind, medianOf(figures)])));
  } finally {
    for (const product of products) await product.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function medianOf(rows: readonly Figures[]): Figures {
  const median = (of: (figures: Figures) => number) =>
    rows.map(of).sort((a, b) => a - b)[Math.floor(rows.length / 2)] ?? Number.NaN;
  return {
    perSecond: median((one) => one.perSecond),
    nodeMs: median((one) => one.nodeMs),
    postgresMs: median((one) => one.postgresMs),
  };
}

function report(medians: ReadonlyMap<Kind, Figures>): void {
  console.log(`${connections} connections, medians of ${rounds} rounds of ${seconds} s`);
  const known = medians.get('known');
  for (const [kind, figures] of medians) {
    const { perSecond, nodeMs, postgresMs } = figures;
    const cpu = nodeMs + postgresMs;
    console.log(
      `senders ${kind}: ${perSecond.toFixed(0)}/s, CPU for each ${nodeMs.toFixed(3)} ms of Node and ` +
        `${postgresMs.toFixed(3)} ms of Postgres` +
        (known === undefined || known === figures
          ? ''
          : `; ${(perSecond / known.perSecond).toFixed(2)} × known in a second, ` +
            `${(cpu / (known.nodeMs + known.postgresMs)).toFixed(2)} × its CPU, ` +
            `${(postgresMs / known.postgresMs).toFixed(2)} × that of Postgres`),
    );
  }
}
