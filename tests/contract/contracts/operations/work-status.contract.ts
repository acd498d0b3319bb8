import { beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aClinicWithNumber, aParty, claimSend, queueReplies, receive } from '../../harness/steps.ts';

export const workStatusContract = (make: MakeHarness) =>
  describe('the work status', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const status = () => harness.stores.workStatus;

    it('shows the turn of a conversation that waits, and who has it', async () => {
      const party = await aParty(harness);
      const { conversationId } = party.placement;
      expect(await status().ofConversation(party.clinicId, conversationId)).toEqual({ sends: [] });
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const waiting = await status().ofConversation(party.clinicId, conversationId);
      expect(waiting?.turn?.dueAt).toBeInstanceOf(Date);
      expect(waiting?.turn?.heldUntil).toBeUndefined();
      await harness.passTime(60_000);
      await harness.stores.turns.claim(1, 30_000);
      const held = await status().ofConversation(party.clinicId, conversationId);
      expect(held?.turn?.heldUntil?.getTime()).toBeGreaterThan(harness.now().getTime());
    });

    it('shows what is not sent yet, oldest first, and what a worker has', async () => {
      const party = await aParty(harness);
      await queueReplies(harness, party, 'one', 'two');
      const { messageId } = await claimSend(harness);
      const { sends } = (await status().ofConversation(party.clinicId, party.placement.conversationId))!;
      expect(sends.map((send) => send.status)).toEqual(['sending', 'queued']);
      expect(sends[0]).toMatchObject({ messageId });
      expect(sends[0]?.heldUntil?.getTime()).toBeGreaterThan(harness.now().getTime());
    });

    it('knows no conversation of another clinic', async () => {
      const [own, other] = [await aParty(harness), await aParty(harness)];
      expect(await status().ofConversation(own.clinicId, other.placement.conversationId)).toBeUndefined();
      const unknown = harness.ids.next() as ConversationId;
      expect(await status().ofConversation(own.clinicId, unknown)).toBeUndefined();
    });

    it('names the numbers whose sends are stopped, the longest stop first, until they go on', async () => {
      const { outbox } = harness.stores;
      const numberOf = async () => (await aClinicWithNumber(harness)).number;
      const [once, twice] = [await numberOf(), await numberOf()];
      await numberOf();
      const stop = { by: 'news', reason: 'Meta: ACCOUNT_BAN' } as const;
      await outbox.stopNumbers(twice, stop, harness.now());
      await harness.passTime(61_000);
      for (const number of [once, twice]) await outbox.stopNumbers(number, stop, harness.now());
      const stopped = await status().stoppedNumbers();
      expect(stopped.map(({ whatsappNumber, count }) => [whatsappNumber, count])).toEqual([
        [twice.whatsappNumber, 2],
        [once.whatsappNumber, 1],
      ]);
      expect(stopped[0]?.until.getTime()).toBeGreaterThan(harness.now().getTime());
      await outbox.resumeNumbers([{ which: twice, proof: { by: 'news' } }]);
      expect((await status().stoppedNumbers()).map(({ clinicId }) => clinicId)).toEqual([once.clinicId]);
    });
  });
