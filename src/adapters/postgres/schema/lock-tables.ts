import pg from 'pg';
import { sqlState } from '../transaction.ts';
import { holdersOf, type Holder } from './table-holders.ts';

/** Shorter than Postgres's deadlock_timeout (1 s): whoever works in the meantime is never the one that is broken off. */
const patienceMs = 700;
/** Whoever works longer than this is waited for without keeping anybody. */
const shortWorkMs = 300;
const mostPauseMs = 5_000;
/** Some two minutes. */
const mostTries = 35;
/** The longest that a moment with every table free is looked for. */
export const mostSearchMs = mostTries * (mostPauseMs + patienceMs + shortWorkMs);
const mostNamed = 3;

const gaveUp = ['57014', '55P03', '40P01'];

/** Says in a few words what a migration waits for. */
export type OnWait = (what: string) => void;

/**
 * Begins a transaction that has every table to itself. A migration takes table after table while programs work on them in
 * another order, and one of the two would be broken off as a deadlock. So all are taken first; where that does not
 * succeed at once, all are let go again for a moment. Whoever waits for a lock keeps everybody behind it waiting: so
 * while something long has a table, nothing is tried.
 */
export async function beginAlone(client: pg.Client, onWait: OnWait = () => undefined): Promise<void> {
  let said = '';
  for (let tries = 1; ; tries += 1) {
    const tables = await ownTables(client);
    const long = await longHolders(client, tables);
    if (long.length === 0 && (await tryAlone(client, tables))) return;
    const what = wordsFor(long);
    if (tries === mostTries)
      throw new Error(`Migrations found no moment with every table free: ${what || 'too much is going on'}`);
    if (what !== '' && what !== said) onWait(what);
    said = what || said;
    await sleep(client, Math.min(mostPauseMs, 200 * 1.5 ** tries), '(0.5 + random() / 2)');
  }
}

/** Transactions that are there at two looks. */
async function longHolders(client: pg.Client, tables: readonly string[]): Promise<readonly Holder[]> {
  const before = new Set((await holdersOf(client, tables)).map(({ transaction }) => transaction));
  if (before.size === 0) return [];
  await sleep(client, shortWorkMs);
  return (await holdersOf(client, tables)).filter(({ transaction }) => before.has(transaction));
}

async function tryAlone(client: pg.Client, tables: readonly string[]): Promise<boolean> {
  await client.query('begin');
  try {
    const names = tables.map((name) => pg.escapeIdentifier(name)).join(', ');
    if (names !== '')
      await client.query(
        `set local statement_timeout = ${patienceMs}; lock table ${names} in access exclusive mode`,
      );
    await client.query('set local statement_timeout = 0');
    return true;
  } catch (error) {
    await client.query('rollback');
    if (!gaveUp.includes(sqlState(error) ?? '')) throw error;
    return false;
  }
}

const wordsFor = (holders: readonly Holder[]): string => {
  const named = holders.slice(0, mostNamed).map(({ what }) => what);
  const more = holders.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join('; ');
};

const sleep = (client: pg.Client, ms: number, jitter = '1') =>
  client.query(`select pg_sleep($1::float8 * ${jitter})`, [ms / 1_000]);

/**
 * Of the owner of `clinics`, whom a superuser need not be; none before the first migration. Without the list of
 * migrations, which starting programs read.
 */
async function ownTables(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class as c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> 'pgmigrations'
       and c.relowner = (select relowner from pg_class where oid = to_regclass('public.clinics'))
       and pg_has_role(c.relowner, 'usage')
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
     order by c.relname`,
  );
  return rows.map(({ name }) => name);
}
