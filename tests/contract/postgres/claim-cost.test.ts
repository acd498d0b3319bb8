import pg, { type Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendClaims } from '../../../src/adapters/postgres/messaging/outbox-claims.ts';
import { turnClaims } from '../../../src/adapters/postgres/messaging/turn/turn-claims.ts';
import { claimPlans, openPool } from '../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { planSteps } from '../../support/database/plans.ts';

const clinics = 300;
const hands = 4;

let database: TestDatabase;
let owner: Pool;
/** One, whose prepared statements can be explained. */
let system: Pool;

/** Clinics that each have one conversation and one message due, one that has many, and as many whose work is not due yet. */
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 1 });
  const settings = { url: database.url, max: 1, applicationName: 'atende contract', session: claimPlans };
  system = openPool({ ...settings, role: 'atende_system' }, () => undefined);
  await owner.query(
    `with made as (
       insert into clinics (name) select 'Clínica ' || n from generate_series(1, 2 * $1::integer) as n returning id
     ), numbered as (
       select id, row_number() over (order by id) as n, now() + case when row_number() over (order by id) % 2 = 0
         then interval '-1 minute' else interval '1 hour' end as due
       from made
     ), numbers as (
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number)
       select id, (551133330000 + n)::text from numbered
     ), told as (
       insert into alerts (id, clinic_id, kind, subject, message)
       select gen_random_uuid(), id, 'turn-failed', gen_random_uuid(), 'Sem resposta' from numbered
       cross join generate_series(1, 300) where n = 2
     ), people as (
       insert into contacts (clinic_id, id)
       select id, gen_random_uuid() from numbered
       cross join lateral generate_series(1, case when n = 2 then 1000 else 1 end)
       returning clinic_id, id
     ), conversations as (
       insert into whatsapp_conversations_improved
         (clinic_id, id, whatsapp_number, contact_id, turn_due_at, turn_first_at)
       select people.clinic_id, gen_random_uuid(), (551133330000 + n)::text, people.id, due, due
       from people join numbered on numbered.id = people.clinic_id
       returning clinic_id, id, turn_due_at
     )
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, next_attempt_at, epoch)
     select clinic_id, gen_random_uuid(), id, 'outbound', 'assistant', 'text', 'Oi', '{"type":"text","body":"Oi"}',
       'queued', now(), turn_due_at, 1
     from conversations`,
    [clinics],
  );
  await owner.query('analyze');
});
afterAll(async () => {
  await Promise.all([owner.end(), system.end()]);
  await database.drop();
});

/** Rows of tables that one more claim looks at. */
async function rowsLookedAt(statement: string, others: string): Promise<number> {
  const values = `'00000000-0000-0000-0000-000000000000', ${hands + 8}, ${hands}, 1000${others}`;
  const steps = await planSteps(system, `"${statement}" (${values})`, ', analyze, timing off');
  return steps
    .filter((step) => step['Relation Name'] !== undefined)
    .reduce(
      (sum, step) =>
        sum + (step['Actual Rows']! + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops']!,
      0,
    );
}

describe.each([
  ['claim-turns', ', 1', () => turnClaims(system)],
  ['claim-sends', '', () => sendClaims(system)],
] as const)('%s, with many clinics due', (statement, others, claims) => {
  it('looks at a few clinics for each free hand, not at all that wait', async () => {
    await claims()(0, 1_000);
    const looked = await rowsLookedAt(statement, others);
    expect(looked).toBeGreaterThanOrEqual(hands);
    expect(looked).toBeLessThan(20 * (hands + 8));
  });

  it('comes round to every clinic', async () => {
    const claim = claims();
    const seen = new Set<string>();
    // four were claimed above, and one clinic has more than one that is due
    for (let claims = 0; seen.size < clinics - hands && claims < clinics; claims += 1)
      for (const { clinicId } of await claim(hands, 60_000)) seen.add(clinicId);
    expect(seen.size).toBeGreaterThanOrEqual(clinics - hands);
  });
});

describe.each([
  [
    'claim-sends',
    '',
    'whatsapp_messages_improved',
    'next_attempt_at',
    'lease_until',
    () => sendClaims(system),
  ],
  [
    'claim-turns',
    ', 1',
    'whatsapp_conversations_improved',
    'turn_due_at',
    'turn_lease_until',
    () => turnClaims(system),
  ],
] as const)('%s, planned when nothing was due', (statement, others, table, due, lease, claims) => {
  it('looks at a few, not at all that became due since', async () => {
    await owner.query(`update ${table} set ${due} = null, ${lease} = null`);
    await owner.query(`vacuum analyze ${table}`);
    await system.query('discard plans');
    await claims()(0, 1_000);
    await owner.query(`update ${table} set ${due} = now() - interval '1 minute'`);
    const looked = await rowsLookedAt(statement, others);
    expect(looked).toBeGreaterThanOrEqual(hands);
    expect(looked).toBeLessThan(20 * (hands + 8));
  });
});

it('looks at nothing of a clinic whose only number is stopped, however much waits there', async () => {
  await sendClaims(system)(0, 1_000);
  await owner.query(
    `with clinic as (
       insert into clinics (id, name) values ('00000000-0000-0000-0000-000000000001', 'Clínica parada') returning id
     ), number as (
       insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number, sends_stopped_until, sends_stopped_count)
       select id, '551144440001', now() + interval '1 hour', 3 from clinic
     ), people as (
       insert into contacts (clinic_id, id) select id, gen_random_uuid() from clinic, generate_series(1, 1000)
       returning clinic_id, id
     ), conversations as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
       select clinic_id, gen_random_uuid(), '551144440001', id from people
       returning clinic_id, id
     )
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, next_attempt_at, epoch)
     select clinic_id, gen_random_uuid(), id, 'outbound', 'assistant', 'text', 'Oi', '{"type":"text","body":"Oi"}',
       'queued', now(), now() - interval '1 minute', 1
     from conversations`,
  );
  await owner.query('analyze');
  expect(await rowsLookedAt('claim-sends', '')).toBeLessThan(20 * (hands + 8));
});
