import { beforeEach, describe, expect, it } from 'vitest';
import type { ListPlace } from '../../../../../src/application/ports/messaging/conversations.ts';
import { listPlaceShape } from '../../../../../src/application/ports/messaging/conversations.ts';
import { conversationId } from '../../../../../src/domain/messaging/message.ts';
import { aMessage } from '../../../../support/builders/a-received-message.ts';
import { conversationSteps, fiveParties, ofParty } from '../../../harness/conversation-steps.ts';
import type { Harness, MakeHarness } from '../../../harness/harness.ts';
import {
  aClinicWithNumber,
  aMergedParty,
  aParty,
  receive,
  policy,
  type Party,
} from '../../../harness/steps.ts';

export const conversationsContract = (make: MakeHarness) =>
  describe('conversations', () => {
    let harness: Harness;
    let parties: readonly Party[];
    beforeEach(async () => {
      harness = await make();
      parties = await fiveParties(harness);
    });
    const { everybodyWrites, ids, list, store, take, writes } = conversationSteps(() => ({
      harness,
      parties,
    }));

    it('are listed by their newest activity, without those that have no message', async () => {
      expect(await list()).toEqual([]);
      await everybodyWrites();
      expect(await ids()).toEqual(parties.map(ofParty));
      await writes(parties[3]!);
      expect(await ids()).toEqual([3, 0, 1, 2, 4].map((n) => ofParty(parties[n]!)));
    });

    it('in which nothing was said yet show once somebody has begun them, and others stay where they are', async () => {
      const [quiet, talks] = parties as readonly [Party, Party];
      await writes(talks, 'oi', 60_000);
      expect(await store().get(quiet.clinicId, ofParty(quiet))).toBeUndefined();
      const other = await aClinicWithNumber(harness);
      expect(await store().begin(other.clinicId, ofParty(quiet))).toBe(false);
      expect(await ids()).toEqual([ofParty(talks)]);
      const isNew: boolean[] = [];
      for (const party of [quiet, quiet, talks])
        isNew.push(await store().begin(party.clinicId, ofParty(party)));
      expect(isNew).toEqual([true, false, false]);
      expect(await ids()).toEqual([quiet, talks].map(ofParty));
      const { lastMessage, lastPatientMessageAt, unread } =
        (await store().get(quiet.clinicId, ofParty(quiet))) ?? {};
      expect({ lastMessage, lastPatientMessageAt, unread }).toEqual({ unread: 0 });
      const asked = { clinicId: quiet.clinicId, conversationId: ofParty(quiet), limit: 5 };
      expect(await store().messages(asked)).toEqual([]);
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

    it('take along what is open about them when they are merged', async () => {
      const { alerts } = harness.stores;
      const { kept, merged, merge } = await aMergedParty(harness);
      const about = (party: Party, kind: 'send-failed' | 'handover') =>
        ({ clinicId: party.clinicId, kind, subject: ofParty(party) }) as const;
      await alerts.open(about(merged, 'send-failed'), 'x', harness.now());
      for (const party of [kept, merged]) await alerts.open(about(party, 'handover'), 'x', harness.now());
      await receive(harness, merged, aMessage({ sentAt: harness.now() }));
      await merge();
      const open = await alerts.list({ reach: [kept.clinicId], state: 'open', limit: 10 });
      expect(open.map(({ kind, subject }) => [kind, subject]).sort()).toEqual(
        ['handover', 'send-failed'].map((kind) => [kind, ofParty(kept)]),
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
  });
