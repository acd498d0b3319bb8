import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../src/adapters/postgres/migrate.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = await mkdtemp(join(tmpdir(), 'atende-migrations-'));
  await addMigration('0001_pets.sql', 'create table pets (name text primary key);');
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
  const { rows } = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return rows;
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
