import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { refuseHoles } from './isolation-holes.ts';
import { connectAs } from './pool.ts';

const ownMigrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** For the other starters' migrations and for a migration's own locks. */
const lockTimeoutMs = 120_000;

/**
 * Applies the migrations that `url` has not seen yet, all or none, and answers with their names; then closes every
 * table that is still open, or was opened since (migrations/0006_isolation.sql). Several starters at once wait for each
 * other; the later ones find nothing to do. `url` logs in as the owner of the tables.
 * @throws Error that names the table and the policy when somebody made one that is not ours.
 *
 * The lock belongs to the session: behind a pooler in transaction mode use the direct URL.
 */
export async function migrate(url: string, { directory = ownMigrations } = {}): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'atende-migrate',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined); // the query that was running rejects as well
  try {
    await client.connect();
    await client.query(`set lock_timeout = ${lockTimeoutMs}`);
    const applied = await runner({
      dbClient: client,
      dir: directory,
      direction: 'up',
      migrationsTable: 'pgmigrations',
      singleTransaction: true,
      advisoryLockMode: 'wait',
      logger: silent,
    });
    await isolate(client);
    return applied.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function isolate(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regprocedure('isolate_clinics()') is not null as known`,
  );
  if (rows[0]?.known !== true) return;
  await client.query('select isolate_clinics()');
  await refuseHoles(client);
}

/** The names of our migrations that the database has not seen, read as `atende_system`. */
export async function pendingMigrations(url: string): Promise<string[]> {
  const files = await readdir(ownMigrations);
  const client = new pg.Client({ ...connectAs(url, 'atende_system'), connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ name: string }>('select name from pgmigrations');
    const applied = new Set(rows.map(({ name }) => name));
    return files.map((file) => file.replace(/\.sql$/, '')).filter((name) => !applied.has(name));
  } finally {
    await client.end();
  }
}
