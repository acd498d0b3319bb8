import { beforeEach, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { book, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, aParty, policy, queueReplies, receive, type Party } from '../../harness/steps.ts';

const day = 86_400_000;

export const clinicActivityContract = (make: MakeHarness) =>
  describe('the activity of a clinic', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const figures = (forMs = day, most = 100) =>
      harness.stores.clinicActivity.figures(party.clinicId, new Date(harness.now().getTime() - forMs), most);

    it('is nothing where nothing happened, and nothing of another clinic', async () => {
      await queueReplies(harness, await aParty(harness), 'one');
      expect(await figures()).toEqual({
        received: 0,
        sent: { assistant: 0, people: 0, notices: 0 },
        firstAnswer: { count: 0 },
        handovers: 0,
        bookings: 0,
        failedSends: 0,
        model: { microdollars: 0, tokens: 0 },
        isComplete: true,
      });
    });

    it('counts what patients and we wrote, and how long they waited from their first message', async () => {
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      await harness.passTime(60_000);
      // answered after the debounce that follows, both messages at once
      await queueReplies(harness, party, 'one', 'two');
      const found = await figures();
      expect(found).toMatchObject({
        received: 2,
        sent: { assistant: 2, people: 0 },
        firstAnswer: { count: 1 },
      });
      expect(found.firstAnswer.medianMs).toBeGreaterThan(60_000 + policy.debounceMs);
      expect(found.firstAnswer.medianMs).toBeLessThan(60_000 + policy.debounceMs + 30_000);
      expect(found.firstAnswer.p90Ms).toBe(found.firstAnswer.medianMs);
    });

    it('leaves out what is older, and who still waits', async () => {
      await queueReplies(harness, party, 'one');
      await harness.passTime(2 * day);
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      expect(await figures()).toMatchObject({
        received: 1,
        sent: { assistant: 0 },
        firstAnswer: { count: 0 },
      });
      expect(await figures(3 * day)).toMatchObject({ received: 2, firstAnswer: { count: 1 } });
    });

    it('counts the conversations that were active last, and says when there are more', async () => {
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const other = await aParty(harness, party, { bsuid: 'BR.another' });
      await harness.passTime(1_000);
      await receive(harness, other, aMessage({ sentAt: harness.now() }));
      expect(await figures(day, 1)).toMatchObject({ received: 1, isComplete: false });
      expect(await figures(day, 2)).toMatchObject({ received: 2, isComplete: true });
    });

    it('counts two people who turned out to be one as one', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      for (const each of [kept, merged]) await receive(harness, each, aMessage({ sentAt: harness.now() }));
      await merge();
      const since = new Date(harness.now().getTime() - day);
      const { clinicActivity } = harness.stores;
      expect(await clinicActivity.figures(kept.clinicId, since, 1)).toMatchObject({
        received: 2,
        isComplete: true,
      });
    });

    it('counts no booking of a time that was over before', async () => {
      const start = new Date(harness.now().getTime() - 2 * day);
      await book(harness, party.clinicId, { slot: { start, end: new Date(start.getTime() + 1_800_000) } });
      expect(await figures()).toMatchObject({ bookings: 0 });
    });

    it('counts bookings and not what is only held, handovers, and the cost of the model', async () => {
      const { clinicId, placement } = party;
      const { alerts, modelSpending } = harness.stores;
      const nextHour = (n: number) => {
        const start = new Date(harness.now().getTime() + n * 3_600_000);
        return { slot: { start, end: new Date(start.getTime() + 1_800_000) } };
      };
      await book(harness, clinicId, nextHour(1));
      await hold(harness, clinicId, nextHour(3));
      await alerts.open(
        { clinicId, kind: 'handover', subject: placement.conversationId },
        'asked',
        harness.now(),
      );
      const today = { clinicId, day: harness.now().toISOString().slice(0, 10) as LocalDate };
      await modelSpending.reserve(today, { microdollars: 7, tokens: 5 }, { microdollars: 100, tokens: 100 });
      expect(await figures()).toMatchObject({
        bookings: 1,
        handovers: 1,
        model: { microdollars: 7, tokens: 5 },
      });
    });
  });
