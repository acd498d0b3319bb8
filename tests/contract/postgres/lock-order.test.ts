import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import { aParty } from '../harness/steps.ts';

let database: ContractDatabase;
beforeAll(async () => {
  database = await openContractDatabase();
});
afterAll(() => database.drop());

// ingest locks conversations by their ids: whoever takes them in another order deadlocks with it
it('changes of several people lock their conversations by id, and hold none while they wait for an earlier one', async () => {
  const { owner } = database;
  const harness = await database.harness();
  const [first, second] = [{ bsuid: 'BR.first' }, { bsuid: 'BR.second' }];
  const low = await aParty(harness, undefined, first);
  const high = await aParty(harness, low, second);
  const lock = 'select id from whatsapp_conversations_improved where id = $1 for no key update';
  const holder = await owner.connect();
  await holder.query('begin');
  await holder.query(lock, [low.placement.conversationId]);

  const person = { clinicId: low.clinicId, whatsappNumber: low.number.whatsappNumber };
  const placed = harness.stores.people.place(
    [second, first].map((previous) => {
      const current = { bsuid: `${previous.bsuid}.new` };
      return { ...person, sighting: previous, change: { previous, current } };
    }),
    harness.now(),
  );
  await until('the change to wait for the conversation that is held', async () => {
    const { rowCount } = await owner.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount === 1;
  });
  const { rows } = await owner.query(`${lock} skip locked`, [high.placement.conversationId]);
  await holder.query('rollback');
  holder.release();
  await placed;

  expect(rows).toEqual([{ id: high.placement.conversationId }]);
});
