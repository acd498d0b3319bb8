import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/schema/migrate.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'atende-migrations-'));
  await addMigration('0001_pets.sql', 'create table clinics (); create table pets (name text primary key);');
  await addMigration('0002_owners.sql', `create table owners (name text); insert into pets values ('rex');`);
});

afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});

const addMigration = (name: string, sql: string) => writeFile(join(directory, name), sql);

async function query(sql: string, url = database.url): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('applies plain SQL files in the order of their numbers and names them', async () => {
  expect(await migrate(database.url, { directory })).toEqual(['0001_pets', '0002_owners']);
  expect(await query('select name from pets')).toEqual([{ name: 'rex' }]);
});

test('applies only what is new', async () => {
  await migrate(database.url, { directory });
  expect(await migrate(database.url, { directory })).toEqual([]);
  await addMigration('0010_cats.sql', `insert into pets values ('tom');`);
  expect(await migrate(database.url, { directory })).toEqual(['0010_cats']);
});

test('lets four starters at once apply every migration exactly once', async () => {
  const starters = Array.from({ length: 4 }, () => migrate(database.url, { directory }));
  const applied = await Promise.all(starters);
  expect(applied.flat()).toEqual(['0001_pets', '0002_owners']);
  expect(await query('select name from pgmigrations order by id')).toHaveLength(2);
});

test('leaves the database as it was when one of the migrations fails', async () => {
  await addMigration('0003_broken.sql', 'create table oops (name nonsense);');
  await expect(migrate(database.url, { directory })).rejects.toThrow('nonsense');
  expect(await query(`select to_regclass('pets') as pets`)).toEqual([{ pets: null }]);
});

test('finds nothing to do in a clone of the migrated template', async () => {
  const clones = await Promise.all(Array.from({ length: 4 }, () => createTestDatabase()));
  expect(await Promise.all(clones.map(({ url }) => migrate(url)))).toEqual([[], [], [], []]);
  await Promise.all(clones.map((clone) => clone.drop()));
});

test('applies one that came later than newer ones, and only those that it is asked for', async () => {
  await addMigration('0004_toys.sql', 'create table toys ();');
  const only = ['0001_pets', '0004_toys'];
  expect(await migrate(database.url, { directory, only })).toEqual(only);
  expect(await migrate(database.url, { directory, only })).toEqual([]);
  expect(await migrate(database.url, { directory })).toEqual(['0002_owners']);
});

const later = () =>
  addMigration(
    '0003_later.sql',
    'alter table pets add column age integer; alter table owners add column age integer;',
  );

async function connected(name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url, application_name: name });
  await client.connect();
  return client;
}

/** Migrates, and keeps what it says that it waits for. */
function migrating() {
  const waits: string[] = [];
  return { waits, applied: migrate(database.url, { directory, onWait: (what) => waits.push(what) }) };
}

test('waits for programs that work, and breaks none of them off', async () => {
  await migrate(database.url, { directory });
  await later();
  const program = await connected('atende worker');
  await program.query('begin');
  await program.query(`insert into owners values ('ana')`);
  const { waits, applied } = migrating();
  await until('the migration to wait', () => waits.length > 0);
  await expect(program.query('select count(*) from pets')).resolves.toBeDefined();
  await program.query('commit');
  await program.end();
  expect(await applied).toEqual(['0003_later']);
});

test('keeps nobody waiting while a backup or a long query is open, and says once what it waits for', async () => {
  await migrate(database.url, { directory });
  await later();
  const [backup, program] = [await connected('pg_dump'), await connected('atende web')];
  await backup.query('begin; select from owners');
  await program.query(`set lock_timeout = '150ms'`);
  const { waits, applied } = migrating();
  const inserts = 120;
  for (let n = 1; n <= inserts; n += 1)
    await program.query(`insert into owners values ('ana'); select pg_sleep(0.03)`);
  expect(waits).toEqual([expect.stringMatching(/^pg_dump \(pid \d+, user \S+\): owners$/)]);
  await backup.query('commit');
  await Promise.all([backup.end(), program.end()]);
  expect(await applied).toEqual(['0003_later']);
});

test('says that another migration runs, and waits for it', async () => {
  const other = await connected('atende-migrate');
  await other.query(`select pg_advisory_lock(hashtextextended('atende migrate', 0))`);
  const { waits, applied } = migrating();
  await until('the migration to wait', () => waits.length > 0);
  expect(waits).toEqual(['another migration']);
  await other.end();
  expect(await applied).toEqual(['0001_pets', '0002_owners']);
});

test('leaves tables of others that share the database alone', async () => {
  await migrate(database.url, { directory });
  await later();
  const role = `guest_${Date.now()}`;
  await query(`create role ${role}; create table guests (); alter table guests owner to ${role}`);
  const guest = await connected('guest');
  await guest.query('begin; select from guests');
  expect(await migrate(database.url, { directory })).toEqual(['0003_later']);
  await guest.query('commit');
  await guest.end();
  await query(`drop table guests; drop role ${role}`);
});

test('gets every table to itself under a load that takes them in any order', async () => {
  await migrate(database.url, { directory });
  await later();
  const over = new AbortController();
  const failures: unknown[] = [];
  const work = async (first: string, second: string) => {
    const program = await connected('atende worker');
    const insert = (table: string) => `insert into ${table} (name) values (gen_random_uuid()::text)`;
    while (!over.signal.aborted && failures.length === 0)
      await program
        .query(
          `begin; ${insert(first)}; select pg_sleep(0.005); ${insert(second)}; commit; select pg_sleep(0.02)`,
        )
        .catch((error: unknown) => failures.push(error));
    await program.end();
  };
  const programs = [work('pets', 'owners'), work('owners', 'pets'), work('owners', 'pets')];
  const applied = await migrate(database.url, { directory }).finally(() => over.abort());
  await Promise.all(programs);
  expect(applied).toEqual(['0003_later']);
  expect(failures).toEqual([]);
});
