import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Settlement } from '../../../../src/domain/messaging/delivery.ts';
import { openContractDatabase, type ContractDatabase } from '../../harness/contract-database.ts';
import type { Harness } from '../../harness/harness.ts';
import { aParty, claimSend, queueReplies } from '../../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase();
  harness = await database.harness();
  await database.owner.query(`
    create sequence writes_of_messages;
    grant usage on sequence writes_of_messages to public;
    create function fail_at_first() returns trigger language plpgsql as $$
    begin
      -- a batch of one is done alone when it fails, so that each try writes twice
      if nextval('writes_of_messages') <= 4 then raise 'the database is away' using errcode = '57P01'; end if;
      return new;
    end $$`);
});
beforeEach(() => database.owner.query('drop trigger if exists away on whatsapp_messages_improved'));
afterAll(() => database.drop());

const later = () => new Date(harness.now().getTime() + 60_000);

const cases: readonly [string, () => Settlement, string][] = [
  ['went out', () => ({ to: 'accepted', metaMessageId: 'w-1' }), 'accepted'],
  ['waits for its turn', () => ({ to: 'retry', at: later(), isAttempt: false }), 'queued'],
];
it.each(cases)('what %s is written down though the database fails twice', async (_, settlement, status) => {
  const party = await aParty(harness);
  await queueReplies(harness, party, 'Oi');
  const send = await claimSend(harness);
  await database.owner.query(`
    alter sequence writes_of_messages restart;
    create trigger away before update on whatsapp_messages_improved for each row execute function fail_at_first()`);
  expect(await harness.stores.outbox.settle(send, settlement(), harness.now())).toBe(true);
  const rows = await harness.readMessages(party.clinicId);
  expect(rows.filter(({ direction }) => direction === 'outbound')).toMatchObject([{ status }]);
});
