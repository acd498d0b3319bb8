import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let clinic: string;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const { rows } = await pool.query<{ id: string }>(`insert into clinics (name) values ('A') returning id`);
  clinic = rows[0]!.id;
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const addKey = (role: string, clinicIds: readonly string[], owner: string | null, days = 1) =>
  pool.query(
    `insert into api_keys (id, clinic_id, clinic_ids, role, name, secret_digest, created_by, expires_at)
     values (gen_random_uuid(), $1, $2, $3, 'n', 'd', 'user:x', now() + $4 * interval '1 day')`,
    [owner, clinicIds, role, days],
  );

test('a key of a clinic reaches no other clinic and never the installation', async () => {
  const other = '01890000-0000-7000-8000-000000000001';
  await addKey('service', [clinic], clinic);
  for (const attempt of [
    () => addKey('service', [clinic, other], clinic),
    () => addKey('service', [], clinic),
    () => addKey('service', [other], clinic),
    () => addKey('platform-admin', [clinic], clinic),
    () => addKey('root', [], null),
    () => addKey('service', [clinic], clinic, 0),
  ])
    await expect(attempt()).rejects.toThrow('check constraint');
});

test('the audit log takes one end of an entry, and no change of what was said', async () => {
  const { rows } = await pool.query<{ id: string }>(
    `insert into audit_log (id, clinic_id, actor, action, subject, details, outcome)
     values (gen_random_uuid(), $1, 'user:x', 'a', 's', '{"a":1}', null) returning id`,
    [clinic],
  );
  const change = (set: string) => pool.query(`update audit_log set ${set} where id = $1`, [rows[0]?.id]);
  for (const rewriting of [`actor = 'user:y'`, `details = '{"b":1}'`, `at = now()`, `subject = 't'`])
    await expect(change(rewriting)).rejects.toThrow('finished once');
  await change(`outcome = 'done', details = details || '{"b":2}'`);
  await expect(change(`outcome = 'refused'`)).rejects.toThrow('finished once');
});

test('what a script writes into a clinic, old columns only, is a version of its context from the first', async () => {
  const { rows } = await pool.query<{ id: string }>(
    `insert into clinics (name, contextualization_json) values ('B', '{"n":1}') returning id`,
  );
  const id = rows[0]?.id;
  await pool.query(`update clinics set contextualization_json = '{"n":2}' where id = $1`, [id]);
  await pool.query(`update clinics set contextualization_json = '{"n":2}', name = 'C' where id = $1`, [id]);
  const versions = await pool.query(
    'select version, document from clinic_context_versions where clinic_id = $1 order by version',
    [id],
  );
  expect(versions.rows).toEqual([
    { version: 1, document: { n: 1 } },
    { version: 2, document: { n: 2 } },
  ]);
});
