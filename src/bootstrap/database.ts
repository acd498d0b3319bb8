import { resolve } from 'node:path';
import { startEmbeddedPostgres } from '../adapters/postgres/embedded.ts';
import type { Log } from '../application/ports/log.ts';
import type { Config } from './config.ts';

export type Database = { readonly url: string; close(): Promise<void> };

/** The Postgres of `DATABASE_URL`, else the embedded one under `DATA_DIR`. */
export async function openDatabase(config: Config, log: Log): Promise<Database> {
  if (config.DATABASE_URL !== undefined) return { url: config.DATABASE_URL, close: () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres({
    dataDir: resolve(config.DATA_DIR, 'postgres'),
    log: (message, fields = {}) => log.info(fields, message),
  });
  return { url: embedded.url, close: () => embedded.stop() };
}
