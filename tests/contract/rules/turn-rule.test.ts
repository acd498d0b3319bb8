import * as fc from 'fast-check';
import type { Attention } from '../../../src/domain/assistant/attention.ts';
import type { Conversation } from '../../../src/domain/messaging/conversation.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import {
  afterClaim,
  afterPostponing,
  afterRelease,
  afterRenewal,
  afterTurn,
  isClaimable,
} from '../../../src/domain/messaging/turn-lease.ts';
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
  type Party,
} from '../harness/steps.ts';
import { aConversation, anOffset, expectAlike, readStored, store } from './any-conversation.ts';

let database: ContractDatabase;
let harness: Harness;
let parties: readonly Party[];

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  const clinic = await aClinicWithNumber(harness);
  parties = [
    await aParty(harness, clinic, { bsuid: 'BR.1' }),
    await aParty(harness, clinic, { bsuid: 'BR.2' }),
    await aParty(harness, await aClinicWithNumber(harness), { bsuid: 'BR.1' }),
  ];
});
afterAll(() => database.drop());

const storeAll = async (conversations: readonly ((now: Date) => Conversation)[]) => {
  const now = new Date();
  const before = conversations.map((at) => at(now));
  for (const [index, conversation] of before.entries())
    await store(database.owner, parties[index] as Party, conversation);
  return { now, before };
};

/** Messages that wait for an answer since then. */
async function wait(party: Party, since: readonly number[], now: Date) {
  const messages = since.map(() => arrived(harness, party, aMessage()));
  await harness.stores.inbox.append(messages, policy);
  for (const [n, { id }] of messages.entries())
    await database.owner.query('update whatsapp_messages_improved set created_at = $2 where id = $1', [
      id,
      new Date(now.getTime() + since[n]!),
    ]);
  return messages.map(({ id }, n) => ({ id, createdAt: new Date(now.getTime() + since[n]!) }));
}

type Values<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const aClaim = fc.record({
  /** What the worker holds may be out of date. */
  leaseToken: fc.constantFrom(0, 0, 0, 1),
  epoch: fc.constantFrom(0, 0, 0, -1),
  arrivals: fc.constantFrom(0, 0, -1),
});

const turnOf = (party: Party, held: object) =>
  ({ ...party.placement, ...held, clinicId: party.clinicId, messages: [] }) as unknown as ClaimedTurn;

describe('the statements about turns', () => {
  it('claim what the rule lets be claimed, of any conversations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.tuple(aConversation, aConversation, aConversation), async (conversations) => {
        const { now, before } = await storeAll(conversations);
        const claims = await harness.stores.turns.claim(10, leaseMs);
        for (const [index, conversation] of before.entries()) {
          const party = parties[index] as Party;
          const isClaimed = claims.some(
            ({ conversationId }) => conversationId === party.placement.conversationId,
          );
          expect(isClaimed).toBe(isClaimable(conversation, now));
          const expected = isClaimed ? afterClaim(conversation, now, leaseMs) : conversation;
          expectAlike(await readStored(database.owner, party), expected);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('complete a turn as the rule does, whatever has happened since the claim', async () => {
    const aTurn = fc.record({
      conversation: aConversation,
      claim: aClaim,
      waiting: fc.array(fc.record({ since: anOffset, seen: fc.boolean() }), { maxLength: 3 }),
      humanUntil: fc.option(anOffset, { nil: undefined }),
      hasReplies: fc.boolean(),
      attention: fc.option(fc.constantFrom<Attention>({}, { absenceToldAt: new Date(5_000) }), {
        nil: undefined,
      }),
    });
    const completing = async (
      party: Party,
      { conversation, claim, waiting, humanUntil: offset, hasReplies, attention }: Values<typeof aTurn>,
    ) => {
      const messages = await wait(
        party,
        waiting.map(({ since }) => since),
        new Date(),
      );
      const now = new Date();
      const known = conversation(now);
      await store(database.owner, party, known);
      const held = {
        leaseToken: known.turnLeaseToken + claim.leaseToken,
        epoch: known.epoch + claim.epoch,
        arrivals: known.arrivals + claim.arrivals,
      };
      const humanUntil = offset === undefined ? undefined : new Date(now.getTime() + offset);
      const unanswered = messages.filter(
        ({ createdAt }, n) =>
          !waiting[n]!.seen && known.turnFirstAt !== undefined && createdAt >= known.turnFirstAt,
      );
      const turn = {
        ...turnOf(party, held),
        requestId: 'request-1',
        messages: messages.filter((_, n) => waiting[n]!.seen),
      } as unknown as ClaimedTurn;
      const completion = {
        ...answerWith(harness, ...(hasReplies ? ['answer'] : [])),
        ...(humanUntil && { humanUntil }),
        ...(attention && { attention }),
      };
      const oldest = Math.min(...unanswered.map(({ createdAt }) => createdAt.getTime()));
      const nextFirstAt = unanswered.length === 0 ? undefined : new Date(oldest);
      const expected = afterTurn(known, held, { humanUntil, attention, hasReplies, nextFirstAt }, now);
      return { party, turn, completion, known, expected };
    };
    await fc.assert(
      // the first one goes alone, the others together
      fc.asyncProperty(fc.tuple(aTurn, aTurn, aTurn), async (given) => {
        await database.owner.query('delete from whatsapp_messages_improved');
        const turns = [];
        for (const [n, each] of given.entries()) turns.push(await completing(parties[n] as Party, each));

        const done = await Promise.all(
          turns.map(({ turn, completion }) => harness.stores.turns.complete(turn, completion)),
        );

        expect(done).toEqual(turns.map(({ expected }) => expected !== undefined));
        for (const { party, known, expected } of turns)
          expectAlike(await readStored(database.owner, party), expected ?? known);
      }),
      { numRuns: 100 },
    );
  });

  it('renew a lease as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(aConversation, aClaim, async (conversation, claim) => {
        const party = parties[0] as Party;
        const { now, before } = await storeAll([conversation]);
        const known = before[0]!;
        const held = {
          leaseToken: known.turnLeaseToken + claim.leaseToken,
          epoch: known.epoch + claim.epoch,
        };
        const turn = turnOf(party, held);

        const isRenewed = await harness.stores.turns.renew(turn, leaseMs);

        const expected = afterRenewal(known, held, now, leaseMs);
        expect(isRenewed).toBe(expected !== undefined);
        expectAlike(await readStored(database.owner, party), expected ?? known);
      }),
      { numRuns: 60 },
    );
  });

  it('give a turn back as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(aConversation, aClaim, fc.boolean(), async (conversation, claim, failed) => {
        const party = parties[0] as Party;
        const { now, before } = await storeAll([conversation]);
        const known = before[0]!;
        const held = { leaseToken: known.turnLeaseToken + claim.leaseToken };
        const turn = turnOf(party, held);

        const isReleased = await harness.stores.turns.release(turn, 5_000, failed);

        const expected = afterRelease(known, held, new Date(now.getTime() + 5_000), failed);
        expect(isReleased).toBe(expected !== undefined);
        expectAlike(await readStored(database.owner, party), expected ?? known);
      }),
      { numRuns: 60 },
    );
  });

  it('postpone a turn as the rule does', async () => {
    await fc.assert(
      fc.asyncProperty(aConversation, aClaim, async (conversation, claim) => {
        const party = parties[0] as Party;
        const { before } = await storeAll([conversation]);
        const known = before[0]!;
        const held = {
          leaseToken: known.turnLeaseToken + claim.leaseToken,
          epoch: known.epoch + claim.epoch,
          arrivals: known.arrivals + claim.arrivals,
        };
        const turn = turnOf(party, held);

        const isPostponed = await harness.stores.turns.postpone(turn);

        const expected = afterPostponing(known, held);
        expect(isPostponed).toBe(expected !== undefined);
        expectAlike(await readStored(database.owner, party), expected ?? known);
      }),
      { numRuns: 60 },
    );
  });
});
