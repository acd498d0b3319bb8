import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modeNow } from '../../../src/domain/messaging/conversation.ts';
import { queueRank, waitingForPeople } from '../../../src/domain/inbox/waiting-for-people.ts';
import { isInName, searchParts } from '../../../src/domain/inbox/conversation-search.ts';
import type { MessageType } from '../../../src/domain/messaging/message.ts';
import { countsAsUnread } from '../../../src/domain/messaging/turn.ts';
import type { MessageOrigin } from '../../../src/domain/messaging/webhook-item.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, arrived, policy, type Party } from '../harness/steps.ts';
import { aConversation, store } from './any-conversation.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
});
afterAll(() => database.drop());

const list = (wish: object) =>
  harness.stores.conversations.list({ clinicId: party.clinicId, unreadOnly: false, limit: 9, ...wish });

const aSaying = fc.record({
  origin: fc.constantFrom<MessageOrigin>('patient', 'patient', 'standby', 'staff', 'history', 'group'),
  type: fc.constantFrom<MessageType>('text', 'text', 'reaction', 'system', 'edit', 'image'),
  text: fc.constantFrom('', 'oi'),
  byClinic: fc.boolean(),
});

describe('the statements about reading', () => {
  it('count as unread after the message read last what the rule counts', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(aSaying, { minLength: 1, maxLength: 7 }), fc.nat(), async (said, nth) => {
        runs += 1;
        const { clinicId, placement } = party;
        await database.owner.query('delete from whatsapp_messages_improved');
        // ahead of our clock: then even what was imported stands at its arrival
        const sentAt = new Date(Date.now() + 60_000);
        const messages = said.map(({ origin, type, text, byClinic }, n) =>
          arrived(harness, party, {
            ...aMessage({ wamid: `w-${runs}-${n}`, origin, type, text, sentAt }),
            ...(byClinic && origin !== 'patient' && origin !== 'staff' && { sentByClinic: true as const }),
            ...(origin === 'staff' && { sentByClinic: true as const }),
          }),
        );
        // one after the other: what arrives at once has no order that lists show
        for (const message of messages) await harness.stores.inbox.append([message], policy);
        const most = 5;
        await database.owner.query('update whatsapp_conversations_improved set unread = $2 where id = $1', [
          placement.conversationId,
          most,
        ]);
        const place = nth % messages.length;
        const read = await harness.stores.humanActs.markRead(
          { clinicId, conversationId: placement.conversationId },
          messages[place]!.id,
        );
        const left = messages.slice(place + 1).filter(({ message }) => countsAsUnread(message)).length;
        expect(read).toMatchObject({ unread: Math.min(most, left) });
      }),
      { numRuns: 80 },
    );
  });

  it('list as waiting for people, and as in human mode, what the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(aConversation, async (at) => {
        const now = new Date();
        const conversation = { ...at(now), lastMessageAt: now };
        await store(database.owner, party, conversation);
        const mode = modeNow(conversation, now);
        const { unread, lastPatientMessageAt, attention } = conversation;
        const waiting = waitingForPeople({
          mode,
          unread,
          lastPatientMessageAt,
          handover: attention?.handover,
        });
        expect(await list({ waitingOnly: true })).toHaveLength(waiting === undefined ? 0 : 1);
        const queued = await harness.stores.conversations.queue({ clinicId: party.clinicId, limit: 9 });
        const expected =
          waiting &&
          `${queueRank(waiting.reason)}.${waiting.since.getTime() * 1_000}.${party.placement.conversationId}`;
        expect(queued.map(({ place }) => place)).toEqual(waiting === undefined ? [] : [expected]);
        expect(await list({ mode: 'human' })).toHaveLength(mode === 'human' ? 1 : 0);
        expect(await list({})).toMatchObject([{ mode }]);
      }),
      { numRuns: 100 },
    );
  });

  it('find a person by the words of their name as the rule folds them', async () => {
    const letters = 'abcçdeéêfghiíjlmnoóõpqrstuúüvxzAÁÂÃÇÉÑÓÚßŁøğ0189';
    const word = fc.oneof(
      fc.constantFrom(
        'Maria',
        'JOÃO',
        "D'Ávila",
        'Conceic\u0327a\u0303o',
        'Привет',
        'İnci',
        '😀',
        '❤️',
        'Ana-Rosa',
      ),
      fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 8 }),
    );
    const gap = fc.constantFrom(' ', '  ', '.', ' - ', '/', '_');
    const name = fc
      .array(fc.tuple(word, gap), { minLength: 1, maxLength: 4 })
      .chain((parts) =>
        fc.constantFrom('', 'Ana '.repeat(63)).map((before) => before + parts.flat().join('')),
      );
    await store(database.owner, party, { ...(await fresh()), lastMessageAt: new Date() });
    await fc.assert(
      fc.asyncProperty(
        name,
        fc.nat(20),
        fc.integer({ min: 1, max: 12 }),
        word,
        async (own, from, length, other) => {
          await database.owner.query('update contacts set profile_name = $2 where id = $1', [
            party.placement.contactId,
            own,
          ]);
          const at = Math.max(0, own.length - 24) + (from % Math.min(own.length, 24));
          const begun = own.slice(at, at + length).toWellFormed();
          for (const search of [begun, other]) {
            const { words, digits } = searchParts(search);
            if (words === undefined || digits !== undefined) continue;
            expect([search, (await list({ search })).length]).toEqual([search, isInName(own, words) ? 1 : 0]);
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});

const fresh = async () => {
  const [build] = fc.sample(aConversation, 1);
  return build!(new Date());
};
