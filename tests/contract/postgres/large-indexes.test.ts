import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
     where indexrelid = to_regclass('message_words_keys') and indisvalid`,
  );
  return rows[0]?.definition;
}

test('a new database has the index from its migrations, and a build makes the same one', async () => {
  const fromMigrations = await index();
  expect(fromMigrations).toContain('gin (keys)');
  expect(await buildLargeIndexes(database.url)).toBe('there');
  await owner.query('drop index message_words_keys');
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
  const indexed = [
    '0126_message_words',
    '0133_words_beside',
    '0141_words_of_messages',
    '0145_word_keys_in_a_loop',
    '0147_fewer_keys_of_words',
  ];
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
  await owner.query('drop index message_words_keys');
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
  expect(await index()).toContain('gin (keys)');
  await program.end();
});

test('the indexes of versions before stay until the new one is built', async () => {
  const former = ['messages_said', 'messages_words'];
  const there = async () => {
    const { rows } = await owner.query<{ name: string }>(
      'select indexname as name from pg_indexes where indexname = any($1) order by 1',
      [former],
    );
    return rows.map(({ name }) => name);
  };
  await addMessages(owner, clinic, 10);
  await owner.query('drop index message_words_keys');
  for (const name of former)
    await owner.query(
      `create index ${name} on whatsapp_messages_improved using gin (search_keys(clinic_id, created_at, content))`,
    );
  expect(await there()).toEqual(former);
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await there()).toEqual([]);
});

test('what a build left that was broken off is replaced', async () => {
  await addMessages(owner, clinic, 200);
  await owner.query('drop index message_words_keys');
  await leaveInvalid(database.url);
  expect(await index()).toBeUndefined();
  expect(await buildLargeIndexes(database.url)).toBe('built');
  expect(await index()).toContain('gin (keys)');
});

test('a build that nobody waits for any more leaves its caller at once', async () => {
  await owner.query('drop index message_words_keys');
  await owner.query('begin');
  await addMessages(owner, clinic, 1);
  const over = new AbortController();
  const build = buildLargeIndexes(database.url, { signal: over.signal, onBegin: () => over.abort() });
  await expect(build).rejects.toThrow();
  await owner.query('rollback');
});

describe('the words of messages that a version before had stored', () => {
  const words = async (client = owner) => {
    const { rows } = await client.query<{ id: string; keys: number[] }>(
      'select message_id as id, keys from message_words order by 1',
    );
    return rows;
  };

  test('are the ones that the messages would keep today', async () => {
    await addMessages(owner, clinic, 700);
    const kept = await words();
    expect(kept).toHaveLength(700);
    await owner.query('drop index message_words_keys; truncate message_words');
    expect(await buildLargeIndexes(database.url)).toBe('built');
    expect(await words()).toEqual(kept);
  });

  test('are all there when a message takes another id at that moment, far behind the others', async () => {
    await addMessages(owner, clinic, 700);
    await owner.query('drop index message_words_keys; truncate message_words');
    const program = await connected(database.url);
    await program.query('begin');
    await program.query(
      `update whatsapp_messages_improved set id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
       where id = (select id from whatsapp_messages_improved order by id limit 1)`,
    );
    const build = buildLargeIndexes(database.url);
    // without a pause: it gives way after 50 ms, and then begins anew
    for (let isWaiting = false; !isWaiting;) {
      const { rowCount } = await owner.query('select from pg_locks where not granted');
      isWaiting = rowCount === 1;
    }
    await program.query('commit');
    expect(await build).toBe('built');
    expect(await words()).toHaveLength(700);
    await program.end();
  });

  test('are those of a message that is changed at that moment, not what it said before', async () => {
    await addMessages(owner, clinic, 3);
    await owner.query('drop index message_words_keys; truncate message_words');
    const program = await connected(database.url);
    await program.query('begin');
    await program.query(`update whatsapp_messages_improved set content = ''`);
    const build = buildLargeIndexes(database.url);
    await until('the build to have given way once', async () => {
      const { rowCount } = await owner.query(
        `select from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%'`,
      );
      return rowCount === 1;
    });
    await program.query('commit');
    expect(await build).toBe('built');
    expect(await words()).toEqual([]);
    await program.end();
  });
});
