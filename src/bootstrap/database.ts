import { migrate, pendingMigrations } from '../adapters/postgres/schema/migrate.ts';
import { buildLargeIndexes } from '../adapters/postgres/schema/large-indexes.ts';
import { lendsSessions } from '../adapters/postgres/schema/lends-sessions.ts';
import { untilReachable } from '../adapters/postgres/until-reachable.ts';
import { verifyIsolation, type ProgramUrls } from '../adapters/postgres/schema/verify-isolation.ts';
import { systemTimers } from '../adapters/system/timers.ts';
import type { Log } from '../application/ports/operations/log.ts';
import type { Config } from './config/config.ts';
import { StartRefused } from './start-refused.ts';
import { unlessAborted } from './unless-aborted.ts';

export type Database = ProgramUrls & { close(): Promise<void> };

/**
 * The Postgres of `DATABASE_URL`, else the embedded one under `DATA_DIR`: migrated, and seen to keep clinics apart.
 * When `signal` comes meanwhile, an embedded one is stopped again, and the signal's reason thrown.
 * With logins of its own and without `DATABASE_URL` the program cannot migrate; somebody must have done it. Nor does it
 * when `migratesGiven` says that a given database is to be found as it must be.
 */
export async function openDatabase(
  config: Config,
  log: Log,
  signal = new AbortController().signal,
  { migratesGiven = true } = {},
): Promise<Database> {
  const { DATABASE_URL, DATABASE_APP_URL, DATABASE_SYSTEM_URL } = config;
  const isGiven = DATABASE_URL !== undefined || DATABASE_APP_URL !== undefined;
  const closed = new AbortController();
  const embedded = isGiven ? undefined : await openEmbedded(config, log, signal);
  try {
    const ownerUrl = DATABASE_URL ?? embedded?.url;
    const patience = {
      withinMs: config.DATABASE_WAIT_MS,
      onWait: (err: unknown) => log.warn({ err }, 'waiting for the database'),
    };
    await unlessAborted(signal, untilReachable(ownerUrl ?? DATABASE_APP_URL ?? '', patience, systemTimers));
    const urls = {
      appUrl: DATABASE_APP_URL ?? ownerUrl ?? '',
      systemUrl: DATABASE_SYSTEM_URL ?? ownerUrl ?? '',
    };
    if (isGiven) await unlessAborted(signal, refusePoolersThatLend(config));
    const migratesWith = isGiven && !migratesGiven ? undefined : ownerUrl;
    if (migratesWith === undefined) await unlessAborted(signal, refuseOldTables(urls.systemUrl));
    else {
      const onWait = (what: string) => log.info({ what }, 'migrations wait');
      const migrations = await unlessAborted(signal, migrate(migratesWith, { onWait }));
      if (migrations.length > 0)
        log.info({ migrations: migrations.length, newest: migrations.at(-1) }, 'migrations applied');
    }
    await unlessAborted(signal, verifyIsolation(urls));
    const building = migratesWith && buildBeside(migratesWith, log, closed.signal);
    const close = async () => {
      closed.abort();
      await building;
      await embedded?.stop();
    };
    return { ...urls, close };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** The start does not wait for the indexes, nor fail with them: until they are there, nothing is found by words, and long lists are slow. */
async function buildBeside(ownerUrl: string, log: Log, signal: AbortSignal): Promise<void> {
  const onBegin = () => log.info({}, 'indexes of large tables are being built');
  try {
    const outcome = await buildLargeIndexes(ownerUrl, { signal, onBegin });
    if (outcome === 'built') log.info({}, 'the indexes of large tables were built');
    if (outcome === 'elsewhere') log.info({}, 'another process builds the indexes of large tables');
  } catch (err) {
    if (!signal.aborted)
      log.warn({ err }, 'the indexes of large tables were not built; the next start tries again');
  }
}

async function refusePoolersThatLend(config: Config): Promise<void> {
  for (const name of ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_SYSTEM_URL'] as const)
    if (config[name] !== undefined && (await lendsSessions(config[name])))
      throw new StartRefused(
        `${name}: leads to a connection pooler in transaction mode, where roles, prepared statements and LISTEN do not last; use its session mode or Postgres itself (docs/operations.md#poolers)`,
      );
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
