import pg, { type Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { turnClaims } from '../../../../src/adapters/postgres/messaging/turn/turn-claims.ts';
import { claimPlans, openPool } from '../../../../src/adapters/postgres/pool.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { planSteps } from '../../../support/database/plans.ts';

let database: TestDatabase;
let owner: Pool;
let claims: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 1 });
  claims = openPool(
    {
      url: database.url,
      max: 1,
      applicationName: 'atende contract',
      role: 'atende_system',
      session: claimPlans,
    },
    () => undefined,
  );
});
afterAll(async () => {
  await Promise.all([owner.end(), claims.end()]);
  await database.drop();
});

// with statistics of a backlog the order of the locks was read from the key of all conversations, at each claim
it('a claim of turns reads no table from one end to the other, however many turns Postgres knows to be due', async () => {
  await owner.query(
    `with made as (
       insert into clinics (name) select 'Clínica ' || n from generate_series(1, 40) as n returning id
     ), people as (
       insert into contacts (clinic_id, id) select made.id, gen_random_uuid() from made, generate_series(1, 60)
       returning clinic_id, id
     )
     insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, turn_due_at, turn_first_at)
     select clinic_id, gen_random_uuid(), '551133330000', id, now(), now() from people`,
  );
  await owner.query('vacuum analyze');
  expect(await turnClaims(claims)(8, 30_000)).toHaveLength(8);
  const steps = await planSteps(
    claims,
    `"claim-turns" ('00000000-0000-0000-0000-000000000000', 16, 8, 1000, 1)`,
  );
  const scans = steps.filter(
    (step) =>
      step['Relation Name'] === 'whatsapp_conversations_improved' && step['Node Type'].includes('Scan'),
  );
  expect(scans.length).toBeGreaterThan(4);
  expect(scans.filter((step) => step['Index Cond'] === undefined)).toEqual([]);
});
