import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresAuditTrail } from '../../../src/adapters/postgres/access/audit-trail.ts';
import { openPool, openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { rowsRead } from '../../support/database/rows-read.ts';

// Years of entries: a page of them must cost what it shows, whoever and whatever is looked for.

const years = 30_000;
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
  // ana does nearly everything; what eve does, and what is rare, lies far back
  await owner.query(
    `insert into audit_log (clinic_id, id, at, actor, action, subject)
     select $1, gen_random_uuid(), now() - n * interval '1 hour',
       case when n % 1000 = 999 then 'user:eve' else 'user:ana' end,
       case when n > 29000 and n % 10 = 0 then 'patient.erase' when n % 1000 = 999 then 'member.put' else 'conversation.read' end,
       'x'
     from generate_series(1, $2::integer) as n`,
    [clinic, years],
  );
  await owner.query('analyze audit_log');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const monthsAgo = (months: number) => new Date(Date.now() - months * 30 * 86_400_000);

test.each([
  ['of everything', {}, 50],
  ['of one person', { actor: 'user:eve' }, 30],
  ['of one act', { action: 'patient.erase' }, 50],
  ['of one act of one person', { actor: 'user:ana', action: 'patient.erase' }, 50],
  ['of nothing that there is', { actor: 'user:eve', action: 'patient.erase' }, 0],
  ['of a month long ago', { from: monthsAgo(31), to: monthsAgo(30) }, 50],
  ['of one person in a month long ago', { actor: 'user:ana', from: monthsAgo(31), to: monthsAgo(30) }, 50],
])('a page %s reads little more than it shows', async (_, query, most) => {
  const settings = { url: database.url, max: 2, applicationName: 'atende contract' };
  const before = await rowsRead(owner, 'audit_log');
  const system = openPool({ ...settings, role: 'atende_system' }, () => undefined);
  const tenants = openTenantPool(settings, () => undefined);
  const trail = postgresAuditTrail({ system, claims: system, tenants });
  const first = await trail.list({ reach: [clinic], limit: 50, ...query });
  const next =
    first.length < 50
      ? []
      : await trail.list({ reach: [clinic], limit: 50, before: first.at(-1)!.id, ...query });
  await Promise.all([system, tenants.connections].map((pool) => pool.end()));
  expect(first).toHaveLength(most);
  expect(next.length).toBe(first.length < 50 ? 0 : 50);
  expect((await rowsRead(owner, 'audit_log')) - before).toBeLessThan(300);
});
