import pg, { type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { postgresDeliveryLog } from '../../../src/adapters/postgres/messaging/delivery-log.ts';
import { postgresInbox } from '../../../src/adapters/postgres/messaging/inbox.ts';
import { postgresPeople } from '../../../src/adapters/postgres/messaging/people/people.ts';
import { openIngestPool, openTenantPool, type TenantPool } from '../../../src/adapters/postgres/pool.ts';
import { uuidV7Ids } from '../../../src/adapters/system/ids.ts';
import type { PersonToPlace } from '../../../src/application/ports/messaging/people.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { planSteps } from '../../support/database/plans.ts';
import { ana, phone } from '../../support/builders/a-received-message.ts';
import { registerClinic } from '../../support/product/product.ts';
import { policy } from '../harness/steps.ts';

const statements = [
  ['append-messages', `'[]', 1500, 10000, 1, 1, 1, 1`],
  ['record-statuses', `'[]', '{}'`],
  ['erased-keys', `'[]'`],
  ['people-known', `'[]'`],
  ['admit-people', `'[]', '[]', '[]', now()`],
] as const;

let database: TestDatabase;
let owner: Pool;
let somebody: PersonToPlace;
let tenants: TenantPool;
let oneConnection: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 1 });
  const clinic = clinicId(await registerClinic(owner, {}));
  const marks = { clinicId: clinic, keys: [uuidV7Ids.next()], sentAt: new Date() };
  somebody = { clinicId: clinic, whatsappNumber: phone('551133330000'), sighting: ana, marks };
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
afterEach(() => Promise.all([oneConnection.end(), tenants.connections.end()]));

/** A connection meets the statements for the first time: their plans are made for the tables as they are now. */
async function connect() {
  const settings = { url: database.url, max: 1, applicationName: 'atende contract' };
  const ignore = () => undefined;
  tenants = openTenantPool(settings, ignore);
  oneConnection = openIngestPool({ ...settings, role: 'atende_system' }, ignore);
  await runEach(60_000);
}
async function runEach(replanMs: number) {
  await postgresInbox(oneConnection, replanMs).append([], policy);
  await postgresDeliveryLog(oneConnection, tenants, replanMs).record([]);
  const people = postgresPeople({ tenants }, oneConnection, uuidV7Ids, replanMs);
  await people.place([somebody], new Date());
}

/** How the statements reach stored rows, other than by the whole of a key. */
async function otherScans(): Promise<readonly string[]> {
  const scans: string[] = [];
  for (const [statement, values] of statements)
    for (const step of await planSteps(oneConnection, `"${statement}" (${values})`)) {
      const { 'Relation Name': table, 'Index Name': index = 'no index', 'Index Cond': by = '' } = step;
      const columns = by === '' ? 0 : by.split(' AND ').length;
      if (table !== undefined && step['Node Type'].includes('Scan'))
        scans.push(`${statement}: ${table} by ${index}, ${columns} columns`);
    }
  expect(scans.length).toBeGreaterThan(10);
  return scans.filter(
    (scan) => !/(_pkey|_once|_by_contact|_one_per_person|_waiting), [23] columns$/.test(scan),
  );
}

const add = (people: number, messages: number) =>
  owner.query(
    `with people as (
       insert into contacts (clinic_id, id) select clinics.id, gen_random_uuid() from clinics, generate_series(1, $1::integer)
       returning clinic_id, id
     ), identities as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select clinic_id, 'phone', id::text, id from people
     ), conversations as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
       select clinic_id, gen_random_uuid(), '551133330000', id from people
       returning clinic_id, id
     ), numbered as (select *, row_number() over () - 1 as place from conversations)
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, dedupe_key, type, content, status, sent_at)
     select clinic_id, gen_random_uuid(), id, 'outbound', 'assistant', gen_random_uuid(), 'text', '', 'accepted', now()
     from generate_series(1, $2::integer) as n join numbered on place = n % $1`,
    [people, messages],
  );

describe('the plans of what ingest does all the time', () => {
  it('find every stored row by the whole of a key when there is nothing yet to measure', async () => {
    await connect();
    expect(await otherScans()).toEqual([]);
  });

  it.each([
    [1, 1],
    [1, 60],
    [5, 50],
    [20, 200],
  ])(
    'do so soon after tables have grown that had statistics of %d conversations and %d messages',
    async (people, messages) => {
      await owner.query(
        'truncate whatsapp_messages_improved, whatsapp_conversations_improved, contacts cascade',
      );
      await add(people, messages);
      await owner.query('analyze');
      await connect();
      await add(3_000, 9_000);
      await runEach(0);
      expect(await otherScans()).toEqual([]);
    },
  );
});
