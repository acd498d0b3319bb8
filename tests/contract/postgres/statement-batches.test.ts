import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inBatches } from '../../../src/adapters/postgres/statement-batches.ts';
import { clinicId, type ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';

let database: ContractDatabase;
let owner: Pool;
let clinics: readonly ClinicId[];
let open: (subject: string, clinic: ClinicId, message?: string) => Promise<readonly { lsn: string }[]>;
let change: (subject: string, clinic: ClinicId) => Promise<readonly unknown[]>;

beforeAll(async () => {
  database = await openContractDatabase();
  ({ owner } = database);
  const { rows } = await owner.query<{ id: string }>(
    `insert into clinics (name) select 'Clínica ' || n from generate_series(1, 40) as n returning id`,
  );
  clinics = rows.map(({ id }) => clinicId(id));
  const opens = inBatches<{ lsn: string }>(database.pools, {
    name: 'open-some',
    text: `
      with opened as (
        insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
        select gen_random_uuid(), given.clinic_id, 'handover', given.subject, given.message, now(), now()
        from json_to_recordset($1::json) as given (clinic_id uuid, subject text, message text)
        returning clinic_id
      )
      select given.n, pg_current_wal_insert_lsn() as lsn
      from opened join json_to_recordset($1::json) as given (n integer, clinic_id uuid) using (clinic_id)`,
  });
  const changes = inBatches(database.pools, {
    name: 'change-some',
    text: `
      update alerts as alert set message = 'seen'
      from json_to_recordset($1::json) as given (n integer, clinic_id uuid, subject text)
      where alert.clinic_id = given.clinic_id and alert.subject = given.subject
      returning given.n`,
  });
  open = (subject, clinic, message = '') => opens({ clinic_id: clinic, subject, message });
  change = (subject, clinic) => changes({ clinic_id: clinic, subject });
});
afterAll(() => database.drop());

const openedOf = async (subject: string) => {
  const { rows } = await owner.query<{ id: string }>(
    'select clinic_id as id from alerts where subject = $1',
    [subject],
  );
  return rows.map(({ id }) => id).sort();
};

/** Their number in a batch, for each that asked. */
const together = (settings = {}) =>
  inBatches<{ size: number }>(
    database.pools,
    {
      name: 'count-some',
      text: `select n, (count(*) over ())::integer as size from json_to_recordset($1::json) as given (n integer)`,
    },
    settings,
  );

describe('a statement in batches', () => {
  it('does for each what it asked, in few transactions however many come at once', async () => {
    const ask = together();
    const answers = await Promise.all(clinics.map((id) => ask({ clinic_id: id })));
    expect(answers.map((rows) => rows.length)).toEqual(clinics.map(() => 1));
    // the first goes at once, and 32 are the most
    expect(answers.map(([row]) => row?.size)).toEqual([
      1,
      ...Array<number>(32).fill(32),
      ...Array<number>(7).fill(7),
    ]);
  });

  it('has nobody beside somebody with whom it must not be', async () => {
    const ask = together({ apart: ({ number }: { number?: unknown }) => String(number) });
    const numbers = [1, 1, 1, 2, 2, 3];
    const answers = await Promise.all(numbers.map((number, at) => ask({ clinic_id: clinics[at]!, number })));
    expect(answers.map(([row]) => row?.size)).toEqual([1, 3, 2, 3, 2, 3]);
  });

  it('leaves the others alone where one is refused, wherever it stands', async () => {
    const foreign = 12;
    const outcomes = await Promise.allSettled(
      clinics.map((id, at) => open('beside a failure', id, at % foreign === 0 ? '\u0000' : 'fine')),
    );
    const refused = outcomes.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []));
    expect(refused).toEqual(clinics.flatMap((_, at) => (at % foreign === 0 ? [at] : [])));
    const done = clinics.filter((_, at) => at % foreign !== 0);
    expect(await openedOf('beside a failure')).toEqual([...done].sort());
  });

  it('does what is alone as its own clinic, which sees and writes no other', async () => {
    const everything = inBatches(database.pools, {
      name: 'change-all',
      text: `
        update clinics set name = name where id = any (array[id]) and 0 = 0 / (3 - json_array_length($1::json)) returning 0 as n, id`,
    });
    const asked = [0, 1, 2, 3].map((at) => everything({ clinic_id: clinics[at]! }));
    const [, ...rows] = await Promise.all(asked);
    // three in one batch divide by zero
    expect(rows.map((each) => each.map((row) => (row as { id: string }).id))).toEqual(
      [1, 2, 3].map((at) => [clinics[at]]),
    );
  });

  it('keeps nobody waiting behind one that finds its row locked, which is done when it gets the row', async () => {
    await Promise.all(clinics.map((id) => open('locked', id)));
    const holder = await owner.connect();
    await holder.query('begin');
    await holder.query(`select from alerts where clinic_id = $1 and subject = 'locked' for update`, [
      clinics[0],
    ]);
    let isDone = false;
    const blocked = change('locked', clinics[0]!).then((rows) => {
      isDone = true;
      return rows;
    });
    const others = await Promise.all(clinics.slice(1).map((id) => change('locked', id)));
    expect(others.every(({ length }) => length === 1)).toBe(true);
    expect(isDone).toBe(false);
    await holder.query('rollback');
    holder.release();
    expect(await blocked).toHaveLength(1);
  });

  it('has reached the disk when it is told to be done', async () => {
    const written = await Promise.all(clinics.map((id) => open('durable', id)));
    const { rows } = await owner.query<{ is_flushed: boolean }>(
      'select bool_and(lsn <= pg_current_wal_flush_lsn()) as is_flushed from unnest($1::pg_lsn[]) as lsn',
      [written.map(([row]) => row?.lsn)],
    );
    expect(rows).toEqual([{ is_flushed: true }]);
  });

  it('takes half a surrogate pair for a sign that cannot be read, as a text would be', async () => {
    await open('half a pair', clinics[0]!, 'a\ud83d');
    const { rows } = await owner.query(`select message from alerts where subject = 'half a pair'`);
    expect(rows).toEqual([{ message: 'a\ufffd' }]);
  });

  it('ends with an error when the connection breaks, for nobody knows what was done, and goes on with the next one', async () => {
    const breaking = inBatches(database.pools, {
      name: 'break',
      text: `select 0 as n, case when $1::json ->> 0 is not null then pg_terminate_backend(pg_backend_pid()) end`,
    });
    await expect(breaking({ clinic_id: clinics[0]! })).rejects.toThrow();
    expect(await together()({ clinic_id: clinics[1]! })).toHaveLength(1);
  });
});
