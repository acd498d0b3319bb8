import { insertOf, rowOf, type Row } from './fill.ts';
import type { Table } from './tables.ts';

export type Attack = {
  readonly what: string;
  readonly sql: string;
  readonly values?: readonly unknown[];
  /** Aims at the victim's rows alone, so it may be committed: then the rows are compared. */
  readonly keep?: boolean;
};

/** What can be tried on a table whose victim has `row`; `own` is the attacker's clinic. */
export function attacksOn(table: Table, row: Row, own: string): readonly Attack[] {
  const { name, clinicColumn = table.key[0] ?? 'id' } = table;
  const victim = row[clinicColumn];
  const [some = clinicColumn] = table.columns
    .filter((each) => each.name !== clinicColumn && !each.isFilledByItself && !table.key.includes(each.name))
    .map((each) => each.name);
  const theirs = `"${clinicColumn}"::text = $1::text`;
  const foreign = insertOf(table, rowOf(table, String(victim)));
  const mine: Row = { ...row, ...(table.clinicColumn && { [table.clinicColumn]: own }) };
  const collides = insertOf(table, mine);
  const all = `select * from ${name}`;
  return [
    { what: 'select', sql: all },
    { what: 'select by key', sql: `${all} where ${theirs}`, values: [victim] },
    { what: 'select for update', sql: `${all} for update` },
    { what: 'select for share', sql: `${all} for key share` },
    { what: 'select by place', sql: `${all} where ctid in ('(0,1)', '(0,2)', '(0,3)')` },
    { what: 'sample', sql: `${all} tablesample system (100)` },
    { what: 'copy table', sql: `copy ${name} to stdout` },
    { what: 'copy query', sql: `copy (${all}) to stdout` },
    { what: 'cursor with hold', sql: `declare thief cursor with hold for ${all}; fetch all from thief` },
    { what: 'xml of the table', sql: `select table_to_xml('${name}', true, false, '')` },
    { what: 'xml of the query', sql: `select query_to_xml('${all}', true, false, '')` },
    { what: 'leaky function', sql: `${all} as t where leak(t::text)` },
    { what: 'leaky cast', sql: `select (t::text)::integer from ${name} as t` },
    {
      what: 'division by what is there',
      sql: `select 1 / (t::text not like '%${String(victim).slice(0, 8)}%')::integer from ${name} as t`,
    },
    {
      what: 'do block',
      sql: `do $$ declare r record; begin for r in ${all} loop raise notice '%', r; end loop; end $$`,
    },
    { what: 'without row security', sql: `set local row_security = off; ${all}` },
    { what: 'explain', sql: `explain (analyze, verbose) ${all}` },
    {
      what: 'statistics',
      sql: `select * from pg_stats where schemaname = 'public' and quote_ident(tablename) = '${name}'`,
    },
    { what: 'insert', ...foreign, keep: true },
    {
      what: 'update by key',
      sql: `update ${name} set "${some}" = "${some}" where ${theirs}`,
      values: [victim],
      keep: true,
    },
    { what: 'update returning', sql: `update ${name} set "${some}" = "${some}" returning *` },
    {
      what: 'take over',
      sql: `update ${name} set "${clinicColumn}" = '${own}' where ${theirs}`,
      values: [victim],
      keep: true,
    },
    { what: 'give away', sql: `update ${name} set "${clinicColumn}" = '${String(victim)}'` },
    { what: 'delete by key', sql: `delete from ${name} where ${theirs}`, values: [victim], keep: true },
    { what: 'delete returning', sql: `with gone as (delete from ${name} returning *) select * from gone` },
    {
      what: 'merge, delete',
      sql: `merge into ${name} as t using (select '${String(victim)}' as v) as s on t."${clinicColumn}"::text = s.v when matched then delete`,
      keep: true,
    },
    {
      what: 'merge, update',
      sql: `merge into ${name} as t using (select '${String(victim)}' as v) as s on t."${clinicColumn}"::text = s.v when matched then update set "${some}" = t."${some}"`,
      keep: true,
    },
    {
      what: 'merge, insert',
      sql: `merge into ${name} as t using (select 1) as s on false when not matched then ${foreign.sql.replace(`into ${name} `, '')}`,
      values: foreign.values,
      keep: true,
    },
    { what: 'collide', ...collides },
    {
      what: 'collide quietly',
      sql: `${collides.sql} on conflict do nothing returning *`,
      values: collides.values,
    },
    ...(table.key.length === 0
      ? []
      : [
          {
            what: 'collide and update',
            sql: `${foreign.sql} on conflict (${table.key.join(', ')}) do update set "${some}" = excluded."${some}" returning *`,
            values: insertOf(table, row).values,
            keep: true,
          },
        ]),
    { what: 'truncate', sql: `truncate ${name} cascade`, keep: true },
    { what: 'drop policy', sql: `drop policy own_clinic on ${name}`, keep: true },
    { what: 'own policy', sql: `create policy mine on ${name} using (true)`, keep: true },
    { what: 'disable', sql: `alter table ${name} disable row level security`, keep: true },
    { what: 'grant', sql: `grant all on ${name} to public`, keep: true },
    {
      what: 'trigger',
      sql: `create trigger t before update on ${name} for each row execute function leak()`,
      keep: true,
    },
    { what: 'rule', sql: `create rule r as on insert to ${name} do also select 1`, keep: true },
    { what: 'view', sql: `create view stolen as ${all}`, keep: true },
    { what: 'temporary view', sql: `create temporary view ${name} as ${all}`, keep: true },
    { what: 'temporary table', sql: `create temporary table ${name} (like ${name})`, keep: true },
    { what: 'table of its own', sql: `create table stolen as ${all}`, keep: true },
    { what: 'other role', sql: `set local role atende_system; ${all}` },
    { what: 'no role', sql: `set local role none; ${all}` },
    { what: 'own role again', sql: `reset role; ${all}` },
  ];
}

/** What does not depend on a table. */
export const generalAttacks: readonly Attack[] = [
  { what: 'xml of the schema', sql: `select schema_to_xml('public', true, false, '')` },
  { what: 'xml of the database', sql: `select database_to_xml(true, false, '')` },
  { what: 'raw statistics', sql: 'select * from pg_statistic' },
  { what: 'large objects', sql: 'select * from pg_largeobject' },
  { what: 'what others run', sql: `select query from pg_stat_activity where pid <> pg_backend_pid()` },
  { what: 'server files', sql: `select pg_read_file('PG_VERSION')` },
  { what: 'program', sql: `copy (select 1) to program 'true'` },
  { what: 'session authorization', sql: 'set local session authorization postgres' },
  { what: 'triggers asleep', sql: 'set local session_replication_role = replica' },
  { what: 'function of its own', sql: `create function mine() returns integer language sql as 'select 1'` },
  {
    what: 'temporary function',
    sql: `create function pg_temp.mine() returns integer language sql as 'select 1'`,
  },
  { what: 'schema of its own', sql: 'create schema mine' },
  { what: 'role of its own', sql: 'create role mine' },
  { what: 'bypass', sql: 'alter role current_user bypassrls' },
  { what: 'isolate anew', sql: 'select isolate_clinics()' },
];

/** Attacks that must be refused, not merely come back empty. */
export const mustBeRefused: ReadonlySet<string> = new Set([
  ...['insert', 'give away', 'merge, insert', 'truncate', 'drop policy', 'own policy', 'disable', 'trigger'],
  ...[
    'rule',
    'view',
    'temporary view',
    'temporary table',
    'table of its own',
    'other role',
    'without row security',
  ],
  ...[
    'raw statistics',
    'large objects',
    'server files',
    'program',
    'session authorization',
    'triggers asleep',
  ],
  ...[
    'function of its own',
    'temporary function',
    'schema of its own',
    'role of its own',
    'bypass',
    'isolate anew',
  ],
]);
