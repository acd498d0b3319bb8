import { beforeEach, describe, expect, it } from 'vitest';
import type {
  ConversationQuery,
  ListPlace,
} from '../../../../src/application/ports/messaging/conversations.ts';
import { listPlaceShape } from '../../../../src/application/ports/messaging/conversations.ts';
import { takeOver } from '../../../../src/domain/messaging/human-act.ts';
import { conversationId, messageId } from '../../../../src/domain/messaging/message.ts';
import { aMessage, phone } from '../../../support/builders/a-received-message.ts';
import { aStatus } from '../../../support/builders/a-status.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import {
  aClinicWithNumber,
  aMergedParty,
  aParty,
  claimSend,
  policy,
  queueReplies,
  receive,
  type Party,
} from '../../harness/steps.ts';

export const conversationsContract = (make: MakeHarness) =>
  describe('conversations', () => {
    let harness: Harness;
    let parties: Party[];
    beforeEach(async () => {
      harness = await make();
      const clinic = await aClinicWithNumber(harness);
      parties = [];
      for (const n of [1, 2, 3, 4, 5])
        parties.push(
          await aParty(harness, clinic, { phone: phone(`554799999000${n}`), profileName: `Paciente ${n}` }),
        );
    });
    const store = () => harness.stores.conversations;
    const ofParty = ({ placement: { conversationId: id } }: Party) => id;
    const list = (wish: Partial<ConversationQuery> = {}) =>
      store().list({ clinicId: parties[0]!.clinicId, unreadOnly: false, limit: 50, ...wish });
    const ids = async (wish: Partial<ConversationQuery> = {}) => (await list(wish)).map(({ id }) => id);
    const writes = async (party: Party, text = 'oi', ageMs = 0) =>
      receive(harness, party, aMessage({ text, sentAt: new Date(harness.now().getTime() - ageMs) }));
    /** One after the other, the first the newest. */
    const everybodyWrites = async () => {
      for (const [n, party] of parties.entries()) await writes(party, `oi ${n}`, (n + 1) * 60_000);
    };
    const take = (party: Party) =>
      harness.stores.humanActs.act({ clinicId: party.clinicId, conversationId: ofParty(party) }, (state) =>
        takeOver(state, harness.now(), policy.humanQuietMs),
      );

    it('are listed by their newest activity, without those that have no message', async () => {
      expect(await list()).toEqual([]);
      await everybodyWrites();
      expect(await ids()).toEqual(parties.map(ofParty));
      await writes(parties[3]!);
      expect(await ids()).toEqual([3, 0, 1, 2, 4].map((n) => ofParty(parties[n]!)));
    });

    it('show who it is, what was said last, and what is unread', async () => {
      await writes(parties[0]!, 'bom dia');
      await writes(parties[0]!, 'x'.repeat(400));
      const [view] = await list();
      expect(view).toMatchObject({
        id: ofParty(parties[0]!),
        whatsappNumber: parties[0]!.number.whatsappNumber,
        contact: { id: parties[0]!.placement.contactId, name: 'Paciente 1', phone: '5547999990001' },
        mode: 'assistant',
        epoch: 0,
        unread: 2,
        lastMessage: { direction: 'inbound', origin: 'patient', type: 'text', text: 'x'.repeat(300) },
      });
      expect(view?.place).toMatch(listPlaceShape);
      expect(view?.lastPatientMessageAt).toEqual(view?.lastMessageAt);
      expect(await store().get(parties[0]!.clinicId, ofParty(parties[0]!))).toEqual(view);
    });

    it('are paged, each once, also when several have their activity at the same moment', async () => {
      const sentAt = new Date(harness.now().getTime() - 60_000);
      for (const party of parties) await receive(harness, party, aMessage({ sentAt }));
      for (const limit of [1, 2, 3]) {
        const seen: string[] = [];
        let after: ListPlace | undefined;
        for (;;) {
          const page = await list({ limit, ...(after && { after }) });
          if (page.length === 0) break;
          seen.push(...page.map(({ id }) => id));
          after = page.at(-1)?.place;
        }
        expect(seen).toEqual(parties.map(ofParty).sort().reverse());
      }
    });

    it('are filtered by who answers now and by what is unread', async () => {
      await everybodyWrites();
      await take(parties[1]!);
      await take(parties[2]!);
      await harness.stores.humanActs.markRead({
        clinicId: parties[1]!.clinicId,
        conversationId: ofParty(parties[1]!),
      });
      const these = (...numbers: number[]) => numbers.map((n) => ofParty(parties[n]!));
      expect(await ids({ mode: 'human' })).toEqual(these(1, 2));
      expect(await ids({ mode: 'assistant' })).toEqual(these(0, 3, 4));
      expect(await ids({ unreadOnly: true })).toEqual(these(0, 2, 3, 4));
      expect(await ids({ mode: 'human', unreadOnly: true })).toEqual(these(2));
      // human mode ends by itself, without anybody writing
      await harness.passTime(policy.humanQuietMs + 1_000);
      expect(await ids({ mode: 'human' })).toEqual([]);
      expect((await list()).map(({ mode, humanUntil }) => [mode, humanUntil])).toEqual(
        parties.map(() => ['assistant', undefined]),
      );
    });

    it('say until when a human has them', async () => {
      await writes(parties[0]!);
      await take(parties[0]!);
      const [view] = await list();
      const left = Number(view?.humanUntil) - harness.now().getTime();
      expect(left).toBeGreaterThan(policy.humanQuietMs - 60_000);
      expect(left).toBeLessThanOrEqual(policy.humanQuietMs);
    });

    it('of one clinic are not those of another', async () => {
      await everybodyWrites();
      const other = await aParty(harness);
      await writes(other);
      expect(await ids({ clinicId: other.clinicId })).toEqual([ofParty(other)]);
      expect(await ids()).not.toContain(ofParty(other));
      for (const id of [ofParty(parties[0]!), conversationId(harness.ids.next())]) {
        expect(await store().get(other.clinicId, id)).toBeUndefined();
        const query = { clinicId: other.clinicId, conversationId: id, limit: 10 };
        expect(await store().messages(query)).toBeUndefined();
      }
    });

    it('that were merged into another one are shown there, under either id', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await writes(merged, 'before');
      await writes(kept, 'kept', 60_000);
      await merge();
      expect(await ids({ clinicId: kept.clinicId })).toEqual([ofParty(kept)]);
      expect(await store().get(kept.clinicId, ofParty(merged))).toMatchObject({
        id: ofParty(kept),
        unread: 2,
      });
      const texts = (await store().messages({
        clinicId: kept.clinicId,
        conversationId: ofParty(merged),
        limit: 10,
      }))!.map(({ text }) => text);
      expect(texts).toEqual(['kept', 'before']);
    });

    it('show their messages newest first, paged, with what became of them', async () => {
      const [party] = parties as [Party];
      await queueReplies(harness, party, 'one', 'two');
      const send = await claimSend(harness);
      await harness.stores.outbox.settle(send, { to: 'accepted', metaMessageId: 'w-1' }, harness.now());
      const status = aStatus('delivered', { metaMessageId: 'w-1', outboundId: send.messageId });
      await harness.stores.deliveryLog.record([{ clinicId: party.clinicId, status }]);
      const reply = {
        messageId: messageId(harness.ids.next()),
        body: 'da Bia',
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

    it('are found by the phone of their person, in any spelling, of this clinic only', async () => {
      await everybodyWrites();
      const { clinicId } = parties[0]!;
      expect(await store().withPhone(clinicId, phone('5547999990002'))).toBe(ofParty(parties[1]!));
      expect(await store().withPhone(clinicId, phone('554799990002'))).toBe(ofParty(parties[1]!));
      expect(await store().withPhone(clinicId, phone('5547999990009'))).toBeUndefined();
      const other = await aParty(harness, undefined, { phone: phone('5547999990099') });
      expect(await store().withPhone(other.clinicId, phone('5547999990002'))).toBeUndefined();
    });
  });
