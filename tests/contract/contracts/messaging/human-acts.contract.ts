import { beforeEach, describe, expect, it } from 'vitest';
import type { HumanReply } from '../../../../src/application/ports/messaging/human-acts.ts';
import { WindowClosed } from '../../../../src/domain/messaging/conversation-errors.ts';
import { replyAsHuman, returnToAssistant, takeOver } from '../../../../src/domain/messaging/human-act.ts';
import { conversationId, messageId } from '../../../../src/domain/messaging/message.ts';
import { defaultPacing } from '../../../../src/domain/messaging/pacing.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aMergedParty,
  aParty,
  answerWith,
  claimSend,
  claimTurn,
  leaseMs,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

export const humanActsContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const at = ({ clinicId, placement }: Party = party) => ({
      clinicId,
      conversationId: placement.conversationId,
    });
    const claims = () => harness.stores.outbox.claim(10, leaseMs);
    const conversation = () => harness.readConversation(party.clinicId, party.placement.conversationId);
    const outbound = async () =>
      (await harness.readMessages(party.clinicId)).filter(({ direction }) => direction === 'outbound');
    const take = (wish = at()) =>
      harness.stores.humanActs.act(wish, (state) => takeOver(state, harness.now(), policy.humanQuietMs));
    const giveBack = () => harness.stores.humanActs.act(at(), returnToAssistant);
    const aReply = (body: string): HumanReply => ({
      messageId: messageId(harness.ids.next()),
      body,
      sentBy: 'user:bia',
      requestId: 'request-9',
    });
    const reply = (body: string | HumanReply, wish = at()) =>
      harness.stores.humanActs.act(
        { ...wish, reply: typeof body === 'string' ? aReply(body) : body },
        (state) => replyAsHuman(state, harness.now(), policy.humanQuietMs),
      );
    const patientWrites = () => receive(harness, party, aMessage({ sentAt: harness.now() }));
    const reserve = (send: Awaited<ReturnType<typeof claimSend>>) =>
      harness.stores.outbox.reservePlace(send, defaultPacing, leaseMs);

    it('take the conversation over: no turn waits, the epoch is raised, the assistant is silent', async () => {
      await patientWrites();
      expect(await take()).toMatchObject({
        conversationId: party.placement.conversationId,
        state: { mode: 'human', epoch: 1 },
        isRepeat: false,
      });
      expect(await conversation()).toMatchObject({ mode: 'human', epoch: 1, turnWaits: false });
      await patientWrites();
      expect(await conversation()).toMatchObject({ mode: 'human', turnWaits: false, unread: 2 });
    });

    it('end by themselves, and what came meanwhile is not answered later', async () => {
      await take();
      await patientWrites();
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

    it('queue a reply in human mode, said by somebody', async () => {
      await patientWrites();
      const wish = aReply('Olá, aqui é a Bia');
      expect(await reply(wish)).toMatchObject({ state: { mode: 'human', epoch: 1 }, isRepeat: false });
      expect(await outbound()).toMatchObject([
        { id: wish.messageId, origin: 'human', text: 'Olá, aqui é a Bia', status: 'queued', scheduled: true },
      ]);
      const send = await claimSend(harness);
      expect(send).toMatchObject({
        content: { type: 'text', body: 'Olá, aqui é a Bia' },
        requestId: 'request-9',
      });
      expect(await reserve(send)).toBe('go');
    });

    it('queue a repeated reply once, also when the window has closed since', async () => {
      await patientWrites();
      const wish = aReply('once');
      await reply(wish);
      await harness.passTime(25 * 3_600_000);
      expect(await reply(wish)).toMatchObject({ isRepeat: true, state: { epoch: 1 } });
      const all = await Promise.all([reply(wish), reply(wish), reply(wish)]);
      expect(all.every((outcome) => outcome?.isRepeat === true)).toBe(true);
      expect(await outbound()).toHaveLength(1);
      expect(await conversation()).toMatchObject({ epoch: 1 });
    });

    it('of many at once with the same reply, one is the first', async () => {
      await patientWrites();
      const wish = aReply('once');
      const all = await Promise.all(Array.from({ length: 6 }, () => reply(wish)));
      expect(all.filter((outcome) => outcome?.isRepeat === false)).toHaveLength(1);
      expect(await outbound()).toHaveLength(1);
    });

    it('send replies one by one in the order in which they were made', async () => {
      await patientWrites();
      for (const body of ['one', 'two', 'three']) await reply(body);
      for (const body of ['one', 'two', 'three']) {
        const found = await claims();
        expect(found).toMatchObject([{ content: { body } }]);
        await harness.stores.outbox.settle(found[0]!, { to: 'simulated' }, harness.now());
      }
    });

    it('change nothing when the decision is refused', async () => {
      await receive(harness, party, aMessage({ sentAt: new Date(harness.now().getTime() - 25 * 3_600_000) }));
      await expect(reply('too late')).rejects.toBeInstanceOf(WindowClosed);
      expect(await outbound()).toEqual([]);
      expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 0, turnWaits: true });
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

    it('know no conversation of another clinic, nor one that never was', async () => {
      const other = await aParty(harness);
      const foreign = { clinicId: other.clinicId, conversationId: party.placement.conversationId };
      const unreal = { ...at(), conversationId: conversationId(harness.ids.next()) };
      for (const wish of [foreign, unreal]) {
        expect(await take(wish)).toBeUndefined();
        expect(await reply('x', wish)).toBeUndefined();
        expect(await harness.stores.humanActs.markRead(wish)).toBeUndefined();
      }
      expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 0 });
    });

    it('happen where the conversation goes on after a merge', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await receive(harness, merged, aMessage({ sentAt: harness.now() }));
      await merge();
      expect(await take(at(merged))).toMatchObject({ conversationId: kept.placement.conversationId });
      expect(await harness.readConversation(kept.clinicId, kept.placement.conversationId)).toMatchObject({
        mode: 'human',
        epoch: 1,
      });
    });

    describe('and merges', () => {
      it('keep a human in the conversation whichever of the two they were in', async () => {
        for (const which of ['kept', 'merged'] as const) {
          const people = await aMergedParty(harness);
          await take(at(people[which]));
          await receive(harness, people.merged, aMessage({ sentAt: harness.now() }));
          await people.merge();
          const { clinicId, placement } = people.kept;
          await receive(harness, people.kept, aMessage({ sentAt: harness.now() })).catch(() => undefined);
          expect(await harness.readConversation(clinicId, placement.conversationId), which).toMatchObject({
            mode: 'human',
            turnWaits: false,
          });
        }
      });

      it.each([0, 3])(
        'let a valid answer go, and an act after the merge stop it (after %i acts before)',
        async (acts) => {
          for (const isTaken of [false, true]) {
            const { kept, merged, merge } = await aMergedParty(harness);
            for (let n = 0; n < acts; n += 1) await take(at(merged));
            if (acts > 0) await harness.stores.humanActs.act(at(merged), returnToAssistant);
            await queueReplies(harness, merged, 'answer');
            await merge();
            if (isTaken) await take(at(kept));
            const found = await claims();
            expect(found.map(({ content, overtaken }) => [content.body, overtaken])).toEqual(
              isTaken ? [] : [['answer', false]],
            );
          }
        },
      );

      it('stop the answers of one where a human is in the other', async () => {
        const { kept, merged, merge } = await aMergedParty(harness);
        await queueReplies(harness, merged, 'answer');
        await take(at(kept));
        await merge();
        expect((await claims()).filter(({ overtaken }) => !overtaken)).toEqual([]);
      });
    });

    describe('of reading', () => {
      const read = (
        ...upTo: Parameters<Harness['stores']['humanActs']['markRead']> extends [unknown, ...infer R]
          ? R
          : never
      ) => harness.stores.humanActs.markRead(at(), ...upTo);

      it('leave nothing unread, any number of times', async () => {
        await patientWrites();
        await patientWrites();
        expect([await read(), await read()]).toMatchObject([{ unread: 0 }, { unread: 0 }]);
        expect(await conversation()).toMatchObject({
          unread: 0,
          mode: 'assistant',
          epoch: 0,
          turnWaits: true,
        });
      });

      it('leave unread what came after the message that was seen last, and never raise the count', async () => {
        for (let n = 0; n < 3; n += 1) await patientWrites();
        await receive(harness, party, aMessage({ type: 'reaction', sentAt: harness.now() }));
        await receive(harness, party, aMessage({ origin: 'staff', sentAt: harness.now() }));
        const rows = await harness.readMessages(party.clinicId);
        expect(await read(messageId(rows[1]!.id))).toMatchObject({ unread: 1 });
        expect(await read(messageId(rows[0]!.id))).toMatchObject({ unread: 1 });
        expect(await read(messageId(rows[4]!.id))).toMatchObject({ unread: 0 });
      });

      it('know no message of another conversation', async () => {
        const other = await aParty(harness);
        await receive(harness, other, aMessage());
        await patientWrites();
        const [theirs] = await harness.readMessages(other.clinicId);
        expect(await read(messageId(theirs!.id))).toBe('no-message');
        expect(await read(messageId(harness.ids.next()))).toBe('no-message');
        expect(await conversation()).toMatchObject({ unread: 1 });
      });
    });
  });
