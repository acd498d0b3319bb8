import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteId } from '../../../src/domain/inbox/conversation-note.ts';
import { until } from '../../support/until.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import { aParty } from '../harness/steps.ts';

let database: ContractDatabase;
beforeAll(async () => {
  database = await openContractDatabase();
});
afterAll(() => database.drop());

const oneWaits = async () => {
  const { rowCount } = await database.owner.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount === 1;
};

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
  await until('the change to wait for the conversation that is held', oneWaits);
  const { rows } = await owner.query(`${lock} skip locked`, [high.placement.conversationId]);
  await holder.query('rollback');
  holder.release();
  await placed;

  expect(rows).toEqual([{ id: high.placement.conversationId }]);
});

it('a conversation that another process makes at this moment is the one', async () => {
  const { owner } = database;
  const harness = await database.harness();
  const { clinicId, placement } = await aParty(harness, undefined, { bsuid: 'BR.ana' });
  const { whatsappNumber } = await harness.addNumber(clinicId, { whatsappNumber: '551133339999' });
  const holder = await owner.connect();
  await holder.query('begin');
  const { rows } = await holder.query<{ id: string }>(
    `insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
     values ($1, gen_random_uuid(), $2, $3)
     returning id`,
    [clinicId, whatsappNumber, placement.contactId],
  );
  const placed = harness.stores.people.place(
    [{ clinicId, whatsappNumber, sighting: { bsuid: 'BR.ana' } }],
    harness.now(),
  );
  await until('the placement to wait for the other one', oneWaits);
  await holder.query('commit');
  holder.release();
  expect(await placed).toEqual([{ ...placement, conversationId: rows[0]?.id }]);
});

it('a note waits for the erasure of its conversation, and then finds none', async () => {
  const { owner } = database;
  const harness = await database.harness();
  const { clinicId, placement } = await aParty(harness);
  const { conversationId } = placement;
  const holder = await owner.connect();
  await holder.query('begin');
  await holder.query('delete from whatsapp_conversations_improved where id = $1', [conversationId]);
  const note = { id: noteId(harness.ids.next()), text: 'x', writtenBy: 'user:ana' };
  const added = harness.stores.conversationNotes.add({ clinicId, conversationId, ...note });
  const outcome = expect(added).resolves.toBeUndefined();
  await until('the note to wait for the erasure', oneWaits);
  await holder.query('commit');
  holder.release();
  await outcome;
});
