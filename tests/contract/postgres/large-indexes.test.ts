import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, ownMigrations } from '../../../src/adapters/postgres/schema/migrate.ts';
import { buildLargeIndexes, largeIndexes } from '../../../src/adapters/postgres/schema/large-indexes.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';
import { addMessages, leaveInvalid } from '../../support/database/messages.ts';
import { until } from '../../support/until.ts';

let database: TestDatabase;
let owner: pg.Client;
let clinic: ClinicId;

const connected = async (url: string) => {
  const client = new pg.Client(url);
  await client.connect();
  return client;
};
const aClinic = async (client: pg.Client) => {
  const { rows } = await client.query<{ id: string }>(
    `insert into clinics (name) values ('Clínica Aurora') returning id`,
  );
  return clinicId(rows[0]!.id);
};

beforeEach(async () => {
  database = await createTestDatabase();
  owner = await connected(database.url);
  clinic = await aClinic(owner);
});
afterEach(async () => {
  await owner.end();
  await database.drop();
});

/** As Postgres says it; `undefined` where there is none, or none that is whole. */
async function index(client = owner): Promise<string | undefined> {
  const { rows } = await client.query<{ definition: string }>(
    `select pg_get_indexdef(indexrelid) as definition from pg_index
     where indexrelid = to_regclass('messages_said') and indisvalid`,
  );
  return rows[0]?.definition;
}

test('a new database has the index from its migrations, and a build makes the same one', async () => {
  const fromMigrations = await index();
  expect(fromMigrations).toContain('search_keys');
  expect(await buildLargeIndexes(database.url)).toBe('there');
  await owner.query('drop index messages_said');
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await index()).toBe(fromMigrations);
});

test('what is built beside the work is what the migrations make in an empty database', async () => {
  const all = async () => {
    const { rows } = await owner.query<{ name: string; definition: string }>(
      `select indexname as name, indexdef as definition from pg_indexes where indexname = any($1) order by 1`,
      [largeIndexes.map(({ name }) => name)],
    );
    return rows;
  };
  const fromMigrations = await all();
  expect(fromMigrations).toHaveLength(largeIndexes.length);
  for (const { name } of largeIndexes) await owner.query(`drop index ${name}`);
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await all()).toEqual(fromMigrations);
});

test('the migrations leave a database that has messages without it', async () => {
  const indexed = ['0126_message_words', '0133_words_beside'];
  const older = await createEmptyDatabase();
  const before = (await ownMigrations()).filter((name) => !indexed.includes(name));
  await migrate(older.url, { only: before });
  const client = await connected(older.url);
  await addMessages(client, await aClinic(client), 10);
  expect(await migrate(older.url)).toEqual(indexed);
  expect(await index(client)).toBeUndefined();
  await client.end();
  await older.drop();
});

const waits = async () => {
  const { rowCount } = await owner.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'create index%'`,
  );
  return rowCount === 1;
};

test('it is built by one process beside writes, which wait for nothing', async () => {
  await addMessages(owner, clinic, 200);
  await owner.query('drop index messages_said');
  const program = await connected(database.url);
  await program.query('begin');
  await addMessages(program, clinic, 1);
  const build = buildLargeIndexes(database.url);
  await until('the build to wait for the program', waits);
  await owner.query(`set lock_timeout = '300ms'`);
  for (let n = 1; n <= 20; n += 1) await addMessages(owner, clinic, 1);
  expect(await buildLargeIndexes(database.url)).toBe('elsewhere');
  expect(await index()).toBeUndefined();
  await program.query('commit');
  expect(await build).toBe('built');
  expect(await index()).toContain('search_keys');
  await program.end();
});

test('the index of the version before stays until the new one is built', async () => {
  const former = async () => {
    const { rows } = await owner.query<{ oid: string | null }>(`select to_regclass('messages_words') as oid`);
    return rows[0]?.oid;
  };
  await addMessages(owner, clinic, 10);
  await owner.query('drop index messages_said');
  await owner.query(
    'create index messages_words on whatsapp_messages_improved using gin (search_keys(clinic_id, created_at, content))',
  );
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await former()).toBeNull();
});

test('what a build left that was broken off is replaced', async () => {
  await addMessages(owner, clinic, 200);
  await owner.query('drop index messages_said');
  await leaveInvalid(database.url);
  expect(await index()).toBeUndefined();
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await index()).toContain('search_keys');
});

test('a build that nobody waits for any more leaves its caller at once', async () => {
  await owner.query('drop index messages_said');
  await owner.query('begin');
  await addMessages(owner, clinic, 1);
  const over = new AbortController();
  const build = buildLargeIndexes(database.url, { signal: over.signal, onBegin: () => over.abort() });
  await expect(build).rejects.toThrow();
  await owner.query('rollback');
});
