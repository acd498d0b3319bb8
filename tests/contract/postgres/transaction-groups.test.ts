import pg, { type Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTenantPool, type TenantPool } from '../../../src/adapters/postgres/pool.ts';
import { queryInGroup } from '../../../src/adapters/postgres/transaction-groups.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';

let database: TestDatabase;
let owner: Pool;
let tenants: TenantPool;
let clinics: readonly ClinicId[];

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Pool({ connectionString: database.url, max: 2 });
  tenants = openTenantPool({ url: database.url, max: 6, applicationName: 'atende groups' }, () => undefined);
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) select 'Clínica ' || n from generate_series(1, 40) as n returning id`,
  );
  clinics = rows.map(({ id }) => clinicId(id));
});
afterAll(async () => {
  await Promise.all([owner.end(), tenants.connections.end()]);
  await database.drop();
});

const ask = <Row extends pg.QueryResultRow>(id: ClinicId, text: string, values: readonly unknown[] = []) =>
  queryInGroup<Row>(tenants, id, { text, values: [...values] });
const opened = async (id: ClinicId, subject: string) => {
  const text = `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
    values (gen_random_uuid(), $1, 'handover', $2, '', now(), now())
    returning pg_current_wal_insert_lsn() as lsn`;
  return ask<{ lsn: string }>(id, text, [id, subject]);
};
const openedOf = async (subject: string) => {
  const { rows } = await owner.query<{ id: string }>(
    'select clinic_id as id from alerts where subject = $1',
    [subject],
  );
  return new Set(rows.map(({ id }) => id));
};

/** Six, when each of the six waits alone: the groups have given up. */
const waitingForTables = async () => {
  const { rows } = await owner.query<{ n: number }>(
    `select count(distinct pid)::integer as n from pg_locks where relation = 'alerts'::regclass and not granted`,
  );
  return rows[0]!.n;
};

describe('transactions in groups', () => {
  it('see and write each its own clinic, on a few connections however many come at once', async () => {
    const seen = await Promise.all(clinics.map((id) => ask<{ id: string }>(id, 'select id from clinics')));
    expect(seen.map(({ rows }) => rows)).toEqual(clinics.map((id) => [{ id }]));
    expect(tenants.connections.totalCount).toBeLessThanOrEqual(2);
  });

  it('leave each other alone: one that is refused is alone in that, wherever it stands', async () => {
    const foreign = 12;
    const outcomes = await Promise.allSettled(
      clinics.map((id, at) =>
        at % foreign === 0
          ? ask(id, `insert into clinics (name) values ('another')`)
          : opened(id, 'beside a failure'),
      ),
    );
    const refused = outcomes.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));
    expect(refused).toEqual(clinics.flatMap((_, at) => (at % foreign === 0 ? [at] : [])));
    expect((await openedOf('beside a failure')).size).toBe(clinics.length - refused.length);
  });

  it('keep nobody waiting behind one that finds its row locked, which is done when it gets the row', async () => {
    await Promise.all(clinics.map((id) => opened(id, 'locked')));
    const holder = await owner.connect();
    await holder.query('begin');
    await holder.query(`select from alerts where clinic_id = $1 and subject = 'locked' for update`, [
      clinics[0],
    ]);
    const change = `update alerts set message = 'seen' where clinic_id = $1 and subject = 'locked'`;
    let isDone = false;
    const blocked = Promise.all([0, 0, 0].map((at) => ask(clinics[at]!, change, [clinics[at]]))).then(
      (all) => {
        isDone = true;
        return all;
      },
    );
    const others = await Promise.all(clinics.slice(1).map((id) => ask(id, change, [id])));
    expect(others.every(({ rowCount }) => rowCount === 1)).toBe(true);
    expect(isDone).toBe(false);
    await holder.query('rollback');
    holder.release();
    expect((await blocked).map(({ rowCount }) => rowCount)).toEqual([1, 1, 1]);
  });

  it('are all done where the first could not prepare the statement that they share, because its table was locked', async () => {
    const holder = await owner.connect();
    await holder.query('begin; lock table alerts in access exclusive mode');
    const shared = {
      name: 'count-alerts',
      text: 'select count(*)::integer as n from alerts where clinic_id = $1',
    };
    const asked = Promise.all(
      clinics.slice(0, 6).map((id) => queryInGroup<{ n: number }>(tenants, id, { ...shared, values: [id] })),
    );
    await Promise.race([asked, expect.poll(waitingForTables, { interval: 20 }).toBe(6)]);
    await holder.query('rollback');
    holder.release();
    expect((await asked).every(({ rows }) => rows.length === 1)).toBe(true);
  });

  it('have reached the disk when they are told to be done', async () => {
    const written = await Promise.all(clinics.map((id) => opened(id, 'durable')));
    const { rows } = await owner.query<{ is_flushed: boolean }>(
      'select bool_and(lsn <= pg_current_wal_flush_lsn()) as is_flushed from unnest($1::pg_lsn[]) as lsn',
      [written.map(({ rows: [row] }) => row?.lsn)],
    );
    expect(rows).toEqual([{ is_flushed: true }]);
  });

  it('refuse what is no clinic by itself, and do what stands beside it', async () => {
    const asked = [clinics[0]!, clinics[1]!, clinics[2]!, 'nobody' as ClinicId, clinics[3]!];
    const outcomes = await Promise.allSettled(asked.map((id) => ask(id, 'select 1')));
    const [done, refused] = ['fulfilled', 'rejected'];
    expect(outcomes.map(({ status }) => status)).toEqual([done, done, done, refused, done]);
  });

  it('end with an error when the connection breaks, and go on with the next one', async () => {
    const broken = ask(clinics[0]!, 'select pg_terminate_backend(pg_backend_pid())');
    await expect(broken).rejects.toThrow();
    expect((await ask(clinics[1]!, 'select 1 as one')).rows).toEqual([{ one: 1 }]);
  });
});
