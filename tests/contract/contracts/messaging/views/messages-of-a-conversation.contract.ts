import { beforeEach, describe, expect, it } from 'vitest';
import type { ListPlace } from '../../../../../src/application/ports/messaging/conversations.ts';
import { takeOver } from '../../../../../src/domain/messaging/human-act.ts';
import { messageId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../../support/builders/a-status.ts';
import { conversationSteps, fiveParties, ofParty } from '../../../harness/conversation-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aClinicWithNumber,
  answerWith,
  claimSend,
  claimTurn,
  queueReplies,
  receive,
  policy,
  type Party,
} from '../../../harness/steps.ts';

export const messagesOfAConversationContract = (make: MakeHarness) =>
  describe('conversations', () => {
    let harness: Harness;
    let parties: readonly Party[];
    beforeEach(async () => {
      harness = await make();
      parties = await fiveParties(harness);
    });
    const { list, store, writes } = conversationSteps(() => ({ harness, parties }));

    it('show what the patient said last, whoever has spoken since', async () => {
      const [party] = parties as readonly [Party];
      await writes(party, 'dói muito?');
      await harness.stores.turns.complete(await claimTurn(harness), answerWith(harness, 'Não dói.'));
      const [view] = await list();
      expect(view?.lastMessage).toMatchObject({ origin: 'assistant', text: 'Não dói.' });
      expect(view?.lastPatientMessage).toMatchObject({ origin: 'patient', text: 'dói muito?' });
    });

    it('show what was imported where it belongs in time, and is no news', async () => {
      const [party] = parties as readonly [Party];
      await receive(harness, party, aMessage({ text: 'agora', sentAt: harness.now() }));
      const before = (await list())[0];
      const hoursAgo = (hours: number) => new Date(harness.now().getTime() - hours * 3_600_000);
      const past = (text: string, hours: number, sentByClinic: boolean) =>
        aMessage({ origin: 'history', text, sentAt: hoursAgo(hours), ...(sentByClinic && { sentByClinic }) });
      await receive(harness, party, past('ontem', 24, true), past('anteontem', 48, false));
      const query = { clinicId: party.clinicId, conversationId: ofParty(party), limit: 50 };
      const shown = (await store().messages(query)) ?? [];
      expect(shown.map(({ text }) => text)).toEqual(['agora', 'ontem', 'anteontem']);
      const { lastMessage, unread, lastMessageAt } = before!;
      expect((await list())[0]).toMatchObject({ lastMessage, unread, lastMessageAt });
    });

    it('show their messages newest first, paged, with what became of them', async () => {
      const [party] = parties as readonly [Party];
      await queueReplies(harness, party, 'one', 'two');
      const send = await claimSend(harness);
      await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId: 'w-1' }, harness.now());
      const status = aStatus('delivered', { metaMessageId: 'w-1', outboundId: send.messageId });
      await harness.stores.deliveryLog.record([{ clinicId: party.clinicId, status }]);
      const reply = {
        messageId: messageId(harness.ids.next()),
        content: { type: 'text' as const, body: 'da Bia' },
        sentBy: 'user:bia',
        requestId: 'r',
      };
      await harness.stores.humanActs.act(
        { clinicId: party.clinicId, conversationId: ofParty(party), reply },
        (state) => takeOver(state, harness.now(), policy.humanQuietMs),
      );
      const query = { clinicId: party.clinicId, conversationId: ofParty(party), limit: 50 };
      const all = (await store().messages(query))!;
      expect(all).toMatchObject([
        { origin: 'human', text: 'da Bia', status: 'queued', sentBy: 'user:bia', id: reply.messageId },
        { origin: 'assistant', text: 'two', status: 'cancelled', errorCode: 'overtaken-by-human' },
        {
          origin: 'assistant',
          text: 'one',
          status: 'delivered',
          metaMessageId: 'w-1',
          deliveredAt: status.at,
        },
        { origin: 'patient', direction: 'inbound', status: 'received' },
      ]);
      const seen = [];
      for (let after: ListPlace | undefined; ;) {
        const page = (await store().messages({ ...query, limit: 1, ...(after && { after }) }))!;
        if (page.length === 0) break;
        seen.push(...page);
        after = page[0]?.place;
      }
      expect(seen).toEqual(all);
    });

    it('tell what the patient was shown last, with what it lets choose from', async () => {
      const [party] = parties as readonly [Party];
      const shown = (limit = 10) => store().shown(party.clinicId, ofParty(party), limit);
      expect(await shown()).toEqual([]);
      const choice = { id: 'topic:prices', title: 'Valores' };
      const row = { id: 'topic:hours', title: 'Horários', description: 'de segunda a sexta' };
      await writes(party);
      const turn = await claimTurn(harness);
      const [first, second] = answerWith(harness, 'one', 'two').replies;
      await harness.stores.turns.complete(turn, {
        ...answerWith(harness),
        replies: [
          { ...first!, content: { type: 'buttons', body: 'one', buttons: [choice] } },
          {
            ...second!,
            content: { type: 'list', body: 'two', button: 'Ver', sections: [{ title: '', rows: [row] }] },
          },
        ],
      });
      expect(await shown()).toEqual([]);
      for (const wamid of ['w-1', 'w-2'])
        await harness.stores.outbox.settle(
          await claimSend(harness),
          { to: 'accepted', metaMessageId: wamid },
          harness.now(),
        );
      const offered = [
        { choices: [{ id: 'topic:hours', title: 'Horários' }], isReport: false },
        { choices: [choice], isReport: false },
      ];
      expect(await shown()).toEqual(offered);
      expect(await shown(1)).toEqual(offered.slice(0, 1));
      expect(await store().shown(parties[1]!.clinicId, ofParty(parties[1]!), 10)).toEqual([]);
      const other = await aClinicWithNumber(harness);
      expect(await store().shown(other.clinicId, ofParty(party), 10)).toEqual([]);
      await receive(harness, party, aMessage({ text: 'quem vem?', origin: 'staff', sentAt: harness.now() }));
      expect(await shown()).toEqual([{ choices: [], isReport: false }, ...offered]);
    });
  });
