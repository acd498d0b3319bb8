import pg from 'pg';
import type { LegacyRecords } from '../../../../application/ports/operations/legacy-records.ts';
import { legacyTables, type LegacyRow, type LegacyTable } from '../../../../domain/legacy/legacy-row.ts';
import { connectClient } from '../../connection.ts';
import { conversations, sources } from './legacy-columns.ts';

const quoted = pg.escapeIdentifier;
const cursor = 'atende_import';

/** A page of the longest contents is some 10 MB. */
const pageRows = 100;

export type OpenLegacy = LegacyRecords & { close(): Promise<void> };

/**
 * Reads the predecessor through one connection, in one read-only snapshot: whatever it writes meanwhile is taken by the next
 * import. A cursor and no keys: its tables are what they have become, and an id that is missing or doubled loses no row.
 * @throws Error when the database is one of Atende's own
 */
export async function openLegacy(url: string): Promise<OpenLegacy> {
  const client = await connectClient({ url, role: undefined, applicationName: 'atende import' });
  try {
    await client.query(
      `set datestyle = 'ISO'; set timezone = 'UTC'; set cursor_tuple_fraction = 1; set statement_timeout = 0;
       set idle_in_transaction_session_timeout = 0; begin isolation level repeatable read read only`,
    );
    const columns = await columnsOf(client);
    if (columns.has('contact_identities.contact_id'))
      throw new Error('LEGACY_DATABASE_URL: is a database of Atende itself, not of its predecessor');
    return {
      read: (table) => read(client, table, columns),
      missing: () => Promise.resolve(missingIn(columns)),
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

type Columns = ReadonlySet<string>;

async function columnsOf(client: pg.Client): Promise<Columns> {
  const { rows } = await client.query<{ place: string }>(
    `select c.relname || '.' || a.attname as place
     from pg_class as c join pg_attribute as a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
       and a.attnum > 0 and not a.attisdropped`,
  );
  return new Set(rows.map(({ place }) => place));
}

async function* read(
  client: pg.Client,
  table: LegacyTable,
  columns: Columns,
): AsyncGenerator<readonly LegacyRow[]> {
  const sql = statementFor(table, columns);
  if (sql === undefined) return;
  await client.query(`declare ${cursor} no scroll cursor for ${sql}`);
  try {
    for (;;) {
      const { rows } = await client.query<Record<string, string | null>>(`fetch ${pageRows} from ${cursor}`);
      if (rows.length === 0) return;
      yield rows.map((row) =>
        Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (value ? [[name, value]] : []))),
      );
    }
  } finally {
    // of a connection that is gone there is nothing to close
    await client.query(`close ${cursor}`).catch(() => undefined);
  }
}

/** Every value as text and cut where it is longer than anything that is taken; `undefined` without the table. */
function statementFor(table: LegacyTable, columns: Columns): string | undefined {
  const source = sources[table];
  const own = valuesOf(source, 'm', columns);
  if (own.length === 0) return undefined;
  const from = `from ${quoted(source.table)} as m`;
  if (table !== 'messages') {
    const isOrdered = columns.has(`${source.table}.clinic_id`);
    return `select ${own.join(', ')} ${from}${isOrdered ? ' order by lower(m.clinic_id::text)' : ''}`;
  }
  const isJoined = columns.has(`${conversations.table}.id`) && columns.has(`${source.table}.conversation_id`);
  if (!isJoined) return `select ${own.join(', ')} ${from}`;
  const of = valuesOf(conversations, 'c', columns);
  return `select ${[...own, ...of].join(', ')} ${from}
    left join ${quoted(conversations.table)} as c on c.id::text = m.conversation_id::text`;
}

function valuesOf(
  { table, values }: (typeof sources)['clinics'],
  alias: string,
  columns: Columns,
): readonly string[] {
  return Object.entries(values).flatMap(([name, { columns: wanted, most }]) => {
    const found = wanted.filter((column) => columns.has(`${table}.${column}`));
    if (found.length === 0) return [];
    const value = found.map((column) => `nullif(${alias}.${quoted(column)}::text, '')`);
    return [`left(coalesce(${value.join(', ')}), ${most}) as ${quoted(name)}`];
  });
}

/** What is looked for under any of its names. */
function missingIn(columns: Columns): readonly string[] {
  const wanted = [...legacyTables.map((table) => sources[table]), conversations];
  return wanted.flatMap(({ table, values }) => {
    if (![...columns].some((place) => place.startsWith(`${table}.`))) return [table];
    return Object.values(values)
      .filter(({ columns: names }) => !names.some((column) => columns.has(`${table}.${column}`)))
      .map(({ columns: [name] }) => `${table}.${name ?? ''}`);
  });
}
