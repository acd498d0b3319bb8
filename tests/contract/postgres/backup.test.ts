import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyIn } from '../../../src/adapters/postgres/schema/backup/copy-in.ts';
import { copyOut } from '../../../src/adapters/postgres/schema/backup/copy-out.ts';
import { migrate, ownMigrations } from '../../../src/adapters/postgres/schema/migrate.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import type {
  BackupManifest,
  BackupPiece,
} from '../../../src/application/ports/operations/database-backup.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';
import { everythingIn } from '../../support/database/everything.ts';
import { addMessages } from '../../support/database/messages.ts';
import { fillTables } from '../../support/isolation/fill.ts';
import { createLogin } from '../../support/isolation/logins.ts';
import { readTables } from '../../support/isolation/tables.ts';
import { registerClinic } from '../../support/product/product.ts';

const patience = 60_000;
const clinics = [randomUUID(), randomUUID()];
let source: TestDatabase;
let pool: pg.Pool;
const others: { drop(): Promise<void> }[] = [];

beforeAll(async () => {
  source = await createTestDatabase();
  pool = new pg.Pool({ connectionString: source.url, max: 2 });
  const owner = await pool.connect();
  await fillTables(owner, await readTables(owner), clinics);
  await owner.query(
    `update whatsapp_messages_improved set content = E'tab \\t line \\n back \\\\. end \\r é 👩🏽‍⚕️ \\u0001'`,
  );
  await owner.query(`select setval('google_connection_versions', 4711)`);
  owner.release(true);
}, patience);

afterAll(async () => {
  await pool.end();
  await source.drop();
  for (const each of others) await each.drop();
});

const listOf = async (pieces: AsyncIterable<BackupPiece>) => {
  const list: BackupPiece[] = [];
  for await (const piece of pieces) list.push(piece);
  return list;
};
async function* given(list: readonly BackupPiece[]): AsyncGenerator<BackupPiece> {
  yield* list;
}
const manifestOf = (list: readonly BackupPiece[]): BackupManifest => list[0] as BackupManifest & BackupPiece;
const newDatabase = async (make = createEmptyDatabase) => {
  const database = await make();
  others.push(database);
  return database;
};
const ask = async <T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
};
const all = async (url: string) => {
  const reading = new pg.Pool({ connectionString: url, max: 1 });
  try {
    return (await everythingIn(reading)).filter((line) => !line.startsWith('pgmigrations '));
  } finally {
    await reading.end();
  }
};
const addClinic = async (url: string) => {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await registerClinic(client, {});
  } finally {
    await client.end();
  }
};
/** Rows that were made without sense: the keys between them must not be asked for. */
const withoutKeys = async (url: string) => {
  const drops = await ask<{ drop: string }>(
    url,
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop
     from pg_constraint where contype in ('c', 'f') and connamespace = 'public'::regnamespace
     order by contype`,
  );
  await ask(url, drops.map(({ drop }) => drop).join(';'));
};

describe('a backup of the database', () => {
  it('brings back every row of every table, and the counters', { timeout: patience }, async () => {
    const list = await listOf(copyOut(source.url));
    const before = await all(source.url);
    expect(before.length).toBeGreaterThan(50);
    const target = await newDatabase();
    await migrate(target.url);
    await withoutKeys(target.url);
    const copied = await copyIn(target.url, manifestOf(list), given(list));
    expect(copied.rows).toBe(before.length);
    expect(await all(target.url)).toEqual(before);
    expect(await ask(target.url, `select nextval('google_connection_versions')::integer as next`)).toEqual([
      { next: 4712 },
    ]);
    const off = await ask(
      target.url,
      `select tgname from pg_trigger where not tgisinternal and tgenabled <> 'O'`,
    );
    expect(off).toEqual([]);
  });

  it('has all words of messages in the end, also when it was taken while they were gathered', async () => {
    const half = await newDatabase(createTestDatabase);
    const owner = new pg.Client(half.url);
    await owner.connect();
    try {
      const { rows } = await owner.query<{ id: string }>(
        `insert into clinics (name) values ('Clínica Aurora') returning id`,
      );
      await addMessages(owner, clinicId(rows[0]!.id), 20);
      await owner.query('drop index message_words_keys');
      await owner.query(
        'delete from message_words where message_id in (select message_id from message_words limit 12)',
      );
    } finally {
      await owner.end();
    }
    const pieces = await listOf(copyOut(half.url));
    const { url } = await newDatabase();
    await copyIn(url, manifestOf(pieces), given(pieces));
    expect(
      await ask(
        url,
        `select (select count(*)::integer from message_words) as words, indisvalid from pg_index
         where indexrelid = to_regclass('message_words_keys')`,
      ),
    ).toEqual([{ words: 20, indisvalid: true }]);
  });

  it('is as of one moment, whatever is written meanwhile', async () => {
    const database = await newDatabase(createTestDatabase);
    await ask(
      database.url,
      `insert into clinics (id, name, time_zone, contextualization_json, is_active, simulation_mode)
      select gen_random_uuid(), 'before', 'UTC', '{}', true, false from generate_series(1, 50)`,
    );
    const pieces = copyOut(database.url);
    const list: BackupPiece[] = [];
    for await (const piece of pieces) {
      if (piece.type === 'manifest')
        await ask(
          database.url,
          `insert into clinics (id, name, time_zone, contextualization_json, is_active, simulation_mode)
          values (gen_random_uuid(), 'after', 'UTC', '{}', true, false)`,
        );
      list.push(piece);
    }
    expect(list.at(-1)).toMatchObject({ rows: 100 });
  });

  it(
    'of an older version goes into the tables of that version, which are migrated then',
    { timeout: patience },
    async () => {
      const own = await ownMigrations();
      const older = await newDatabase();
      const through = '0036_message_media';
      // one was written before it and landed later
      const only = own.filter((name) => name <= through && name !== '0032_sent_as');
      await migrate(older.url, { only });
      await addClinic(older.url);
      const list = await listOf(copyOut(older.url));
      expect(manifestOf(list).migrations.at(-1)).toBe(through);
      const target = await newDatabase();
      await copyIn(target.url, manifestOf(list), given(list));
      expect(await ask(target.url, 'select name from pgmigrations order by name')).toEqual(
        own.map((name) => ({ name })),
      );
      expect(await ask(target.url, 'select whatsapp_number from clinic_whatsapp_numbers')).toHaveLength(1);
    },
  );

  it('is refused by a version that does not know its migrations, and by tables of a later one', async () => {
    const list = await listOf(copyOut(source.url));
    const manifest = manifestOf(list);
    const target = await newDatabase();
    const later = { ...manifest, migrations: [...manifest.migrations, '9999_of_tomorrow'] };
    await expect(copyIn(target.url, later, given(list))).rejects.toThrow('of another version');
    expect(await ask(target.url, `select to_regclass('clinics') as there`)).toEqual([{ there: null }]);
    const newer = await newDatabase(createTestDatabase);
    const older = { ...manifest, migrations: manifest.migrations.slice(0, -1) };
    await expect(copyIn(newer.url, older, given(list))).rejects.toThrow('later version than the backup');
  });

  it('is refused by a database that holds anything, or that a process works on', async () => {
    const list = await listOf(copyOut(source.url));
    const refused = (url: string) => copyIn(url, manifestOf(list), given(list));
    await expect(refused(source.url)).rejects.toThrow('not empty');
    const foreign = await newDatabase();
    await ask(foreign.url, 'create table theirs (id integer)');
    await expect(refused(foreign.url)).rejects.toThrow('not empty (it has theirs)');
    const used = await newDatabase(createTestDatabase);
    const worker = new pg.Client({ connectionString: used.url, application_name: 'atende wake-ups' });
    await worker.connect();
    await expect(refused(used.url)).rejects.toThrow('stop every one of them first');
    await worker.end();
  });

  it('that breaks off leaves the database empty, for another attempt', { timeout: patience }, async () => {
    const database = await newDatabase(createTestDatabase);
    await addClinic(database.url);
    const list = await listOf(copyOut(database.url));
    const target = await newDatabase();
    async function* breaking(): AsyncGenerator<BackupPiece> {
      for (const piece of list) {
        if (piece.type === 'end') throw new Error('a bad block');
        yield piece;
      }
    }
    await expect(copyIn(target.url, manifestOf(list), breaking())).rejects.toThrow(/^a bad block$/);
    expect(await all(target.url)).toEqual([]);
    const lost = list.map((piece) =>
      piece.type === 'table-end' ? { ...piece, rows: piece.rows + 1 } : piece,
    );
    await expect(copyIn(target.url, manifestOf(list), given(lost))).rejects.toThrow(
      / was not restored, .* rows came back/,
    );
    await copyIn(target.url, manifestOf(list), given(list));
    expect(await all(target.url)).toEqual(await all(database.url));
  });

  it('is an error for a login from which policies hide rows', async () => {
    const login = await createLogin('in role atende_app');
    others.push(login);
    await expect(listOf(copyOut(login.at(source.url)))).rejects.toThrow();
  });
});
