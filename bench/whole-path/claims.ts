import type pg from 'pg';
import { sendClaims } from '../../src/adapters/postgres/messaging/outbox-claims.ts';
import { turnClaims } from '../../src/adapters/postgres/messaging/turn/turn-claims.ts';
import { openPool, steadyPlans } from '../../src/adapters/postgres/pool.ts';
import { preloadMessages, startBenchPostgres, type BenchDatabase } from '../database.ts';
import { countFromNow } from './profile/statements.ts';

const hands = 8;
const rounds = 40;
const leaseMs = 600_000;
const crowd = 10_000;

type Claim = (limit: number, leaseMs: number) => Promise<readonly { readonly clinicId: string }[]>;

/**
 * What a claim of turns and of sends costs with 10 to 10 000 clinics due, and with stored messages beside them; and how many
 * claims a clinic's one turn waits behind ten thousand of another one. Whether that is one.
 */
export async function benchClaims(): Promise<boolean> {
  const postgres = await startBenchPostgres({ counting: true });
  try {
    console.log(`${'clinics due'.padStart(12)}${'stored'.padStart(10)}  pages and milliseconds of a claim`);
    for (const [due, stored] of [
      [10, 0],
      [1_000, 0],
      [10_000, 0],
      [1_000, 300_000],
    ] as const) {
      const database = await postgres.database(`bench_claims_${due}_${stored}`);
      if (stored > 0) await preloadMessages(database, stored);
      // so that every claim finds enough, however few clinics there are
      await addDueWork(database, due, Math.ceil((hands * rounds) / due) + 1);
      const turns = await costOf(database, turnClaims, 'claim-turns');
      const sends = await costOf(database, sendClaims, 'claim-sends');
      console.log(
        `${String(due).padStart(12)}${String(stored).padStart(10)}  turns ${turns}, sends ${sends}`,
      );
    }
    return await isFair(await postgres.database('bench_fair_claims'));
  } finally {
    await postgres.stop();
  }
}

async function costOf(
  { url, pool }: BenchDatabase,
  claims: (pool: pg.Pool) => Claim,
  name: string,
): Promise<string> {
  const own = openClaims(url);
  try {
    const claim = claims(own);
    await claim(hands, leaseMs);
    await countFromNow(pool);
    const startedAt = performance.now();
    let claimed = 0;
    for (let round = 1; round < rounds; round += 1) claimed += (await claim(hands, leaseMs)).length;
    const ms = (performance.now() - startedAt) / rounds;
    const { rows } = await pool.query<{ pages: number }>(
      `select ((shared_blks_hit + shared_blks_read) / calls)::float8 as pages from pg_stat_statements
       where query like '%walk_seen%' order by calls desc limit 1`,
    );
    if (claimed < hands * (rounds - 1)) throw new Error(`${name} found ${claimed}`);
    return `${(rows[0]?.pages ?? Number.NaN).toFixed(0)} pages ${ms.toFixed(2)} ms`;
  } finally {
    await own.end();
  }
}

async function isFair(database: BenchDatabase): Promise<boolean> {
  await addDueWork(database, 1, crowd);
  await addDueWork(database, 1, 1);
  const { rows } = await database.pool.query<{ clinic_id: string }>(
    'select clinic_id from whatsapp_conversations_improved group by clinic_id order by count(*) limit 1',
  );
  const own = openClaims(database.url);
  try {
    const claim = turnClaims(own);
    const startedAt = performance.now();
    let claims = 0;
    for (let isServed = false; !isServed;) {
      claims += 1;
      isServed = (await claim(1, leaseMs)).some(({ clinicId }) => clinicId === rows[0]?.clinic_id);
    }
    const ms = performance.now() - startedAt;
    console.log(
      `one turn beside ${crowd} older ones of another clinic: claim ${claims} of one hand, after ${ms.toFixed(0)} ms`,
    );
    return claims <= 2;
  } finally {
    await own.end();
  }
}

const openClaims = (url: string) =>
  openPool(
    { url, role: 'atende_system', max: 1, applicationName: 'bench claims', session: steadyPlans },
    () => undefined,
  );

/** New clinics, each with so many conversations that have a turn and a message due. */
async function addDueWork({ pool }: BenchDatabase, clinics: number, each: number): Promise<void> {
  await pool.query(
    `with made as (
       insert into clinics (name) select 'Clínica ' || n from generate_series(1, $1::integer) as n returning id
     ), people as (
       insert into contacts (clinic_id, id) select made.id, gen_random_uuid() from made, generate_series(1, $2::integer)
       returning clinic_id, id
     ), conversations as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, turn_due_at, turn_first_at)
       select clinic_id, gen_random_uuid(), '551133330000', id, now() - interval '1 minute', now() - interval '1 minute'
       from people
       returning clinic_id, id
     )
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, next_attempt_at, epoch)
     select clinic_id, gen_random_uuid(), id, 'outbound', 'assistant', 'text', 'Oi', '{"type":"text","body":"Oi"}', 'queued',
       now(), now() - interval '1 minute', 0
     from conversations`,
    [clinics, each],
  );
  await pool.query('vacuum analyze');
}
