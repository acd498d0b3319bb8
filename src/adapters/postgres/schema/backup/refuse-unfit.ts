import pg from 'pg';
import type { BackupManifest } from '../../../../application/ports/operations/database-backup.ts';
import { ownMigrations } from '../migrate.ts';
import { migrationsOf, tablesOf } from './tables.ts';

/** A backup that does not belong into this database, or not into this version of the program. */
class BackupUnfit extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'BackupUnfit';
  }
}

/** @throws BackupUnfit unless the database is empty, of no later version than the backup, and nobody works on it */
export async function refuseUnfit(client: pg.ClientBase, { migrations }: BackupManifest): Promise<void> {
  const own = await ownMigrations();
  const unknown = migrations.find((name) => !own.includes(name));
  if (migrations.length === 0 || unknown !== undefined) {
    throw new BackupUnfit(
      `The backup is of another version of Atende (${unknown ?? 'none'} is no migration of this one): restore it with the version that made it, or a later one`,
    );
  }
  const { rows } = await client.query<{ sessions: number }>(
    `select count(*)::integer as sessions from pg_stat_activity
     where datname = current_database() and application_name like 'atende %' and application_name <> 'atende restore'`,
  );
  if (rows[0]?.sessions !== 0)
    throw new BackupUnfit('Processes of Atende are connected to this database: stop every one of them first');
  const seen = await migrationsOf(client);
  if (seen === undefined) return refuseOtherTables(client);
  if (seen.some((name) => !migrations.includes(name)))
    throw new BackupUnfit(
      'The tables of this database are of a later version than the backup: make an empty one',
    );
  for (const { name } of await tablesOf(client)) {
    const found = await client.query(`select from ${pg.escapeIdentifier(name)} limit 1`);
    if (found.rowCount !== 0)
      throw new BackupUnfit(`The database is not empty (${name} has rows): make an empty one`);
  }
}

async function refuseOtherTables(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class as c
     where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
     order by relname limit 1`,
  );
  if (rows[0] !== undefined)
    throw new BackupUnfit(`The database is not empty (it has ${rows[0].name}): make an empty one`);
}
