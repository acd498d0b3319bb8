import type { ClientBase } from 'pg';

export type CopiedTable = { readonly name: string; readonly columns: readonly string[] };

/** As text must not depend on what a server is set to. */
export const copySettings = `set local datestyle = 'ISO'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 3; set local row_security = off;
  set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0`;

/** The list of migrations is written by them. */
const migrationsTable = 'pgmigrations';

/**
 * The tables of this installation with the columns that hold something of their own, each after those that it refers to.
 * Tables of extensions and of others in the same schema are left out.
 */
export async function tablesOf(client: ClientBase): Promise<readonly CopiedTable[]> {
  const { rows: tables } = await client.query<CopiedTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class as c join pg_attribute as a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> $1
       and c.relowner = (select relowner from pg_class where oid = to_regclass('public.clinics'))
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
       and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     group by c.relname order by c.relname`,
    [migrationsTable],
  );
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to
     from pg_constraint as k join pg_class as f on f.oid = k.conrelid join pg_class as t on t.oid = k.confrelid
     where k.contype = 'f' and k.conrelid <> k.confrelid`,
  );
  return inOrder(tables, references);
}

function inOrder(
  tables: readonly CopiedTable[],
  references: readonly { readonly from: string; readonly to: string }[],
): readonly CopiedTable[] {
  const ordered: CopiedTable[] = [];
  let left = tables;
  while (left.length > 0) {
    const names = new Set(left.map(({ name }) => name));
    const waits = new Set(references.filter(({ to }) => names.has(to)).map(({ from }) => from));
    const next = left.filter(({ name }) => !waits.has(name));
    if (next.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...names].join(', ')}`);
    ordered.push(...next);
    left = left.filter(({ name }) => waits.has(name));
  }
  return ordered;
}

/** Sequences that count by themselves, without the one of the list of migrations. */
export async function countersOf(
  client: ClientBase,
): Promise<readonly { name: string; value: string | null }[]> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select sequencename as name, last_value::text as value from pg_sequences
     where schemaname = 'public' and sequencename <> $1 order by sequencename`,
    [`${migrationsTable}_id_seq`],
  );
  return rows;
}

/** The migrations that a database has seen; `undefined` when it never saw one. */
export async function migrationsOf(client: ClientBase): Promise<readonly string[] | undefined> {
  const { rows } = await client.query<{ is_there: boolean }>(
    `select to_regclass('public.${migrationsTable}') is not null as is_there`,
  );
  if (rows[0]?.is_there !== true) return undefined;
  const list = await client.query<{ name: string }>(`select name from ${migrationsTable} order by name`);
  return list.rows.map(({ name }) => name);
}
