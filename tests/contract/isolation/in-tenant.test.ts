import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTenantPool, type TenantPool } from '../../../src/adapters/postgres/pool.ts';
import { inTenant, queryInTenant, sqlState } from '../../../src/adapters/postgres/transaction.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
let owner: pg.Client;
/** One connection, so that whatever is left on it is met by the next. */
let pool: TenantPool;
let [ours, theirs]: ClinicId[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client(database.url);
  await owner.connect();
  pool = openTenantPool({ url: database.url, max: 1, applicationName: 'atende contract' }, () => undefined);
  [ours, theirs] = await Promise.all(
    ['Clínica Aurora', 'Clínica Boreal'].map(async (name) => {
      const { rows } = await owner.query<{ id: string }>(
        'insert into clinics (name) values ($1) returning id',
        [name],
      );
      return clinicId(rows[0]!.id);
    }),
  );
});
afterAll(async () => {
  await pool.connections.end();
  await owner.end();
  await database.drop();
});

const nameOf = { text: 'select name from clinics' };
const add = (clinic: ClinicId, id: string) => ({
  text: 'insert into contacts (clinic_id, id) values ($1, $2)',
  values: [clinic, id],
});
const someId = () => crypto.randomUUID();
const visible = async (clinic: ClinicId) =>
  (await queryInTenant<{ name: string }>(pool, clinic, nameOf)).rows;

test('a clinic sees itself and nobody else', async () => {
  expect(await visible(ours!)).toEqual([{ name: 'Clínica Aurora' }]);
  expect(await visible(theirs!)).toEqual([{ name: 'Clínica Boreal' }]);
});

test('nothing is seen outside', async () => {
  await visible(ours!);
  expect((await pool.connections.query(nameOf)).rows).toEqual([]);
});

test('a row of another clinic is refused, and the connection goes on', async () => {
  const refused = await queryInTenant(pool, ours!, add(theirs!, someId())).catch(sqlState);
  expect(refused).toBe('42501');
  expect(await visible(theirs!)).toHaveLength(1);
});

test('what a constraint refuses is not quoted, and so stands in no log of the server', async () => {
  const number = { text: 'insert into clinic_whatsapp_numbers (clinic_id, whatsapp_number) values ($1, $2)' };
  await queryInTenant(pool, theirs!, { ...number, values: [theirs, '551155500777'] });
  const taken = queryInTenant(pool, ours!, { ...number, values: [ours, '551155500777'] });
  await expect(taken).rejects.toMatchObject({ code: '23505', detail: undefined });
  const noNumber = queryInTenant(pool, ours!, { ...number, values: [ours, 'Maria'] });
  await expect(noNumber).rejects.toMatchObject({ code: '23514', detail: undefined });
  // whoever no policy binds is told
  await expect(owner.query(number.text, [ours, '551155500777'])).rejects.toMatchObject({
    detail: expect.stringContaining('551155500777'),
  });
});

test('a statement that fails leaves nothing of its transaction', async () => {
  const id = someId();
  await inTenant(pool, ours!, async (client) => {
    await client.query(add(ours!, id));
    throw new Error('no');
  }).catch(() => undefined);
  await queryInTenant(pool, ours!, { text: `select 1 / 0` }).catch(() => undefined);
  const found = { text: 'select from contacts where id = $1', values: [id] };
  expect((await queryInTenant(pool, ours!, found)).rowCount).toBe(0);
});

test('what only the commit refuses is refused', async () => {
  await owner.query(
    `alter table contact_identities alter constraint contact_identities_clinic_id_contact_id_fkey deferrable initially deferred`,
  );
  const orphan = {
    text: `insert into contact_identities (clinic_id, kind, value, contact_id) values ($1, 'phone', '1', $2)`,
    values: [ours, someId()],
  };
  expect(await queryInTenant(pool, ours!, orphan).catch(sqlState)).toBe('23503');
  expect(await visible(ours!)).toHaveLength(1);
});

test('a prepared statement serves clinic after clinic, each with its own rows', async () => {
  const prepared = { name: 'names', ...nameOf };
  // more than five times: from then on the plan is a generic one
  for (let n = 0; n < 12; n += 1) {
    const [clinic, name] = n % 2 === 0 ? [ours, 'Clínica Aurora'] : [theirs, 'Clínica Boreal'];
    expect((await queryInTenant(pool, clinic!, prepared)).rows).toEqual([{ name }]);
  }
});

test('a setting left on the connection does not count', async () => {
  await pool.connections.query(`select set_config('app.clinic_id', $1, false)`, [theirs]);
  expect(await visible(ours!)).toEqual([{ name: 'Clínica Aurora' }]);
  await pool.connections.query('reset app.clinic_id');
});

test('many clinics at once never mix', async () => {
  const wide = openTenantPool(
    { url: database.url, max: 8, applicationName: 'atende contract' },
    () => undefined,
  );
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const clinic = n % 2 === 0 ? ours! : theirs!;
      const { rows } =
        n % 3 === 0
          ? await inTenant(wide, clinic, (client) => client.query<{ id: string }>('select id from clinics'))
          : await queryInTenant<{ id: string }>(wide, clinic, { text: 'select id from clinics' });
      return rows.length === 1 && rows[0]?.id === clinic;
    }),
  );
  await wide.connections.end();
  expect(seen).not.toContain(false);
});

test('an id that is none never reaches the database', async () => {
  const forged = clinicId(`${ours!}'; set local app.clinic_id = '${theirs!}`);
  await expect(inTenant(pool, forged, (client) => client.query(nameOf))).rejects.toThrow('uuid');
  await expect(queryInTenant(pool, forged, nameOf)).rejects.toThrow('uuid');
});

/** The setting is the key to a clinic's rows: hence only transaction.ts sets it (routes.test.ts). */
describe('the setting', () => {
  test('counts from the moment it is changed, back to a savepoint, and to the end of the transaction', async () => {
    await inTenant(pool, ours!, async (client) => {
      const name = async () => (await client.query<{ name: string }>(nameOf)).rows.map((row) => row.name);
      await client.query('savepoint here');
      await client.query(`select set_config('app.clinic_id', $1, true)`, [theirs]);
      expect(await name()).toEqual(['Clínica Boreal']);
      await client.query('rollback to here');
      expect(await name()).toEqual(['Clínica Aurora']);
    });
    expect((await pool.connections.query(nameOf)).rows).toEqual([]);
  });

  test('never lets one transaction write for two clinics unseen: each write is checked against it', async () => {
    await inTenant(pool, ours!, async (client) => {
      const id = someId();
      await client.query(add(ours!, id));
      await client.query(`select set_config('app.clinic_id', $1, true)`, [theirs]);
      const moved = await client.query('update contacts set profile_name = $2 where id = $1', [id, 'taken']);
      expect(moved.rowCount).toBe(0);
    });
  });
});
