import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedSend } from '../../../../src/application/ports/messaging/outbox.ts';
import type { SendFailure } from '../../../../src/domain/messaging/send-failure.ts';
import type { HumanReply } from '../../../../src/application/ports/messaging/human-acts.ts';
import { takeOver } from '../../../../src/domain/messaging/human-act.ts';
import { messageId, type MessageId } from '../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import { book, notice } from '../../harness/appointment-steps.ts';
import { sendFile, upload } from '../../harness/file-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aMergedParty,
  aParty,
  claimSend,
  claimTurn,
  leaseMs,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

const hours = 3_600_000;
const closed: SendFailure = { class: 'needs-template', code: 'window-closed', detail: 'closed' };

export const windowWaitsContract = (make: MakeHarness) =>
  describe('what waits for a customer service window', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });

    const outbound = async () =>
      (await harness.readMessages(party.clinicId))
        .filter(({ direction }) => direction === 'outbound')
        .map(({ text, status, scheduled }) => [text, status, scheduled]);
    const writes = (wish: Parameters<typeof aMessage>[0] = {}, who = party) =>
      receive(harness, who, aMessage({ sentAt: harness.now(), ...wish }));
    /** A notice to a patient who wrote long ago. */
    async function queueNotice(body: string, who = party): Promise<void> {
      const { contactId, conversationId } = who.placement;
      const { id } = await book(harness, who.clinicId, { contactId, conversationId });
      const about = { kind: 'cancelled', appointmentId: id } as const;
      await harness.stores.appointments.apply(who.clinicId, [
        {
          change: 'cancel',
          appointmentId: id,
          reason: 'x',
          at: harness.now(),
          notice: notice(harness, body, about),
        },
      ]);
    }
    const settleWaiting = async () => {
      const send = await claimSend(harness);
      expect(
        await harness.stores.outbox.settle(
          send,
          { to: 'waiting', failure: closed, isAttempt: false },
          harness.now(),
        ),
      ).toBe(true);
      return send;
    };
    const ends = ({ placement, clinicId } = party) =>
      harness.stores.windowWaits.end(clinicId, placement.conversationId);

    it('is not due, and keeps nothing younger from going', async () => {
      await queueNotice('first');
      const { about } = await settleWaiting();
      expect(about?.kind).toBe('cancelled');
      expect(await outbound()).toEqual([['first', 'waiting', false]]);
      await queueNotice('second');
      expect((await claimSend(harness)).content.body).toBe('second');
    });

    it('is due before any answer as soon as the patient writes', async () => {
      await queueNotice('told');
      await settleWaiting();
      await writes();
      expect(await outbound()).toEqual([['told', 'queued', true]]);
      expect(await claimSend(harness)).toMatchObject({ waited: true, waitsForWindow: true, found: 'queued' });
    });

    it('still waits after a message that is too old to open the window', async () => {
      await queueNotice('told');
      await settleWaiting();
      await writes({ sentAt: new Date(harness.now().getTime() - 24 * hours) });
      expect(await outbound()).toEqual([['told', 'waiting', false]]);
    });

    it('is due at once when the patient wrote between the claim and its end', async () => {
      await queueNotice('told');
      const send = await claimSend(harness);
      await writes();
      await harness.stores.outbox.settle(
        send,
        { to: 'waiting', failure: closed, isAttempt: false },
        harness.now(),
      );
      expect(await outbound()).toEqual([['told', 'queued', true]]);
    });

    it('is over when all of it has gone, and that is said once', async () => {
      expect(await ends()).toBe(false);
      await queueNotice('told');
      await settleWaiting();
      expect(await ends()).toBe(false);
      await writes();
      const turn = await claimTurn(harness);
      await harness.stores.turns.complete(turn, { turnId: harness.ids.next(), replies: [], dialogue: {} });
      expect(await ends()).toBe(false);
      const send = await claimSend(harness);
      await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId: 'w-1' }, harness.now());
      expect(await ends()).toBe(true);
      expect(await ends()).toBe(false);
    });

    it('is found when the patient has written and nobody made it due, and before that it is left', async () => {
      const since = () => new Date(harness.now().getTime() - 1 * hours);
      await queueNotice('told');
      await settleWaiting();
      expect(await harness.stores.outbox.queueOverlooked(since(), 9)).toBe(0);
      await harness.passTime(60_000);
      await writes();
      // as who does not see that the patient has written
      const send = {
        ...(await claimSend(harness)),
        lastPatientMessageAt: new Date(harness.now().getTime() + hours),
      };
      await harness.stores.outbox.settle(
        send,
        { to: 'waiting', failure: closed, isAttempt: false },
        harness.now(),
      );
      expect(await outbound()).toEqual([['told', 'waiting', false]]);
      expect(await harness.stores.outbox.queueOverlooked(since(), 9)).toBe(1);
      expect(await outbound()).toEqual([['told', 'queued', true]]);
    });

    it('may be rewritten by who has its lease', async () => {
      await queueNotice('told');
      const send = await claimSend(harness);
      expect(await harness.stores.outbox.rewrite(send, { type: 'text', body: 'said anew' })).toBe(true);
      expect(await outbound()).toEqual([['said anew', 'sending', true]]);
      const stale = { ...send, leaseToken: send.leaseToken - 1 };
      expect(await harness.stores.outbox.rewrite(stale, { type: 'text', body: 'late' })).toBe(false);
    });

    it('goes out as a template beside what was written, which comes back when it is said as it was', async () => {
      const written = { type: 'text', body: 'as written' } as const;
      const template = {
        type: 'template',
        body: 'as a template',
        name: 'n',
        language: 'pt_BR',
        parameterFormat: 'named',
        parameters: [],
        buttons: [],
      } as const;
      await queueNotice(written.body);
      const first = await claimSend(harness);
      expect(await harness.stores.outbox.rewrite(first, template)).toBe(true);
      expect(await outbound()).toEqual([['as a template', 'sending', true]]);
      const again = async (from: ClaimedSend) => {
        await harness.stores.outbox.settle(
          from,
          { to: 'retry', at: harness.now(), isAttempt: false },
          harness.now(),
        );
        return claimSend(harness);
      };
      const second = await again(first);
      expect(second).toMatchObject({ content: template, source: written });
      expect(await harness.stores.outbox.rewrite(second, written)).toBe(true);
      expect(await outbound()).toEqual([['as written', 'sending', true]]);
      const third = await again(second);
      expect(third.content).toEqual(written);
      expect(third.source).toBeUndefined();
    });

    it('makes a turn wait whose answer cannot go out, and answers it with what the patient writes next', async () => {
      await queueReplies(harness, party, 'too late');
      const send = await claimSend(harness);
      await harness.stores.outbox.settle(send, { to: 'unanswered' }, harness.now());
      expect(await outbound()).toEqual([['too late', 'cancelled', false]]);
      expect(await ends()).toBe(false);
      await harness.passTime(1 * hours);
      expect(await harness.stores.turns.claim(5, 30_000)).toEqual([]);
      await writes({ text: 'and again', wamid: 'w-again' });
      expect((await claimTurn(harness)).messages).toHaveLength(2);
    });

    it('lets a postponed turn rest until the patient writes, with nothing lost', async () => {
      await writes({ text: 'first', wamid: 'w-first' });
      const turn = await claimTurn(harness);
      expect(await harness.stores.turns.postpone(turn)).toBe(true);
      expect(await harness.stores.turns.postpone(turn)).toBe(false);
      await harness.passTime(1 * hours);
      expect(await harness.stores.turns.claim(5, 30_000)).toEqual([]);
      await writes({ text: 'second', wamid: 'w-second' });
      expect((await claimTurn(harness)).messages.map(({ text }) => text)).toEqual(['first', 'second']);
    });

    describe('when WhatsApp took a message and found the window closed afterwards', () => {
      const failLater = async (metaMessageId: string) => {
        const send = await claimSend(harness);
        await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId }, harness.now());
        const error = { code: 131_047, title: 'closed', class: 'needs-template' } as const;
        const status = aStatus('failed', { metaMessageId, outboundId: send.messageId, error });
        await harness.stores.deliveryLog.record([{ clinicId: party.clinicId, status }]);
        const again = () =>
          harness.stores.windowWaits.sayAgain(party.clinicId, send.messageId, messageId(harness.ids.next()));
        await again();
        await again();
      };

      it('a copy of a notice waits, once', async () => {
        await queueNotice('told');
        await failLater('w-f1');
        expect(await outbound()).toEqual([
          ['told', 'failed', false],
          ['told', 'waiting', false],
        ]);
        await writes();
        expect((await claimSend(harness)).about?.kind).toBe('cancelled');
      });

      const saysToPatient = (content: HumanReply['content'], refersTo?: MessageId) => {
        const { clinicId, placement } = party;
        const id = messageId(harness.ids.next());
        const reply = { messageId: id, content, sentBy: 'b', requestId: 'r', ...(refersTo && { refersTo }) };
        return harness.stores.humanActs.act(
          { clinicId, conversationId: placement.conversationId, reply },
          (state) => takeOver(state, harness.now(), policy.humanQuietMs),
        );
      };

      it('a copy of a file goes with the file, which is uploaded again when WhatsApp has forgotten it', async () => {
        const { mediaUploads, conversations, outbox } = harness.stores;
        const uploads = async (days: number) => {
          const [claimed] = await mediaUploads.claim(1, leaseMs);
          const usableUntil = new Date(harness.now().getTime() + days * 24 * hours);
          await mediaUploads.settle(
            claimed!,
            { to: 'uploaded', mediaId: `m-${days}`, usableUntil },
            harness.now(),
          );
        };
        await writes();
        await sendFile(harness, party, (await upload(harness, party)).id, 'Preparo');
        await uploads(1);
        await failLater('w-f3');
        const query = { clinicId: party.clinicId, conversationId: party.placement.conversationId, limit: 1 };
        expect(await conversations.messages(query)).toMatchObject([
          {
            type: 'document',
            status: 'waiting',
            media: { state: 'stored' },
            details: { fileName: 'preparo.pdf' },
          },
        ]);
        await harness.passTime(48 * hours);
        await writes({ wamid: 'w-later' });
        const copy = await claimSend(harness);
        expect(copy).not.toHaveProperty('mediaId');
        expect(await mediaUploads.renew(copy)).toBe('renewed');
        await saysToPatient({ type: 'text', body: 'Qualquer dúvida, escreva.' });
        expect(await outbox.claim(9, leaseMs)).toEqual([]);
        await uploads(29);
        expect(await claimSend(harness)).toMatchObject({ mediaId: 'm-29', content: { body: 'Preparo' } });
      });

      it('a copy says what it quotes, and a reaction what it is about', async () => {
        await writes({ wamid: 'w-asked' });
        const asked = messageId((await harness.readMessages(party.clinicId))[0]!.id);
        await saysToPatient({ type: 'text', body: 'Sim.' }, asked);
        await failLater('w-f4');
        await saysToPatient({ type: 'reaction', body: '👍' }, asked);
        await failLater('w-f5');
        await writes({ wamid: 'w-later' });
        const [quote, ...others] = await harness.stores.outbox.claim(9, leaseMs);
        expect(quote).toMatchObject({ content: { body: 'Sim.' }, refersTo: 'w-asked' });
        expect(others).toEqual([]);
        await harness.stores.outbox.settle(quote!, { to: 'accepted', metaMessageId: 'w-6' }, harness.now());
        expect(await claimSend(harness)).toMatchObject({
          content: { type: 'reaction', body: '👍' },
          refersTo: 'w-asked',
        });
      });

      it('what an answer answered waits again', async () => {
        await queueReplies(harness, party, 'lost');
        await failLater('w-f2');
        expect(await outbound()).toEqual([['lost', 'failed', false]]);
        await writes({ text: 'and again', wamid: 'w-again' });
        expect((await claimTurn(harness)).messages).toHaveLength(2);
      });
    });

    it('is tried again where two people turn out to be one', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      party = kept;
      await queueNotice('told', merged);
      await settleWaiting();
      await merge();
      expect(await outbound()).toEqual([['told', 'queued', true]]);
      expect(
        await harness.stores.conversations.get(kept.clinicId, kept.placement.conversationId),
      ).toMatchObject({
        waitsForWindow: true,
      });
    });
  });
