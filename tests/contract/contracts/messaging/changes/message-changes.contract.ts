import * as fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import type { ReceivedMessage } from '../../../../../src/domain/messaging/webhook-item.ts';
import { effectiveMessages } from '../../../../../src/domain/messaging/messages/turn-messages.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../../support/builders/a-status.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  answerWith,
  aParty,
  claimSend,
  claimTurn,
  queueReplies,
  receive,
  type Party,
} from '../../../harness/steps.ts';

const at = (second: number) => new Date(Date.parse('2026-03-02T11:00:00Z') + second * 1_000);
let made = 0;

export const messageChangesContract = (make: MakeHarness) =>
  describe('what is said about a message', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const hears = (...messages: ReceivedMessage[]) => receive(harness, party, ...messages);
    const shown = async ({ clinicId, placement: { conversationId } }: Party = party) =>
      (await harness.stores.conversations.messages({ clinicId, conversationId, limit: 50 })) ?? [];
    const about = (wamid: string, more: Partial<ReceivedMessage>) =>
      aMessage({ aboutMetaMessageId: wamid, ...more });
    const edit = (wamid: string, text: string, second = 10) =>
      about(wamid, { type: 'edit', text, sentAt: at(second) });
    const revoke = (wamid: string) => about(wamid, { type: 'revoke', text: '', sentAt: at(20) });

    it('shows on it, not beside it', async () => {
      await hears(aMessage({ wamid: 'w', text: 'segunda', sentAt: at(0) }), edit('w', 'terça'));
      expect(await shown()).toMatchObject([
        { metaMessageId: 'w', text: 'terça', edited: { at: at(10), before: 'segunda' } },
      ]);
      const { clinicId, placement } = party;
      const head = await harness.stores.conversations.get(clinicId, placement.conversationId);
      expect(head).toMatchObject({ unread: 2, lastMessage: { text: 'terça', type: 'text' } });
    });

    it('hides the words of what was deleted', async () => {
      await hears(aMessage({ wamid: 'w', text: 'segredo' }), edit('w', 'outro'), revoke('w'));
      const [message] = await shown();
      expect(message).toMatchObject({ text: '', deletedAt: at(20) });
      expect(message).not.toHaveProperty('edited');
    });

    it('stands alone where the message is not known', async () => {
      await hears(edit('never-seen', 'terça'));
      expect(await shown()).toMatchObject([{ type: 'edit', text: 'terça' }]);
    });

    it('comes to staff as their own when they correct what they typed on their phone', async () => {
      const staff = { origin: 'staff', sentByClinic: true } as const;
      await hears(
        aMessage({ ...staff, wamid: 's', text: 'às 10h' }),
        about('s', { ...staff, type: 'edit', text: 'às 11h' }),
      );
      expect(await shown()).toMatchObject([
        { direction: 'outbound', text: 'às 11h', edited: { before: 'às 10h' } },
      ]);
    });

    it('is a quote where a reply names the message that it answers', async () => {
      await hears(
        aMessage({ wamid: 'w', text: 'segunda ou terça', sentAt: at(0) }),
        aMessage({ wamid: 'q', text: 'essa', sentAt: at(1), quotesMetaMessageId: 'w' }),
        aMessage({ wamid: 'old', text: 'aquela', sentAt: at(2), quotesMetaMessageId: 'never-seen' }),
      );
      const quotes = Object.fromEntries(
        (await shown()).map(({ metaMessageId, quote }) => [metaMessageId, quote]),
      );
      expect(quotes).toMatchObject({
        q: { metaMessageId: 'w', by: 'patient', type: 'text', text: 'segunda ou terça' },
        old: { metaMessageId: 'never-seen' },
      });
      const { messages } = await claimTurn(harness);
      expect(messages.find(({ metaMessageId }) => metaMessageId === 'q')?.quote?.text).toBe(
        'segunda ou terça',
      );
    });

    it('reaches the assistant before the answer, also when it came before the message', async () => {
      await hears(edit('w', 'terça'));
      await hears(aMessage({ wamid: 'w', text: 'segunda' }), aMessage({ wamid: 'x', text: 'oi' }));
      await hears(revoke('x'));
      expect(effectiveMessages((await claimTurn(harness)).messages).map(({ text }) => text)).toEqual([
        'terça',
      ]);
    });

    it('undoes an answer that was made without it, and the turn is due again', async () => {
      await hears(aMessage({ wamid: 'w', text: 'segunda' }));
      const turn = await claimTurn(harness);
      await hears(edit('w', 'terça'));
      expect(await harness.stores.turns.complete(turn, answerWith(harness, 'Segunda, então'))).toBe(false);
      await harness.stores.turns.release(turn, 0, false);
      const again = await claimTurn(harness);
      expect(effectiveMessages(again.messages).map(({ text }) => text)).toEqual(['terça']);
      expect(await harness.stores.turns.complete(again, answerWith(harness, 'Terça, então'))).toBe(true);
    });

    it('names what was answered when it comes after the answer', async () => {
      await hears(aMessage({ wamid: 'w', text: 'segunda' }));
      await harness.stores.turns.complete(await claimTurn(harness), answerWith(harness, 'Anotado'));
      await hears(edit('w', 'terça'));
      const [late] = (await claimTurn(harness)).messages;
      expect(late).toMatchObject({ type: 'edit', about: { byClinic: false, text: 'segunda' } });
    });

    it('leads to one state, in whatever order {message, edit, deletion, reaction, status, quote} come', async () => {
      /** Everything that may happen to a message of the patient (p), one of ours (o), and one that quotes (q). */
      const events = () => {
        const name = `${(made += 1)}.`;
        const of = (wamid: string, more: Partial<ReceivedMessage>) =>
          aMessage({ wamid: name + wamid, ...more });
        const on = (wamid: string, more: Partial<ReceivedMessage>) => ({
          aboutMetaMessageId: name + wamid,
          ...more,
        });
        const staff = { origin: 'staff', sentByClinic: true } as const;
        return {
          name,
          messages: [
            of('p', { text: 'segunda', sentAt: at(1) }),
            of('e1', on('p', { type: 'edit', text: 'terça', sentAt: at(2) })),
            of('e2', on('p', { type: 'edit', text: 'quarta', sentAt: at(2) })),
            of('d', { text: 'apagada', sentAt: at(3) }),
            of('dr', on('d', { type: 'revoke', text: '', sentAt: at(4) })),
            of('de', on('d', { type: 'edit', text: 'corrigida', sentAt: at(4) })),
            of('r1', on('o', { type: 'reaction', text: '👍', sentAt: at(5) })),
            of('r2', on('o', { type: 'reaction', text: '❤', sentAt: at(6) })),
            of('r3', on('p', { ...staff, type: 'reaction', text: '👍', sentAt: at(7) })),
            of('r4', on('p', { ...staff, type: 'reaction', text: '', sentAt: at(8) })),
            of('q', { text: 'essa', quotesMetaMessageId: `${name}p`, sentAt: at(9) }),
          ],
        };
      };
      const orders = fc.shuffledSubarray([...Array(14).keys()], { minLength: 14 });
      const stateAfter = async (order: readonly number[]) => {
        const person = await aParty(harness);
        const { name, messages } = events();
        await queueReplies(harness, person, 'Qual dia?');
        const send = await claimSend(harness);
        const wamid = `${name}o`;
        const status = (word: 'delivered' | 'read') =>
          harness.stores.deliveryLog.record([
            {
              clinicId: person.clinicId,
              status: aStatus(word, { metaMessageId: wamid, outboundId: send.messageId }),
            },
          ]);
        const steps = [
          ...messages.map((message) => () => receive(harness, person, message)),
          () => harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId: wamid }, harness.now()),
          () => status('delivered'),
          () => status('read'),
        ];
        for (const step of order) await steps[step]!();
        const { clinicId, placement } = person;
        const conversation = await harness.stores.conversations.get(clinicId, placement.conversationId);
        const states = (await shown(person)).map((message) => ({
          wamid: message.metaMessageId?.replace(name, ''),
          text: message.text,
          edited: message.edited,
          deletedAt: message.deletedAt,
          reactions: message.reactions,
          status: message.status,
          quoted: message.quote?.text,
        }));
        // nothing of this person is due any more when the next one writes
        await harness.stores.humanActs.act({ clinicId, conversationId: placement.conversationId }, (state) =>
          takeOver(state, harness.now(), 3_600_000),
        );
        const named = states.filter(({ wamid: known }) => known !== undefined && /^[podq]$/.test(known));
        return { unread: conversation?.unread, named: named.sort((a, b) => (a.wamid! < b.wamid! ? -1 : 1)) };
      };
      const expected = await stateAfter([...Array(14).keys()]);
      expect(expected.named).toMatchObject([
        { wamid: 'd', text: '', deletedAt: at(4) },
        { wamid: 'o', reactions: [{ emoji: '❤', by: 'patient' }], status: 'read' },
        { wamid: 'p', text: 'quarta', edited: { before: 'segunda' }, reactions: undefined },
        { wamid: 'q', text: 'essa', quoted: 'quarta' },
      ]);
      await fc.assert(
        fc.asyncProperty(orders, async (order) => {
          expect(await stateAfter(order)).toEqual(expected);
        }),
        { numRuns: 25 },
      );
    });
  });
