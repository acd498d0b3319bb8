import { afterAll, beforeAll, expect, it } from 'vitest';
import { confirm } from '../harness/appointment-steps.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import { aParty, leaseMs } from '../harness/steps.ts';

let database: ContractDatabase;

beforeAll(async () => {
  database = await openContractDatabase(3);
});
afterAll(() => database.drop());

it('a changed rule reaches also the visits that somebody is changing at that moment', async () => {
  const harness = await database.harness();
  const { clinicId } = await aParty(harness);
  const { id } = await confirm(harness, clinicId);
  const [visit] = await harness.stores.reminders.claim(1, leaseMs);
  await harness.stores.reminders.settle(visit!, { skipped: [] });
  const busy = await database.owner.connect();
  await busy.query('begin');
  await busy.query('update appointments set version = version + 1 where id = $1', [id]);
  let isSaved = false;
  const saving = harness.overwriteContext(clinicId, { lembretes: true }).then(() => (isSaved = true));
  await expect
    .poll(async () => {
      const { rows } = await database.owner.query<{ n: number }>(
        `select count(*)::integer as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      );
      return isSaved || (rows[0]?.n ?? 0) > 0;
    })
    .toBe(true);
  await busy.query('commit');
  busy.release();
  await saving;
  expect(await harness.stores.reminders.claim(1, leaseMs)).toMatchObject([{ appointment: { id } }]);
});
