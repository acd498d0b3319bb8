import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/schema/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { structuralHoles } from '../../support/isolation/structure.ts';

let database: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  await migrate(database.url);
  owner = new pg.Client(database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Does it, looks, and takes it back. */
async function after<T>(statements: string, look: () => Promise<T>): Promise<T> {
  await owner.query('begin');
  try {
    await owner.query(statements);
    return await look();
  } finally {
    await owner.query('rollback');
  }
}

test('every table, view, function, key and role is as isolation needs it', async () => {
  expect(await structuralHoles(owner)).toEqual([]);
});

/** A check that cannot fail is none. */
describe('is seen not to be when', () => {
  test.each([
    ['a table has no row level security', 'alter table contacts disable row level security', 'contacts'],
    ['a policy is missing', 'drop policy own_clinic on alerts', 'alerts'],
    ['a policy lets everything in', 'alter policy own_clinic on alerts with check (true)', 'alerts'],
    ['a second policy opens a table', 'create policy more on alerts to atende_app using (true)', 'alerts'],
    ['a table is new and was not isolated', 'create table pets (clinic_id uuid not null)', 'pets'],
    ['a table is open to public', 'grant select on contacts to public', 'contacts to public'],
    ['a column is open to public', 'grant select (name) on clinics to public', 'clinics to public'],
    [
      'the application may write a column more',
      'grant update (actor) on audit_log to atende_app',
      'audit_log: update (actor)',
    ],
    ['the application may truncate', 'grant truncate on contacts to atende_app', 'contacts TRUNCATE'],
    [
      'the application may more than is written down',
      'grant delete on clinics to atende_app',
      'clinics lets',
    ],
    [
      'the system may more than is written down',
      'grant delete on contacts to atende_system',
      'contacts lets',
    ],
    [
      'a view looks with the eyes of its owner',
      'create view all_contacts as select * from contacts',
      'all_contacts',
    ],
    ['a materialized view keeps rows', 'create materialized view kept as select * from contacts', 'kept'],
    [
      'a function is open to public',
      `create function f() returns int language sql as 'select 1'; grant execute on function f to public`,
      'f()',
    ],
    [
      'a function runs as its owner',
      `create function f() returns int language sql security definer as 'select 1'`,
      'f()',
    ],
    [
      'a key leaves the clinic',
      `create table pets (clinic_id uuid, id uuid, primary key (clinic_id, id), kin uuid, unique (kin),
         constraint pets_kin foreign key (kin) references pets (kin))`,
      'pets_kin',
    ],
    ['something is unique across clinics', 'create unique index names on contacts (profile_name)', 'names'],
    ['a role bypasses', 'alter role atende_app bypassrls', 'atende_app'],
    ['one role may become the other', 'grant atende_system to atende_app', 'atende_app'],
    ['a table belongs to the program', 'alter table alerts owner to atende_app', 'alerts'],
    [
      'everybody may make temporary tables',
      `do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$`,
      'the database',
    ],
  ])('%s', async (_, statements, name) => {
    const holes = await after(statements, () => structuralHoles(owner));
    expect(holes.filter((hole) => hole.startsWith(name))).not.toEqual([]);
  });
});

describe('what the owner makes later', () => {
  const newThings = `
    create table pets (clinic_id uuid not null, id bigserial, name text, primary key (clinic_id, id));
    create table weather (day date primary key);
    create view pet_names as select name from pets;
    create function pet() returns int language sql as 'select 1';
    create procedure feed() language sql as 'select 1'`;

  test('is closed to everybody from the first moment', async () => {
    const { rows } = await after(newThings, () =>
      owner.query(
        `select role, name
         from unnest('{public,atende_app,atende_system}'::text[]) as role,
           unnest('{pets,weather,pet_names}'::text[]) as name
         where has_any_column_privilege(role, name, 'select, insert, update')
           or has_table_privilege(role, name, 'delete, truncate, trigger')
         union all
         select role, name from unnest('{public,atende_app,atende_system}'::text[]) as role,
           unnest('{pet(),feed()}'::text[]) as name
         where has_function_privilege(role, name, 'execute')
         union all
         select role, 'pets_id_seq' from unnest('{public,atende_app,atende_system}'::text[]) as role
         where has_sequence_privilege(role, 'pets_id_seq', 'usage, select, update')`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test('becomes each clinic’s own at the end of the migrations, and nothing is done twice', async () => {
    const before = new Set(await structuralHoles(owner));
    const { closed, again, holes } = await after(newThings, async () => {
      const isolate = () => owner.query<{ name: string }>('select isolate_clinics() as name');
      const first = await isolate();
      const second = await isolate();
      return {
        closed: first.rows.map(({ name }) => name),
        again: second.rows,
        holes: (await structuralHoles(owner)).filter((hole) => !before.has(hole)),
      };
    });
    expect(closed).toEqual(['pets', 'weather']);
    expect(again).toEqual([]);
    // it is for whoever adds a table to say what it needs
    expect(holes).toEqual([
      'pet_names is a view with the eyes of its owner',
      'weather_pkey is unique across clinics, and nobody has said why',
      'pets is not in tests/support/isolation/grants.ts',
      'weather is not in tests/support/isolation/grants.ts',
    ]);
  });
});
