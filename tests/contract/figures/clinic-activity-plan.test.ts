import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import { postgresClinicActivity } from '../../../src/adapters/postgres/operations/clinic-activity.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { totalOf } from '../../../src/domain/figures/clinic-figures.ts';
import { figureSpan, type FigurePeriod } from '../../../src/domain/figures/figure-spans.ts';
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
  // two thousand conversations of ten messages, one a day: the newest was active just now
  await owner.query(
    `with person as (
       insert into contacts (clinic_id, id) select $1, gen_random_uuid() from generate_series(1, 2000) returning id
     ), talk as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_message_at)
       select $1, gen_random_uuid(), '551133330000', id, now() - (row_number() over () - 1) * interval '1 day'
       from person
       returning id, last_message_at
     )
     insert into whatsapp_messages_improved (clinic_id, id, conversation_id, direction, origin, type, content, status, sent_at,
       created_at)
     select $1, gen_random_uuid(), id, 'inbound', 'patient', 'text', 'oi', 'received', last_message_at,
       last_message_at - n * interval '1 ms'
     from talk, generate_series(0, 9) as n`,
    [clinic],
  );
  // a handover, and a visit that its patient cancelled, for each of those days
  await owner.query(
    `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at, resolved_at)
     select gen_random_uuid(), $1, 'handover', n::text, 'Pediu', now() - n * interval '1 day', now(), now()
     from generate_series(0, 1999) as n`,
    [clinic],
  );
  await owner.query(
    `insert into appointments (clinic_id, id, series_id, state, requested_at, service_id, service_name, calendar_id, starts_at,
       ends_at, during, created_at, given_back_at)
     select $1, gen_random_uuid(), gen_random_uuid(), 'cancelled', at, 's', 'Consulta', 'c', at + interval '8 hours',
       at + interval '9 hours', tstzrange(at + interval '8 hours', at + interval '9 hours'), at, at
     from (select now() - n * interval '1 day' as at from generate_series(0, 1999) as n) as past`,
    [clinic],
  );
  await owner.query('analyze');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

test.each<[FigurePeriod, number]>([
  ['24h', 1],
  ['90d', 90],
])('the figures of %s read nothing of the years before', async (period, days) => {
  /** And how many rows there are a day. */
  const perDay = { whatsapp_messages_improved: 10, alerts: 1, appointments: 2 };
  const reads = async () => {
    const read = new Map<string, number>();
    for (const table of Object.keys(perDay)) read.set(table, await rowsRead(owner, table));
    return read;
  };
  const before = await reads();
  const settings = { url: database.url, max: 2, applicationName: 'atende contract' };
  const tenants = openTenantPool(settings, () => undefined);
  const activity = postgresClinicActivity(tenants);
  const found = await activity.figures(clinic, figureSpan(period, 'America/Sao_Paulo', new Date()), 20_000);
  await tenants.connections.end();
  const { received, handovers, freedTimes, bookings } = totalOf(found.points);
  // in the first hour or day only what is newer than this moment of it is there, or nothing
  for (const counted of [received / 10, handovers, freedTimes, bookings]) {
    expect(counted).toBeGreaterThanOrEqual(Math.max(1, days - 1));
    expect(counted).toBeLessThanOrEqual(days + 1);
  }
  const after = await reads();
  for (const [table, rows] of Object.entries(perDay))
    expect((after.get(table) ?? 0) - (before.get(table) ?? 0), table).toBeLessThan(3 * rows * days + 50);
});
