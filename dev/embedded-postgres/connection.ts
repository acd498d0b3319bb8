import pg from 'pg';
import { superuser } from './cluster.ts';
import type { Place } from './place.ts';

const database = 'atende';
const cannotConnectNow = '57P03';

export const embeddedUrl = (port: number, password: string): string =>
  `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;

/** `starting`: it recovers from a crash; `refused`: it is there, but does not know our password or has other data. */
export type Answer = 'ready' | 'starting' | 'refused' | 'silent';

/** What the server on `port` says to a client that wants the data of `place`. */
export async function ask(place: Place, port: number, password: string): Promise<Answer> {
  try {
    return await withAdmin(port, password, async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory');
      return rows[0]?.data_directory === place.cluster ? 'ready' : 'refused';
    });
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) return 'silent';
    return error.code === cannotConnectNow ? 'starting' : 'refused';
  }
}

export const ensureDatabase = (port: number, password: string): Promise<void> =>
  withAdmin(port, password, async (client) => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${database}`);
  });

async function withAdmin<T>(
  port: number,
  password: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
    query_timeout: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
