import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import { postgresClinicActivity } from '../../../src/adapters/postgres/operations/clinic-activity.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { rowsRead } from '../../support/database/rows-read.ts';

let database: TestDatabase;
let owner: pg.Client;
let clinic: ClinicId;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) values ('Clínica Aurora') returning id`,
  );
  clinic = clinicId(rows[0]!.id);
  // two thousand conversations of ten messages, one a day: the newest was active an hour ago
  await owner.query(
    `with person as (
       insert into contacts (clinic_id, id) select $1, gen_random_uuid() from generate_series(1, 2000) returning id
     ), talk as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_message_at)
       select $1, gen_random_uuid(), '551133330000', id, now() - interval '1 hour' - (row_number() over () - 1) * interval '1 day'
       from person
       returning id, last_message_at
     )
     insert into whatsapp_messages_improved (clinic_id, id, conversation_id, direction, origin, type, content, status, sent_at,
       created_at)
     select $1, gen_random_uuid(), id, 'inbound', 'patient', 'text', 'oi', 'received', last_message_at,
       last_message_at - n * interval '1 minute'
     from talk, generate_series(0, 9) as n`,
    [clinic],
  );
  await owner.query('analyze');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const reads = () => rowsRead(owner, 'whatsapp_messages_improved');

test.each([
  ['a day', 1, 10],
  ['90 days', 90, 900],
])('the figures of %s read no message of the years before', async (_, days, messages) => {
  const before = await reads();
  const settings = { url: database.url, max: 2, applicationName: 'atende contract' };
  const tenants = openTenantPool(settings, () => undefined);
  const activity = postgresClinicActivity(tenants);
  const found = await activity.figures(clinic, new Date(Date.now() - days * 86_400_000), 20_000);
  await tenants.connections.end();
  expect(found.received).toBe(messages);
  expect((await reads()) - before).toBeLessThan(3 * messages + 50);
});
