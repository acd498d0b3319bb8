import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresAuditTrail } from '../../../src/adapters/postgres/access/audit-trail.ts';
import { openPool, openTenantPool } from '../../../src/adapters/postgres/pool.ts';
import type { AuditTrail } from '../../../src/application/ports/access/audit-trail.ts';
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
  // ana does most; what eve does, what is rare, who has left, what nobody does any more, and what leo did of what only ana
  // does now, lies far back
  await owner.query(
    `insert into audit_log (clinic_id, id, at, actor, action, subject)
     select $1, gen_random_uuid(), now() - n * interval '1 hour',
       case when n % 1000 = 999 then 'user:eve' when n % 3 = 0 then 'user:leo'
         when n > 20000 and n % 3 = 1 then 'user:left' else 'user:ana' end,
       case when n > 29000 and n % 10 = 0 then 'patient.erase' when n % 1000 = 999 then 'member.put'
         when n % 10 = 1 and (n % 3 <> 0 or n > 29000) then 'context.save'
         when n > 20000 and n % 10 = 2 then 'alerts.test' else 'conversation.read' end,
       'x'
     from generate_series(1, $2::integer) as n`,
    [clinic, years],
  );
  // another clinic was busy then
  await owner.query(
    `insert into audit_log (clinic_id, id, at, actor, action, subject)
     select gen_random_uuid(), gen_random_uuid(), now() - interval '903 days' - n * interval '1 second', 'user:zoe',
       'conversation.read', 'x'
     from generate_series(1, 5000) as n`,
  );
  await owner.query('analyze audit_log');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const monthsAgo = (months: number) => new Date(Date.now() - months * 30 * 86_400_000);

/** By a program that has just connected. */
async function twoPages(query: Parameters<AuditTrail['list']>[0]) {
  const settings = { url: database.url, max: 2, applicationName: 'atende contract' };
  const before = await rowsRead(owner, 'audit_log');
  const system = openPool({ ...settings, role: 'atende_system' }, () => undefined);
  const tenants = openTenantPool(settings, () => undefined);
  const trail = postgresAuditTrail({ system, claims: system, batches: system, tenants });
  const first = await trail.list(query);
  const last = first.at(-1);
  const next = last === undefined ? [] : await trail.list({ ...query, before: last.id });
  await Promise.all([system, tenants.connections].map((pool) => pool.end()));
  return { first, next, reads: (await rowsRead(owner, 'audit_log')) - before };
}

test.each([
  ['of everything', {}, 50],
  ['of one person', { actor: 'user:eve' }, 30],
  ['of one act', { action: 'patient.erase' }, 50],
  ['of who has left', { actor: 'user:left' }, 50],
  ['of what nobody does any more', { action: 'alerts.test' }, 50],
  ['of one act of one person', { actor: 'user:ana', action: 'patient.erase' }, 33],
  ['of what one did long ago, and another does', { actor: 'user:leo', action: 'context.save' }, 34],
  ['of nothing that there is', { actor: 'user:eve', action: 'patient.erase' }, 0],
  ['of a month long ago', { from: monthsAgo(31), to: monthsAgo(30) }, 50],
  ['of one person in a month long ago', { actor: 'user:ana', from: monthsAgo(31), to: monthsAgo(30) }, 50],
])('a page %s reads little more than it shows', async (_, query, most) => {
  const { first, next, reads } = await twoPages({ reach: [clinic], limit: 50, ...query });
  expect(first).toHaveLength(most);
  expect(new Set([...first, ...next].map(({ id }) => id)).size).toBe(first.length + next.length);
  expect(reads).toBeLessThan(300);
});

test('a page of all clinics, of a month long ago, reads little more than it shows', async () => {
  const { first, reads } = await twoPages({ reach: 'all', limit: 50, to: monthsAgo(31) });
  expect(first).toHaveLength(50);
  expect(reads).toBeLessThan(300);
});
