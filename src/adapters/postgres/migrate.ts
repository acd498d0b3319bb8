import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';
import pg from 'pg';

const ownMigrations = fileURLToPath(new URL('../../../migrations', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
/** For the other starters' migrations and for a migration's own locks. */
const lockTimeoutMs = 120_000;

/**
 * Applies the migrations that `url` has not seen yet, all or none, and answers with their names. Several starters at
 * once wait for each other; the later ones find nothing to do.
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
    return applied.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
