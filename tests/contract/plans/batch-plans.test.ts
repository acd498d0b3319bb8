import pg, { type Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { settleSends } from '../../../src/adapters/postgres/messaging/outbox-settlement.ts';
import { reservePlaces } from '../../../src/adapters/postgres/messaging/sending/send-pacing.ts';
import { completeTurns } from '../../../src/adapters/postgres/messaging/turn/complete-turns.ts';
import { batchPlans, openPool } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { planSteps } from '../../support/database/plans.ts';

let database: TestDatabase;
let owner: Pool;
let batches: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 1 });
  await owner.query(grown);
  await owner.query('vacuum analyze');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});
beforeEach(() => {
  const settings = { url: database.url, max: 1, applicationName: 'atende contract', session: batchPlans };
  batches = openPool({ ...settings, role: 'atende_system' }, () => undefined);
});
afterEach(() => batches.end());

/** How each entry of a batch reaches stored rows: by which index, and `all` where nothing of the entry tells which. */
async function waysOf({ name, text }: { readonly name: string; readonly text: string }) {
  await batches.query({ name, text, values: ['[]'] });
  const steps = await planSteps(batches, `"${name}" ('[]')`);
  return steps.flatMap((step) => {
    const { 'Node Type': kind, 'Relation Name': table, 'Index Name': index, 'Index Cond': by } = step;
    if (table === undefined || !kind.includes('Scan')) return [];
    return [`${table} by ${index ?? 'no index'}${by === undefined ? ', all' : ''}`];
  });
}

/** A key of a table, or what belongs to one conversation or person. */
const oneByOne =
  /_pkey$|clinic_whatsapp_numbers_number$|messages_by_conversation$|messages_about$|messages_outbox$|contact_identities_by_contact$/;

/** As of a clinic that has worked for a while: nothing is in hand, so that the index of what is in hand looks cheapest. */
const grown = `
set session_replication_role = replica;
with place as (
  select gen_random_uuid() as clinic_id, gen_random_uuid() as id, n from generate_series(1, 10000) as n
), people as (
  insert into contacts (clinic_id, id) select clinic_id, id from place
), identities as (
  insert into contact_identities (clinic_id, kind, value, contact_id) select clinic_id, 'wa_id', n, id from place
), talks as (
  insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
  select clinic_id, id, '551133330000', id from place
), numbers as (
  insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number) select clinic_id, 550000000000 + n from place
), paces as (
  insert into send_pacing (clinic_id, key, next_free_at) select clinic_id, 'number:' || n, now() from place
)
insert into whatsapp_messages_improved
  (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at)
select clinic_id, id, id, 'outbound', 'assistant', 'text', 'Oi', '{}', 'accepted', now() from place;
set session_replication_role = origin`;

it.each([completeTurns, settleSends, reservePlaces])(
  'the plan of $name looks up the rows of each entry by their key',
  async (statement) => {
    const ways = await waysOf(statement);
    expect(ways.length).toBeGreaterThan(2);
    expect(ways.filter((way) => !oneByOne.test(way))).toEqual([]);
  },
);
