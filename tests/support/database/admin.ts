import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The same server and user, another database. */
export function databaseUrl(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${database}`;
  return other.href;
}

const isInUse = '55006';
const patienceMs = 10_000;
const closingMs = 1_000;

/** Runs one statement on its own connection; waits for a template that somebody is just connected to. */
export const runAsAdmin = (adminUrl: string, statement: string): Promise<void> =>
  withAdmin(adminUrl, async (client) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        const passes = error instanceof pg.DatabaseError && error.code === isInUse;
        if (!passes || Date.now() > deadline) throw error;
        await sleep(50);
      }
    }
  });

/**
 * Drops the database `name` whoever uses it. Connections that are just closing (a pool that ended says so before they have)
 * have a second: the server's word that it cuts them off would be an error that nobody handles any more.
 */
export const dropDatabase = (adminUrl: string, name: string): Promise<void> =>
  withAdmin(adminUrl, async (client) => {
    const deadline = Date.now() + closingMs;
    const isUsed = async () =>
      (await client.query('select from pg_stat_activity where datname = $1', [name])).rowCount !== 0;
    while (Date.now() < deadline && (await isUsed())) await sleep(10);
    await client.query(`drop database if exists ${name} with (force)`);
  });

async function withAdmin(adminUrl: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 30_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}
