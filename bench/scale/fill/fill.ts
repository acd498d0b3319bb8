import { availableParallelism } from 'node:os';
import pg from 'pg';
import type { BenchDatabase } from '../../database.ts';
import { buildIndexes, dropIndexes } from './indexes.ts';
import { clinicsInsert, peopleInserts, workInserts } from './others.ts';
import { messagesInsert, wordsInsert, type Filled } from './rows.ts';
import type { Size } from './size.ts';
import { rareText, texts } from './texts.ts';

/** Exchanges that one session stores at once: neighbours in time stay neighbours in the table. */
const chunk = 50_000;

/** While the tables fill nothing needs to survive a crash, nobody else writes, and what triggers do is done here. */
const hasty = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_wal_size: '8GB',
  checkpoint_timeout: '1h',
} as const;
const session = `set session_replication_role = replica; set work_mem = '128MB'; set jit = off;
  set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0; set max_parallel_workers_per_gather = 0`;

/**
 * Clinics with their conversations as the product would have left them (`same-as-product.ts` holds it to that), written by
 * one session for each processor.
 */
export async function fill({ url, pool }: BenchDatabase, size: Size): Promise<Filled> {
  const { rows } = await pool.query<{ id: string; now: string }>(
    `select id, date_trunc('milliseconds', now())::text as now from clinics limit 1`,
  );
  const [first] = rows;
  if (first === undefined) throw new Error('The database has no clinic');
  const filled = { ...size, largest: first.id, now: `timestamptz '${first.now}'` };
  const step = stopwatch();
  await set(pool, Object.entries(hasty));
  await pool.query(clinicsInsert(filled));
  await makeTexts(pool);
  const sessions = await Promise.all(Array.from({ length: availableParallelism() }, () => open(url)));
  try {
    const indexes = await dropIndexes(pool);
    const all = size.exchanges + size.long;
    const ranges = (insert: typeof messagesInsert) =>
      Array.from({ length: Math.ceil(all / chunk) }, (_, n) =>
        insert(filled, n * chunk, Math.min(all, (n + 1) * chunk)),
      );
    await share(sessions, ranges(messagesInsert));
    step('messages');
    await share(sessions, ranges(wordsInsert));
    step('their words');
    await share(sessions, [...peopleInserts(filled), ...workInserts(filled)]);
    step('people, conversations, visits, alerts, acts');
    await buildIndexes(sessions, indexes);
    step('indexes');
    await pool.query('drop table fill_texts');
    await pool.query('vacuum analyze');
    step('vacuum and analyze');
  } finally {
    await Promise.all(sessions.map((each) => each.end()));
  }
  await set(
    pool,
    Object.keys(hasty).map((name) => [name, undefined]),
  );
  await pool.query('checkpoint');
  step('checkpoint');
  return filled;
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(session);
  return client;
}

const share = async (sessions: readonly pg.Client[], statements: readonly string[]): Promise<void> => {
  const left = [...statements];
  await Promise.all(
    sessions.map(async (client) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await client.query(next);
    }),
  );
};

/** Each text with how its words begin, as `word_keys` has it. */
async function makeTexts(pool: pg.Pool): Promise<void> {
  await pool.query(
    `create table fill_texts as
     select side = 'asked' as is_asked, n, content, array(
       select left(word, letters)
       from regexp_split_to_table(
         lower(regexp_replace(normalize(content, NFD), '[\u0300-\u036f]', '', 'g')), '[^[:alnum:]]+'
       ) as word
       join unnest(array[3, 5, 8]) as letters on letters <= length(word)
     ) as beginnings
     from json_to_recordset($1::json) as text (side text, n integer, content text)`,
    [JSON.stringify([...texts, rareText])],
  );
  await pool.query('analyze fill_texts');
}

async function set(pool: pg.Pool, all: readonly (readonly [string, string | undefined])[]): Promise<void> {
  for (const [name, value] of all)
    await pool.query(
      value === undefined ? `alter system reset ${name}` : `alter system set ${name} = '${value}'`,
    );
  await pool.query('select pg_reload_conf()');
}

function stopwatch(): (what: string) => void {
  let since = performance.now();
  return (what) => {
    const now = performance.now();
    console.log(`    ${what}: ${((now - since) / 1_000).toFixed(1)} s`);
    since = now;
  };
}
