import { beforeEach, describe, expect, it } from 'vitest';
import { erasureId } from '../../../../src/domain/privacy/erasure.ts';
import { conversationId, messageId } from '../../../../src/domain/messaging/message.ts';
import type { KeptTurn } from '../../../../src/domain/assistant/model/kept-turn.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { answerWith, aParty, claimTurn, receive, type Party } from '../../harness/steps.ts';

const at = new Date('2026-11-25T12:00:00.000Z');
const kept = (said: string): KeptTurn => ({
  record: {
    answeredBy: 'model',
    model: 'scripted',
    contextVersion: 3,
    instructionsHash: 'hash',
    situation: 'Agora',
    steps: [{ ms: 5, end: 'said', text: said, calls: [], tokens: { input: 4 } }],
    decision: { words: said },
    tokens: { input: 4 },
    ms: 6,
  },
  input: { now: at, dialogue: null, messages: [], holdMs: 600_000 },
  tools: [
    { call: 'findTimes', about: ['s', null, null], result: { slots: [{ slot: { start: at, end: at } }] } },
  ],
  replies: [{ type: 'text', body: said }],
  isRepeated: false,
});

export const turnRecordsContract = (make: MakeHarness) =>
  describe('records of turns', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const records = () => harness.stores.turnRecords;
    const place = () => ({ clinicId: party.clinicId, conversationId: party.placement.conversationId });
    const list = (limit = 10, before?: string) =>
      records().ofConversation(party.clinicId, party.placement.conversationId, limit, before);

    it('are stored with the answer, and name the messages that were sent', async () => {
      await receive(harness, party, aMessage());
      const completion = { ...answerWith(harness, 'one', 'two'), kept: kept('one') };
      expect(await harness.stores.turns.complete(await claimTurn(harness), completion)).toBe(true);
      const replyIds = completion.replies.map(({ id }) => id);
      const expected = {
        ...place(),
        turnId: completion.turnId,
        outcome: 'sent',
        kept: kept('one'),
        replyIds,
      };
      expect(await list()).toMatchObject([expected]);
      expect(await records().get(party.clinicId, completion.turnId)).toEqual((await list())[0]);
    });

    it('are found by any message that the patient was sent, however many came since', async () => {
      await receive(harness, party, aMessage());
      const completion = { ...answerWith(harness, 'one', 'two'), kept: kept('one') };
      await harness.stores.turns.complete(await claimTurn(harness), completion);
      for (let more = 0; more < 60; more += 1)
        await records().addUnsent({
          ...place(),
          turnId: harness.ids.next(),
          outcome: 'failed',
          kept: kept('x'),
        });
      const { clinicId, conversationId: of } = place();
      for (const { id } of completion.replies)
        expect(await records().ofReply(clinicId, of, id)).toMatchObject({ turnId: completion.turnId });
      const id = completion.replies[0]!.id;
      const other = await aParty(harness);
      expect(await records().ofReply(other.clinicId, of, id)).toBeUndefined();
      expect(await records().ofReply(clinicId, other.placement.conversationId, id)).toBeUndefined();
      expect(await records().ofReply(clinicId, of, messageId(harness.ids.next()))).toBeUndefined();
    });

    it('are not stored with an answer that was overtaken', async () => {
      await receive(harness, party, aMessage());
      const turn = await claimTurn(harness);
      await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
      const completion = { ...answerWith(harness, 'late'), kept: kept('late') };
      expect(await harness.stores.turns.complete(turn, completion)).toBe(false);
      expect(await list()).toEqual([]);
    });

    it('tell of answers that were not sent, newest first, page by page', async () => {
      const turnIds = [harness.ids.next(), harness.ids.next(), harness.ids.next()];
      for (const turnId of turnIds)
        await records().addUnsent({ ...place(), turnId, outcome: 'overtaken', kept: kept(turnId) });
      const [newest, middle, oldest] = turnIds.toReversed();
      expect((await list(2)).map(({ turnId }) => turnId)).toEqual([newest, middle]);
      expect((await list(2, middle)).map(({ turnId }) => turnId)).toEqual([oldest]);
      expect((await list())[0]).toMatchObject({ outcome: 'overtaken', replyIds: [], kept: kept(newest!) });
    });

    it('are of one conversation of one clinic', async () => {
      const turnId = harness.ids.next();
      await records().addUnsent({ ...place(), turnId, outcome: 'failed', kept: kept('x') });
      const other = await aParty(harness);
      expect(await records().get(other.clinicId, turnId)).toBeUndefined();
      const nobody = conversationId(harness.ids.next());
      expect(await records().ofConversation(party.clinicId, nobody, 10)).toEqual([]);
    });

    it('end with the person', async () => {
      const other = await aParty(harness);
      for (const { clinicId, placement } of [party, other])
        await records().addUnsent({
          clinicId,
          conversationId: placement.conversationId,
          turnId: harness.ids.next(),
          outcome: 'failed',
          kept: kept('x'),
        });
      const done = await harness.stores.erasures.erase(
        {
          id: erasureId(harness.ids.next()),
          clinicId: party.clinicId,
          contactId: party.placement.contactId,
          at: harness.now(),
        },
        async () => undefined,
      );
      expect(done?.erasure.counts.turn_records).toBe(1);
      expect(await list()).toEqual([]);
      expect(await records().ofConversation(other.clinicId, other.placement.conversationId, 10)).toHaveLength(
        1,
      );
    });

    it('are given to the person who asks for everything that is held', async () => {
      const turnId = harness.ids.next();
      await records().addUnsent({ ...place(), turnId, outcome: 'failed', kept: kept('x') });
      const { clinicId, placement } = party;
      expect(
        await harness.stores.patientRecords.modelTurns(clinicId, [placement.conversationId], 9),
      ).toMatchObject([{ turnId, outcome: 'failed', record: kept('x') }]);
    });

    it('end with what is older than the clinic keeps', async () => {
      const turnId = harness.ids.next();
      await records().addUnsent({ ...place(), turnId, outcome: 'failed', kept: kept('x') });
      await harness.passTime(40 * 86_400_000);
      const newer = harness.ids.next();
      await records().addUnsent({ ...place(), turnId: newer, outcome: 'failed', kept: kept('y') });
      const before = new Date(harness.now().getTime() - 30 * 86_400_000);
      await harness.stores.retention.deleteNotesAndTurnRecords(party.clinicId, before, 100);
      expect((await list()).map((each) => each.turnId)).toEqual([newer]);
    });
  });
