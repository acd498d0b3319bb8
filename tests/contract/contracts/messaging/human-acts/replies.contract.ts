import { beforeEach, describe, expect, it } from 'vitest';
import { WindowClosed } from '../../../../../src/domain/messaging/conversation-errors.ts';
import { refuseUnseen, replyAsHuman } from '../../../../../src/domain/messaging/human-act.ts';
import { messageId, type MessageId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import { aParty, claimSend, policy, queueReplies, receive, type Party } from '../../../harness/steps.ts';
import { humanSteps, type HumanSteps } from '../../../harness/human-steps.ts';

export const humanRepliesContract = (make: MakeHarness) =>
  describe('human acts', () => {
    let harness: Harness;
    let party: Party;
    let at: HumanSteps['at'];
    let claims: HumanSteps['claims'];
    let conversation: HumanSteps['conversation'];
    let outbound: HumanSteps['outbound'];
    let take: HumanSteps['take'];
    let aReply: HumanSteps['aReply'];
    let reply: HumanSteps['reply'];
    let patientWrites: HumanSteps['patientWrites'];
    let reserve: HumanSteps['reserve'];
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
      ({ at, claims, conversation, outbound, take, aReply, reply, patientWrites, reserve } = humanSteps(
        harness,
        party,
      ));
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

    describe('of a writer who says what they have seen', () => {
      const lastSeen = async () => (await harness.readMessages(party.clinicId)).at(-1)?.id as MessageId;
      const replySeeing = (seenUpTo: MessageId) =>
        harness.stores.humanActs.act(
          { ...at(), reply: { ...aReply('da Bia'), seenUpTo } },
          (state, unseen) => {
            refuseUnseen(unseen);
            return replyAsHuman(state, harness.now(), policy.humanQuietMs);
          },
        );

      it('are refused with what was said since, and change nothing', async () => {
        await patientWrites();
        const seen = await lastSeen();
        await patientWrites();
        const unseen = await lastSeen();
        const refused = await replySeeing(seen).catch((error: unknown) => error);
        expect(refused).toMatchObject({ code: 'conversation.moved-on', details: { unseen: [unseen] } });
        expect(await conversation()).toMatchObject({ mode: 'assistant', epoch: 0 });
        expect(await outbound()).toEqual([]);
        expect(await replySeeing(unseen)).toMatchObject({ isRepeat: false });
      });

      it('let one of two go out that are written at the same moment', async () => {
        await patientWrites();
        const seen = await lastSeen();
        const both = await Promise.allSettled([replySeeing(seen), replySeeing(seen)]);
        expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await outbound()).toHaveLength(1);
      });

      it('are not refused for an answer of the assistant that was cancelled', async () => {
        await queueReplies(harness, party, 'Olá!');
        const seen = (await harness.readMessages(party.clinicId))[0]?.id as MessageId;
        expect(await replySeeing(seen).catch((error: unknown) => error)).toMatchObject({
          code: 'conversation.moved-on',
        });
        await take();
        expect(await replySeeing(seen)).toMatchObject({ isRepeat: false });
      });

      it('may only name a message of the conversation', async () => {
        await patientWrites();
        const other = await aParty(harness);
        await receive(harness, other, aMessage({ sentAt: harness.now() }));
        const [elsewhere] = await harness.readMessages(other.clinicId);
        for (const id of [elsewhere?.id as MessageId, messageId(harness.ids.next())])
          expect(await replySeeing(id).catch((error: unknown) => error)).toMatchObject({
            code: 'conversation.message-not-found',
          });
      });
    });
  });
