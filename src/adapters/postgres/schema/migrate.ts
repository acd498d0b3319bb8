import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import type pg from 'pg';
import { refuseHoles } from './isolation-holes.ts';
import { withClient } from '../connection.ts';
import { beginAlone, mostSearchMs, type OnWait } from './lock-tables.ts';
import { sqlState } from '../transaction.ts';

const ownFolder = fileURLToPath(new URL('../../../../migrations', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** For a migration's own locks. */
const lockTimeoutMs = 120_000;
/** For another starter, who looks for a moment and then migrates; ten times what both may take at least. */
const turnTimeoutMs = 10 * (mostSearchMs + lockTimeoutMs);

type Wish = {
  readonly directory?: string;
  readonly only?: readonly string[];
  readonly onWait?: OnWait;
};

/**
 * Applies the migrations that `url` has not seen yet, all or none, and answers with their names; then closes every
 * table that is still open, or was opened since (migrations/0006_isolation.sql). Several starters at once wait for each
 * other; the later ones find nothing to do. `url` logs in as the owner of the tables.
 * @throws Error that names the table and the policy when somebody made one that is not ours.
 *
 * The lock belongs to the session: behind a pooler in transaction mode use the direct URL. `only` names the migrations that may be
 * applied, without their ending. One that came late is applied where newer ones are already: branches land in any order,
 * and each only adds. `onWait` hears what is waited for: another migration, or whoever has a table for long.
 */
export const migrate = (url: string, { directory = ownFolder, only, onWait }: Wish = {}): Promise<string[]> =>
  withClient({ url, role: undefined, applicationName: 'atende-migrate' }, async (client) => {
    await takeTurn(client, onWait);
    await client.query(`set lock_timeout = ${lockTimeoutMs}`);
    const all = await migrationsIn(directory);
    const wanted = only === undefined ? all : all.filter((name) => only.includes(name));
    const seen = await seenIn(client);
    // what it begins itself goes on in ours
    if (wanted.some((name) => !seen.has(name))) await beginAlone(client, onWait);
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      checkOrder: false,
      ignorePattern: allBut(wanted),
      migrationsTable: 'pgmigrations',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: silent,
    });
    await isolate(client);
    return applied.map(({ name }) => name);
  });

/** One migrator at a time, before any table is locked; the runner's own lock comes too late for that. */
async function takeTurn(client: pg.Client, onWait?: OnWait): Promise<void> {
  const key = `hashtextextended('atende migrate', 0)`;
  const { rows } = await client.query<{ is_ours: boolean }>(`select pg_try_advisory_lock(${key}) as is_ours`);
  if (rows[0]?.is_ours === true) return;
  onWait?.('another migration');
  await client.query(`set lock_timeout = ${turnTimeoutMs}`);
  await client.query(`select pg_advisory_lock(${key})`);
}

async function isolate(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regprocedure('isolate_clinics()') is not null as known`,
  );
  if (rows[0]?.known !== true) return;
  await client.query('select isolate_clinics()');
  await refuseHoles(client);
}

/** The names of our migrations, in their order. */
export const ownMigrations = (): Promise<readonly string[]> => migrationsIn(ownFolder);

async function migrationsIn(directory: string): Promise<readonly string[]> {
  const files = await readdir(directory);
  return files
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.replace(/\.sql$/, ''))
    .toSorted();
}

/** Of the names of files, for a runner that anchors it. */
const allBut = (names: readonly string[]): string => `(?!(?:${names.join('|')})\\.sql$).*`;

async function seenIn(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows: tables } = await client.query<{ is_there: boolean }>(
    `select to_regclass('public.pgmigrations') is not null as is_there`,
  );
  if (tables[0]?.is_there !== true) return new Set();
  const { rows } = await client.query<{ name: string }>('select name from pgmigrations');
  return new Set(rows.map(({ name }) => name));
}

/** The names of our migrations that the database has not seen, read as `atende_system`. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const own = await ownMigrations();
  const as = { url, role: 'atende_system', applicationName: 'atende-migrate' } as const;
  const { rows } = await withClient(as, (client) =>
    client.query<{ name: string }>('select name from pgmigrations'),
  ).catch((error: unknown) => {
    if (isUntouched(error)) return { rows: [] };
    throw error;
  });
  const applied = new Set(rows.map(({ name }) => name));
  return own.filter((name) => !applied.has(name));
}

/** Neither our role nor our list of migrations is there yet. */
const isUntouched = (error: unknown): boolean => ['22023', '42P01'].includes(sqlState(error) ?? '');
