import { migrate, pendingMigrations } from '../adapters/postgres/migrate.ts';
import { verifyIsolation, type ProgramUrls } from '../adapters/postgres/verify-isolation.ts';
import type { Log } from '../application/ports/operations/log.ts';
import type { Config } from './config/config.ts';
import { unlessAborted } from './unless-aborted.ts';

export type Database = ProgramUrls & { close(): Promise<void> };

/**
 * The Postgres of `DATABASE_URL`, else the embedded one under `DATA_DIR`: migrated, and seen to keep clinics apart.
 * When `signal` comes meanwhile, an embedded one is stopped again, and the signal's reason thrown.
 * With logins of its own and without `DATABASE_URL` the program cannot migrate; somebody must have done it.
 */
export async function openDatabase(
  config: Config,
  log: Log,
  signal = new AbortController().signal,
): Promise<Database> {
  const { DATABASE_URL, DATABASE_APP_URL, DATABASE_SYSTEM_URL } = config;
  const isGiven = DATABASE_URL !== undefined || DATABASE_APP_URL !== undefined;
  const embedded = isGiven ? undefined : await openEmbedded(config, log, signal);
  try {
    const ownerUrl = DATABASE_URL ?? embedded?.url;
    const urls = {
      appUrl: DATABASE_APP_URL ?? ownerUrl ?? '',
      systemUrl: DATABASE_SYSTEM_URL ?? ownerUrl ?? '',
    };
    if (ownerUrl === undefined) await unlessAborted(signal, refuseOldTables(urls.systemUrl));
    else {
      const migrations = await unlessAborted(signal, migrate(ownerUrl));
      if (migrations.length > 0) log.info({ migrations }, 'migrations applied');
    }
    await unlessAborted(signal, verifyIsolation(urls));
    return { ...urls, close: async () => embedded?.stop() };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function openEmbedded(config: Config, log: Log, signal: AbortSignal) {
  const local = await import('./local/embedded-database.ts');
  return local.openEmbedded(config.DATA_DIR, log, signal);
}

async function refuseOldTables(systemUrl: string): Promise<void> {
  const pending = await pendingMigrations(systemUrl);
  if (pending.length > 0) {
    throw new Error(
      `The database lacks ${pending.join(', ')}: run npm run migrate with the owner's DATABASE_URL`,
    );
  }
}
