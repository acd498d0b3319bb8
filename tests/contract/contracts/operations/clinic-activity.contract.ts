import { beforeEach, describe, expect, it } from 'vitest';
import { localTime } from '../../../../src/domain/clinic/local-time.ts';
import { totalOf } from '../../../../src/domain/figures/clinic-figures.ts';
import { figureSpan, type FigurePeriod } from '../../../../src/domain/figures/figure-spans.ts';
import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { book, claimSync, confirm, eventOf, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, aParty, policy, queueReplies, receive, type Party } from '../../harness/steps.ts';

const hour = 3_600_000;
const day = 24 * hour;
const zone = 'America/Sao_Paulo';

export const clinicActivityContract = (make: MakeHarness) =>
  describe('the activity of a clinic', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const spanOf = (period: FigurePeriod) => figureSpan(period, zone, harness.now());
    const figures = async (period: FigurePeriod = '24h', most = 100) => {
      const { clinicActivity } = harness.stores;
      const { points, ...found } = await clinicActivity.figures(party.clinicId, spanOf(period), most);
      return { ...totalOf(points), ...found };
    };
    /** Half an hour, so many hours from now. */
    const inHours = (n: number) => {
      const start = new Date(harness.now().getTime() + n * hour);
      return { slot: { start, end: new Date(start.getTime() + hour / 2) } };
    };

    it('is nothing where nothing happened, and nothing of another clinic', async () => {
      await queueReplies(harness, await aParty(harness), 'one');
      expect(await figures()).toEqual({
        received: 0,
        byAssistant: 0,
        byPeople: 0,
        notices: 0,
        firstAnswer: { count: 0 },
        handovers: 0,
        bookings: 0,
        freedTimes: 0,
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
        byAssistant: 2,
        byPeople: 0,
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
        byAssistant: 0,
        firstAnswer: { count: 0 },
      });
      expect(await figures('7d')).toMatchObject({ received: 2, firstAnswer: { count: 1 } });
    });

    it('counts the conversations that were active last, and says when there are more', async () => {
      await receive(harness, party, aMessage({ sentAt: harness.now() }));
      const other = await aParty(harness, party, { bsuid: 'BR.another' });
      await harness.passTime(1_000);
      await receive(harness, other, aMessage({ sentAt: harness.now() }));
      expect(await figures('24h', 1)).toMatchObject({ received: 1, isComplete: false });
      expect(await figures('24h', 2)).toMatchObject({ received: 2, isComplete: true });
    });

    it('counts two people who turned out to be one as one', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      for (const each of [kept, merged]) await receive(harness, each, aMessage({ sentAt: harness.now() }));
      await merge();
      party = kept;
      expect(await figures('24h', 1)).toMatchObject({ received: 2, isComplete: true });
    });

    it('counts no booking of a time that was over before', async () => {
      await book(harness, party.clinicId, inHours(-48));
      expect(await figures()).toMatchObject({ bookings: 0 });
    });

    it('counts bookings and not what is only held, handovers, and the cost of the model', async () => {
      const { clinicId, placement } = party;
      const { alerts, modelSpending } = harness.stores;
      await book(harness, clinicId, inHours(1));
      await hold(harness, clinicId, inHours(3));
      await alerts.open(
        { clinicId, kind: 'handover', subject: placement.conversationId },
        'asked',
        harness.now(),
      );
      const today = { clinicId, day: localTime(zone, harness.now()).date };
      await modelSpending.reserve(today, { microdollars: 7, tokens: 5 }, { microdollars: 100, tokens: 100 });
      expect(await figures()).toMatchObject({
        bookings: 1,
        handovers: 1,
        model: { microdollars: 7, tokens: 5 },
      });
    });

    it('gives each hour its part, the oldest first and the present one last', async () => {
      const message = () => aMessage({ sentAt: harness.now() });
      await receive(harness, party, message());
      await harness.passTime(5 * hour);
      await receive(harness, party, message(), message());
      const { points } = await harness.stores.clinicActivity.figures(party.clinicId, spanOf('24h'), 100);
      expect(points).toHaveLength(24);
      expect(points.map(({ received }) => received).slice(-7)).toEqual([0, 1, 0, 0, 0, 0, 2]);
    });

    it('counts as freed what a patient cancelled in time, and nothing else', async () => {
      const { clinicId } = party;
      const confirmed = (hours: number) => confirm(harness, clinicId, inHours(hours));
      const [inTime, tooLate, byClinic] = [await confirmed(30), await confirmed(3), await confirmed(40)];
      const onlyAsked = await book(harness, clinicId, inHours(50));
      const cancel = ({ id: appointmentId }: Appointment, reason: string) =>
        harness.stores.appointments.apply(clinicId, [
          { change: 'cancel', appointmentId, reason, at: harness.now() },
        ]);
      await cancel(byClinic, 'by-clinic: doente');
      for (const visit of [inTime, tooLate, onlyAsked]) await cancel(visit, 'by-patient');
      expect(await figures()).toMatchObject({ freedTimes: 1 });
    });

    it.each([
      ['what a patient left for another time', { to: 50, isAgreedTo: true }, 1],
      ['not what the clinic moved', { to: 50, isAgreedTo: false }, 0],
      ['not what the visit goes on taking a part of', { to: 30.25, isAgreedTo: true }, 0],
    ])('counts as freed %s', async (_, { to, isAgreedTo }, freedTimes) => {
      const { clinicId } = party;
      const { appointments } = harness.stores;
      const { id, seriesId } = await confirm(harness, clinicId, inHours(30));
      const wish = { seriesId, replaces: id, ...inHours(to) };
      const move = isAgreedTo ? await hold(harness, clinicId, wish) : await book(harness, clinicId, wish);
      await harness.passTime(1_000);
      if (isAgreedTo)
        await appointments.apply(clinicId, [
          { change: 'request', appointmentId: move.id, at: harness.now() },
        ]);
      const sync = await claimSync(harness);
      await appointments.aboutToWrite(sync, eventOf(sync));
      await appointments.settle(sync, { to: 'confirmed' });
      expect((await appointments.get(clinicId, id))?.reason).toBe('moved');
      expect(await figures()).toMatchObject({ freedTimes, bookings: 1 });
    });
  });
