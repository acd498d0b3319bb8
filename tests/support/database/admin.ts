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

/** Runs one statement on its own connection; waits for a template that somebody is just connected to. */
export async function runAsAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  const deadline = Date.now() + patienceMs;
  try {
    await client.connect();
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
  } finally {
    await client.end();
  }
}
