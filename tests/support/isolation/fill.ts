import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Column, Table } from './tables.ts';

/** What every text of a clinic's rows contains, so that a leak is seen wherever it comes out. */
export const markerOf = (clinicId: string): string => `MARK-${clinicId.slice(0, 8)}`;

/**
 * One row of a clinic in every table, whatever its columns. Checks and foreign keys are about sense, not about whose a
 * row is: the checks go, and the keys sleep while the rows are made.
 */
export async function fillTables(
  owner: ClientBase,
  tables: readonly Table[],
  clinicIds: readonly string[],
): Promise<void> {
  const { rows } = await owner.query<{ drop: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
     from pg_constraint
     where contype = 'c' and connamespace = 'public'::regnamespace`,
  );
  for (const { drop } of rows) await owner.query(drop);
  await owner.query('set session_replication_role = replica');
  for (const table of tables) {
    if (table.name === 'pgmigrations') continue;
    for (const clinicId of clinicIds) {
      const { sql, values } = insertOf(table, rowOf(table, clinicId));
      await owner.query(sql, values);
    }
  }
  await owner.query('set session_replication_role = origin');
  // so that statistics hold what the rows hold
  await owner.query('analyze');
}

export type Row = Readonly<Record<string, unknown>>;

/** A row as clinic `clinicId` would write it. */
export const rowOf = (table: Table, clinicId: string): Row =>
  Object.fromEntries(
    table.columns
      .filter(({ isFilledByItself }) => !isFilledByItself)
      .map((column) => [
        column.name,
        column.name === table.clinicColumn ? clinicId : valueFor(column, clinicId, table.name),
      ]),
  );

export function insertOf({ name }: Pick<Table, 'name'>, row: Row): { sql: string; values: unknown[] } {
  const columns = Object.keys(row);
  const places = columns.map((_, index) => `$${index + 1}`);
  return {
    sql: `insert into ${name} (${columns.map((each) => `"${each}"`).join(', ')}) values (${places.join(', ')})`,
    values: Object.values(row),
  };
}

function valueFor({ name, type }: Column, clinicId: string, table: string): unknown {
  const marker = `${markerOf(clinicId)} ${table}.${name} ${randomUUID()}`;
  const start = Math.floor(Math.random() * 1e6) * 1_000;
  if (type.endsWith('[]'))
    return [valueFor({ name, type: type.slice(0, -2), isFilledByItself: false }, clinicId, table)];
  switch (type) {
    case 'uuid':
      return randomUUID();
    case 'text':
    case 'character varying':
      return marker;
    case 'json':
    case 'jsonb':
      return JSON.stringify({ marker });
    case 'bytea':
      return Buffer.from(marker);
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'numeric':
    case 'real':
    case 'double precision':
      return 7;
    case 'boolean':
      return true;
    case 'timestamp with time zone':
    case 'timestamp without time zone':
      return new Date();
    case 'date':
      return '2026-11-25';
    case 'time without time zone':
      return '12:00';
    case 'interval':
      return '1 hour';
    case 'inet':
      return '192.0.2.1';
    case 'tstzrange':
      return `[${new Date(start).toISOString()},${new Date(start + 900).toISOString()})`;
    default:
      throw new Error(`${table}.${name}: say in tests/support/isolation/fill.ts what a ${type} looks like`);
  }
}
