import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openLegacy,
  type OpenLegacy,
} from '../../../src/adapters/postgres/operations/legacy/legacy-records.ts';
import type { LegacyRow, LegacyTable } from '../../../src/domain/legacy/legacy-row.ts';
import {
  createEmptyDatabase,
  createTestDatabase,
  type TestDatabase,
} from '../../support/database/database.ts';

let database: TestDatabase;
let owner: pg.Client;
let legacy: OpenLegacy | undefined;

beforeEach(async () => {
  database = await createEmptyDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
});
afterEach(async () => {
  await legacy?.close();
  legacy = undefined;
  await owner.end();
  await database.drop();
});

const open = async () => (legacy = await openLegacy(database.url));
const rowsOf = async (table: LegacyTable) => {
  const rows: LegacyRow[] = [];
  let largest = 0;
  for await (const page of (await open()).read(table)) {
    rows.push(...page);
    largest = Math.max(largest, page.length);
  }
  expect(largest).toBeLessThanOrEqual(100);
  return rows;
};

describe('the database of the predecessor', () => {
  it('is read in pages, messages with what their conversation says', async () => {
    await owner.query(`
      create table whatsapp_conversations_improved (
        id uuid primary key, clinic_id uuid, patient_phone_number varchar(20), clinic_whatsapp_number varchar(20));
      create table whatsapp_messages_improved (
        id bigint primary key, conversation_id uuid, sender_phone varchar(20), receiver_phone varchar(20), content text,
        message_type text, whatsapp_message_id text, metadata jsonb, created_at timestamptz);
      insert into whatsapp_conversations_improved values (gen_random_uuid(), gen_random_uuid(), '5511955501001', '1055');
      insert into whatsapp_messages_improved
      select n, (select id from whatsapp_conversations_improved), '5511955501001', '', 'oi ' || n, 'received',
        'wamid.' || n, '{}', '2026-03-02 09:00-03'
      from generate_series(1, 250) as n`);
    const rows = await rowsOf('messages');
    expect(rows).toHaveLength(250);
    expect(rows.find(({ id }) => id === '7')).toEqual({
      id: '7',
      clinicId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      patientPhone: '5511955501001',
      clinicNumber: '1055',
      sender: '5511955501001',
      content: 'oi 7',
      type: 'received',
      wamid: 'wamid.7',
      at: '2026-03-02 12:00:00+00',
    });
  });

  it('may lack columns and tables, double its ids, and name a column otherwise', async () => {
    await owner.query(`
      create table whatsapp_messages_improved (id text, content text, "odd ""column" text);
      insert into whatsapp_messages_improved values ('a', 'um'), ('a', 'dois'), (null, null);
      create table clinics (id uuid, name text, time_zone text, contextualization_json json);
      insert into clinics values (gen_random_uuid(), 'Ipê', 'America/Recife', '{"a":"\\ud800 \\u0000"}')`);
    expect(await rowsOf('messages')).toEqual([{ id: 'a', content: 'um' }, { id: 'a', content: 'dois' }, {}]);
    await legacy?.close();
    expect(await rowsOf('clinics')).toEqual([
      expect.objectContaining({
        name: 'Ipê',
        timeZone: 'America/Recife',
        document: '{"a":"\\ud800 \\u0000"}',
      }),
    ]);
    await legacy?.close();
    expect(await rowsOf('calendars')).toEqual([]);
    const missing = (await legacy?.missing()) ?? [];
    expect(missing).toContain('clinic_calendars');
    expect(missing).toContain('whatsapp_messages_improved.created_at');
    expect(missing).toContain('clinics.is_active');
  });

  it('has its longest values cut, whatever their length', async () => {
    await owner.query(`
      create table whatsapp_messages_improved (id integer, content text, sender_phone text);
      insert into whatsapp_messages_improved
      select n, repeat('é', 1048576), repeat('9', 1048576) from generate_series(1, 20) as n`);
    const rows = await rowsOf('messages');
    expect(rows.map(({ content, sender }) => [content?.length, sender?.length])).toEqual(
      Array.from({ length: 20 }, () => [70_000, 1_000]),
    );
  });

  it('is as of one moment, and can be left in the middle', async () => {
    await owner.query(`
      create table clinics (id integer, name text);
      insert into clinics select n, 'c' from generate_series(1, 150) as n`);
    const records = await open();
    for await (const page of records.read('clinics')) {
      expect(page).toHaveLength(100);
      await owner.query(`insert into clinics values (151, 'later')`);
      break;
    }
    let count = 0;
    for await (const page of records.read('clinics')) count += page.length;
    expect(count).toBe(150);
  });

  it('is refused when it is one of ours', async () => {
    const own = await createTestDatabase();
    try {
      await expect(openLegacy(own.url)).rejects.toThrow('a database of Atende itself');
    } finally {
      await own.drop();
    }
  });
});
