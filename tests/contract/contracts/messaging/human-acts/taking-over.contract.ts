import { beforeEach, describe, expect, it } from 'vitest';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aParty,
  answerWith,
  claimSend,
  claimTurn,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const takingOverContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    let claims: HumanSteps['claims'];
    let conversation: HumanSteps['conversation'];
    let outbound: HumanSteps['outbound'];
    let take: HumanSteps['take'];
    let giveBack: HumanSteps['giveBack'];
    let reply: HumanSteps['reply'];
    let patientWrites: HumanSteps['patientWrites'];
    let reserve: HumanSteps['reserve'];
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      ({ claims, conversation, outbound, take, giveBack, reply, patientWrites, reserve } = humanSteps(
        harness,
        party,
      ));
    });

    it('take the conversation over: no turn waits, the epoch is raised, and what comes is only looked through', async () => {
      await patientWrites();
      expect(await take()).toMatchObject({
        conversationId: party.placement.conversationId,
        state: { mode: 'human', epoch: 1 },
        isRepeat: false,
      });
      expect(await conversation()).toMatchObject({ mode: 'human', epoch: 1, turnWaits: false });
      await patientWrites();
      expect(await conversation()).toMatchObject({ mode: 'human', turnWaits: true, unread: 2 });
      expect((await claimTurn(harness)).standing).toMatchObject({ mode: 'human' });
    });

    it('end by themselves, and what came meanwhile is not answered later', async () => {
      await take();
      await patientWrites();
      const looked = { ...answerWith(harness), dialogue: null };
      expect(await harness.stores.turns.complete(await claimTurn(harness), looked)).toBe(true);
      expect(await conversation()).toMatchObject({ mode: 'human', turnWaits: false });
      await harness.passTime(policy.humanQuietMs + 1_000);
      await receive(harness, party, aMessage({ text: 'still there?' }));
      const turn = await claimTurn(harness);
      expect(turn.messages.map(({ text }) => text)).toEqual(['still there?']);
    });

    it('are prolonged by another one, which raises the epoch again', async () => {
      await take();
      await harness.passTime(policy.humanQuietMs / 2);
      expect(await take()).toMatchObject({ state: { epoch: 2 }, isRepeat: false });
      await harness.passTime(policy.humanQuietMs / 2 + 60_000);
      await patientWrites();
      expect(await conversation()).toMatchObject({ mode: 'human', epoch: 2 });
    });

    it('leave a turn under way without effect, and its lease does not hold up the next one', async () => {
      await patientWrites();
      const turn = await claimTurn(harness);
      await take();
      await giveBack();
      await patientWrites();
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'too late'))).toBe(false);
      expect(await harness.stores.turns.release(turn, 0, true)).toBe(false);
      expect(await claimTurn(harness)).toMatchObject({ epoch: 2, attempts: 0 });
      expect(await outbound()).toEqual([]);
    });

    it('cancel the answers that wait at once', async () => {
      await queueReplies(harness, party, 'one', 'two');
      const [first, second] = await outbound();
      expect(await take()).toMatchObject({ cancelled: [first?.id, second?.id], onTheirWay: 0 });
      expect(await outbound()).toMatchObject([
        { status: 'cancelled', errorCode: 'overtaken-by-human', scheduled: false },
        { status: 'cancelled', errorCode: 'overtaken-by-human', scheduled: false },
      ]);
      expect(await claims()).toEqual([]);
    });

    it('stop an answer that a worker has in hand, until the last moment before it is sent', async () => {
      await queueReplies(harness, party, 'one', 'two');
      const send = await claimSend(harness);
      expect(send.overtaken).toBe(false);
      expect(await take()).toMatchObject({ onTheirWay: 1 });
      expect(await reserve(send)).toBe('overtaken');
      await harness.stores.outbox.settle(
        send,
        { to: 'cancelled', reason: 'overtaken-by-human' },
        harness.now(),
      );
      expect(await outbound()).toMatchObject([{ status: 'cancelled' }, { status: 'cancelled' }]);
    });

    it('come too late for an answer whose sending has begun, and say so', async () => {
      await queueReplies(harness, party, 'one');
      const send = await claimSend(harness);
      expect(await reserve(send)).toBe('go');
      expect(await take()).toMatchObject({ cancelled: [], onTheirWay: 1 });
      const settled = { to: 'accepted', metaMessageId: 'w-1' } as const;
      expect(await harness.stores.outbox.settle(send, settled, harness.now())).toBe(true);
      expect(await outbound()).toMatchObject([{ status: 'accepted' }]);
    });

    it('also stop the repetition of an answer whose outcome is unknown', async () => {
      await queueReplies(harness, party, 'one');
      const until = harness.now();
      await harness.stores.outbox.settle(
        await claimSend(harness),
        { to: 'unknown', until, isAttempt: true },
        harness.now(),
      );
      await harness.passTime(1_000);
      const again = await claimSend(harness);
      await take();
      expect(await reserve(again)).toBe('overtaken');
    });

    it('spare what is no answer of the assistant', async () => {
      await patientWrites();
      await reply('from Bia');
      await take();
      expect(await claims()).toMatchObject([
        { content: { body: 'from Bia' }, overtaken: false, kind: 'reply' },
      ]);
    });

    it('give the conversation back: the epoch is raised, and the next message is answered', async () => {
      await take();
      expect(await giveBack()).toMatchObject({ state: { mode: 'assistant', epoch: 2 }, isRepeat: false });
      await patientWrites();
      expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 2, turnWaits: true });
    });

    it('do not take back what the assistant has answered since, when the return is repeated', async () => {
      await take();
      await giveBack();
      await queueReplies(harness, party, 'fresh');
      expect(await giveBack()).toMatchObject({ state: { epoch: 2 }, isRepeat: true, cancelled: [] });
      expect(await claims()).toMatchObject([{ content: { body: 'fresh' }, overtaken: false }]);
    });
  });
