import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresAppointments } from '../../../src/adapters/postgres/scheduling/appointments.ts';
import { openPool, openTenantPool, type Pools } from '../../../src/adapters/postgres/pool.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import { rowsRead } from '../../support/database/rows-read.ts';

// Operators that might tell of a row are not looked up in an index under a policy (decision 0070): years of
// appointments must not be read to find next week's.

const years = 20_000;
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
  await owner.query(
    `insert into appointments (clinic_id, id, series_id, state, service_id, service_name, calendar_id, starts_at,
       ends_at, during)
     select $1, gen_random_uuid(), gen_random_uuid(), 'confirmed', 's', 'Consulta', 'c', at, at + interval '20 minutes',
       tstzrange(at, at + interval '20 minutes')
     from (select now() + interval '2 days' - n * interval '30 minutes' as at from generate_series(1, $2::integer) as n) as past`,
    [clinic, years],
  );
  await owner.query('analyze appointments');
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Connections of the program. */
async function withPools<T>(work: (pools: Pools) => Promise<T>): Promise<T> {
  const settings = { url: database.url, max: 2, applicationName: 'atende contract' };
  const system = openPool({ ...settings, role: 'atende_system' }, () => undefined);
  const tenants = openTenantPool(settings, () => undefined);
  try {
    return await work({ system, claims: system, batches: system, tenants });
  } finally {
    await Promise.all([system, tenants.connections].map((pool) => pool.end()));
  }
}

test('what is booked in a day is found without reading what was booked in years', async () => {
  const before = await rowsRead(owner, 'appointments');
  const day = { start: new Date(), end: new Date(Date.now() + 86_400_000) };
  const live = await withPools((pools) => postgresAppointments(pools).liveDuring(clinic, day));
  expect(live.length).toBeGreaterThan(40);
  expect((await rowsRead(owner, 'appointments')) - before).toBeLessThan(500);
});
