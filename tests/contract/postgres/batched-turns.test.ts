import type { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import {
  aClinicWithNumber,
  answerWith,
  aParty,
  arrived,
  leaseMs,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../harness/steps.ts';

// Turns that end in one batch with others, while somebody else is at their rows.

let database: ContractDatabase;
let owner: Pool;
let harness: Harness;
let parties: readonly Party[];

beforeAll(async () => {
  database = await openContractDatabase(8);
  ({ owner } = database);
  harness = await database.harness();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await owner.query('update whatsapp_conversations_improved set turn_due_at = null');
  const made: Party[] = [];
  for (let n = 0; n < 4; n += 1)
    made.push(await aParty(harness, await aClinicWithNumber(harness), { bsuid: 'BR.1' }));
  // as every writer locks them
  parties = made.sort((a, b) => (a.clinicId < b.clinicId ? -1 : 1));
});

const idOf = ({ placement }: Party) => placement.conversationId;
const say = (words = {}) => aMessage({ sentAt: harness.now(), ...words });

async function claimed(): Promise<(party: Party) => ClaimedTurn> {
  await harness.passTime(policy.debounceMs + 1_000);
  const turns = await harness.stores.turns.claim(10, leaseMs);
  return (party) => turns.find(({ conversationId }) => conversationId === idOf(party))!;
}

/** Until it is let go. */
async function lock(party: Party): Promise<() => Promise<void>> {
  const client = await owner.connect();
  await client.query('begin');
  await client.query('select from whatsapp_conversations_improved where id = $1 for update', [idOf(party)]);
  return async () => {
    await client.query('rollback');
    client.release();
  };
}
const waitingForLocks = async () => {
  const { rows } = await owner.query<{ n: number }>(
    `select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows[0]!.n;
};
const untilWaiting = (n: number) => expect.poll(waitingForLocks, { interval: 5 }).toBe(n);

describe('turns that end together', () => {
  it('do not wait for one whose conversation is locked, nor does what comes to them', async () => {
    const [a, b, c] = parties as [Party, Party, Party];
    for (const party of [a, b, c]) await receive(harness, party, say());
    const turnOf = await claimed();
    const unlock = await lock(b);
    const complete = (party: Party) =>
      harness.stores.turns.complete(turnOf(party), answerWith(harness, 'Oi'));
    const [first, locked, last] = [complete(a), complete(b), complete(c)];
    expect(await Promise.all([first, last])).toEqual([true, true]);
    expect(await receive(harness, c, say())).toEqual(['stored']);
    await untilWaiting(1);
    await unlock();
    expect(await locked).toBe(true);
  });

  it('keep all that each says of one person who writes to two numbers of a clinic', async () => {
    const [a, other] = parties as [Party, Party];
    const second = { whatsappNumber: '551149999999', phoneNumberId: 'pn-two' };
    const number = await harness.addNumber(a.clinicId, second);
    const b = await aParty(harness, { clinicId: a.clinicId, number }, { bsuid: 'BR.1' });
    for (const party of [other, a, b]) await receive(harness, party, say());
    const turnOf = await claimed();
    const messagePreference = { wantsMessages: false, at: harness.now(), by: 'message' } as const;
    const complete = (party: Party, wishes = {}) =>
      harness.stores.turns.complete(turnOf(party), { ...answerWith(harness, 'Oi'), ...wishes });
    await Promise.all([
      complete(other),
      complete(a, { prefersPeople: true }),
      complete(b, { messagePreference }),
    ]);
    const { rows } = await owner.query('select flags, wants_messages from contacts where id = $1', [
      a.placement.contactId,
    ]);
    expect(rows).toEqual([{ flags: ['prefers-people'], wants_messages: false }]);
  });

  it('send no answer to words that were edited before they ended', async () => {
    const [w, y, v] = parties as [Party, Party, Party];
    for (const party of [w, y, v]) await receive(harness, party, say({ wamid: `wamid.${idOf(party)}` }));
    const turnOf = await claimed();
    const unlock = await lock(w);
    let isEnded = false;
    const [, , ofY] = [v, w, y].map((party) =>
      harness.stores.turns.complete(turnOf(party), answerWith(harness, 'Oi')),
    );
    void ofY?.then(() => (isEnded = true));
    await untilWaiting(1);
    const endedBefore = isEnded;
    const edit = { type: 'edit', text: 'outra coisa', aboutMetaMessageId: `wamid.${idOf(y)}` };
    await receive(harness, y, say(edit));
    await unlock();
    expect(await ofY).toBe(endedBefore);
  });

  it('leave no message behind that a slow webhook brings', async () => {
    const [x, w, y, v] = parties as [Party, Party, Party, Party];
    for (const party of [w, y, v]) await receive(harness, party, say());
    const turnOf = await claimed();
    const unlockX = await lock(x);
    const late = arrived(harness, y, say());
    const slow = harness.stores.inbox.append([arrived(harness, x, say()), late], policy);
    await untilWaiting(1);
    await receive(harness, y, say());
    const unlockW = await lock(w);
    const done = [v, w, y].map((party) =>
      harness.stores.turns.complete(turnOf(party), answerWith(harness, 'Oi')),
    );
    await untilWaiting(2);
    await unlockX();
    await slow;
    await unlockW();
    expect(await Promise.all(done)).toEqual([true, true, true]);
    const next = (await claimed())(y);
    expect(next.messages.map(({ id }) => id)).toContain(late.id);
  });
});

describe('sends of several numbers that ask for their places together', () => {
  it('get each the answer that it would get alone', async () => {
    for (const party of parties) await queueReplies(harness, party, 'Oi');
    const claims = await harness.stores.outbox.claim(40, 600_000);
    const sends = parties.map((party) => claims.find(({ clinicId }) => clinicId === party.clinicId)!);
    const [free, early, overtaken, lost] = sends.map(({ clinicId }) => clinicId);
    const rates = { number: { intervalMs: 3_600_000, burst: 1 }, pair: { intervalMs: 0, burst: 1 } };
    const lease = { full: 900_000, least: 1_000 };
    const ask = () =>
      Promise.all(sends.map((send) => harness.stores.outbox.reservePlace(send, rates, lease)));
    expect(await ask()).toEqual(['go', 'go', 'go', 'go']);
    await owner.query(
      `update send_pacing set next_free_at = now() - interval '1 s' where clinic_id = any($1)`,
      [[free, overtaken, lost]],
    );
    await owner.query('update whatsapp_conversations_improved set epoch = epoch + 1 where clinic_id = $1', [
      overtaken,
    ]);
    await owner.query(
      'update whatsapp_messages_improved set lease_token = lease_token + 1 where clinic_id = $1',
      [lost],
    );
    expect(early).toBeDefined();
    // the first one goes alone, the others together
    expect(await ask()).toEqual([
      'go',
      { notBefore: expect.any(Date) as Date, isNumberFull: true },
      'overtaken',
      'lost',
    ]);
  });
});
