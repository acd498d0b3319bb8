import { beforeEach, describe, expect, it } from 'vitest';
import type { ClaimedVisit } from '../../../../src/application/ports/scheduling/reminders.ts';
import type { DecidedReminder } from '../../../../src/domain/reminders/decide-reminder.ts';
import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { confirm, notice } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, claimSend, leaseMs, queueReplies, type Party } from '../../harness/steps.ts';
import { calendarId, slot } from '../../../support/builders/an-appointment.ts';

const hour = 3_600_000;
const calendar = {
  summary: '',
  timeZone: 'America/Sao_Paulo',
  accessRole: 'owner',
  reachability: 'reachable',
} as const;

export const remindersContract = (make: MakeHarness) =>
  describe('reminders', () => {
    let harness: Harness;
    let party: Party;
    beforeEach(async () => {
      harness = await make();
      party = await aParty(harness);
    });
    const store = () => harness.stores.reminders;
    const visit = (wish: Partial<Appointment> = {}) =>
      confirm(harness, party.clinicId, {
        contactId: party.placement.contactId,
        conversationId: party.placement.conversationId,
        ...wish,
      });
    const claim = async (): Promise<ClaimedVisit> => {
      const [claimed] = await store().claim(1, leaseMs);
      if (claimed === undefined) throw new Error('No visit was due');
      return claimed;
    };
    const decision = (rule = 'days:1'): DecidedReminder => ({
      rule,
      dueAt: harness.now(),
      decidedAt: harness.now(),
    });
    const reminding = ({ appointment: { id } }: ClaimedVisit, rule?: string) => ({
      skipped: [],
      sent: {
        ...decision(rule),
        notice: notice(harness, 'lembrete', { kind: 'reminder', appointmentId: id }),
      },
    });
    const reminded = async () =>
      (await harness.readMessages(party.clinicId)).filter(({ text }) => text === 'lembrete').length;
    /** As somebody does it in Google. */
    const moveInCalendar = async (id: Appointment['id'], time: Appointment['slot']) => {
      const { appointments, calendarFeeds, clinicCalendars } = harness.stores;
      const tellAt = new Date(harness.now().getTime() + 60_000);
      await clinicCalendars.associate(party.clinicId, [{ ...calendar, calendarId }]);
      await calendarFeeds.readSoon(party.clinicId);
      const [feed] = await calendarFeeds.claim(1, leaseMs);
      await calendarFeeds.settle(feed!, {
        ...{ to: 'read', syncToken: 'x', changed: [id], areDeletionsHeld: false, nextMs: 60_000 },
      });
      const [sync] = await appointments.claim(1, leaseMs);
      expect(await appointments.follow(sync!, { calendarId, slot: time, tellAt })).toBe('followed');
    };
    const cancel = (id: Appointment['id']) =>
      harness.stores.appointments.apply(party.clinicId, [
        { change: 'cancel', appointmentId: id, reason: 'by-patient', at: harness.now() },
      ]);

    it('are looked at as soon as a visit is confirmed, by one worker', async () => {
      const { id } = await visit();
      expect(await claim()).toMatchObject({ appointment: { id }, decided: [], isUnsettled: false });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      await harness.passTime(leaseMs + 1);
      expect(await claim()).toMatchObject({ appointment: { id } });
    });

    it('are looked at again when their time comes', async () => {
      await visit();
      const next = new Date(harness.now().getTime() + hour);
      expect(await store().settle(await claim(), { skipped: [], next })).toBe(true);
      expect(await store().claim(9, leaseMs)).toEqual([]);
      expect(await store().msUntilDue()).toBeGreaterThan(hour - 60_000);
      await harness.passTime(hour + 1);
      expect((await claim()).decided).toEqual([]);
    });

    it('go out once, however often the same one is settled', async () => {
      await visit();
      const first = await claim();
      expect(await store().settle(first, { ...reminding(first), next: harness.now() })).toBe(true);
      const again = await claim();
      expect(again.decided).toMatchObject([{ rule: 'days:1' }]);
      await store().settle(again, reminding(again));
      expect(await reminded()).toBe(1);
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('are settled by nobody whose lease is over', async () => {
      await visit();
      const slow = await claim();
      await harness.passTime(leaseMs + 1);
      const quick = await claim();
      expect(await store().settle(slow, reminding(slow))).toBe(false);
      expect(await reminded()).toBe(0);
      expect(await store().settle(quick, reminding(quick))).toBe(true);
      expect(await reminded()).toBe(1);
    });

    it('say nothing of a visit that was cancelled meanwhile', async () => {
      const { id } = await visit();
      const visitInHand = await claim();
      await cancel(id);
      expect(await store().settle(visitInHand, reminding(visitInHand))).toBe(false);
      expect(await reminded()).toBe(0);
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('know that a visit is being moved', async () => {
      const { id, seriesId } = await visit();
      await visit({ slot: slot('15:00', '15:30'), seriesId, replaces: id }).catch(() => undefined);
      const claimed = await store().claim(9, leaseMs);
      expect(claimed.map(({ appointment }) => appointment.slot.start)).toEqual([
        slot('15:00', '15:30').start,
      ]);
    });

    it('are looked at again when the clinic changes its rules', async () => {
      await visit();
      await store().settle(await claim(), { skipped: [] });
      expect(await store().claim(9, leaseMs)).toEqual([]);
      await harness.overwriteContext(party.clinicId, { lembretes: true });
      expect(await store().claim(9, leaseMs)).toHaveLength(1);
    });

    it('are not put to rest by whoever has read the rules before', async () => {
      await visit();
      const inHand = await claim();
      await harness.overwriteContext(party.clinicId, { lembretes: true });
      expect(await store().settle(inHand, { skipped: [] })).toBe(false);
      expect(await store().claim(9, leaseMs)).toHaveLength(1);
    });

    it('hold up no answer while they wait to be sent', async () => {
      await queueReplies(harness, party, 'before');
      await visit();
      const inHand = await claim();
      await store().settle(inHand, reminding(inHand));
      const { outbox } = harness.stores;
      await outbox.settle(await claimSend(harness), { to: 'simulated' }, harness.now());
      const reminder = await claimSend(harness);
      expect(reminder.about).toMatchObject({ kind: 'reminder' });
      const at = new Date(harness.now().getTime() + 6 * hour);
      await outbox.settle(reminder, { to: 'retry', at, isAttempt: false }, harness.now());
      await queueReplies(harness, party, 'an answer of the night');
      expect((await claimSend(harness)).content).toMatchObject({ body: 'an answer of the night' });
    });

    it('know what a queued message was decided for', async () => {
      const { id, slot: time } = await visit();
      const inHand = await claim();
      const settling = reminding(inHand);
      await store().settle(inHand, settling);
      const { messageId } = settling.sent.notice;
      const queued = await store().queued(party.clinicId, id, messageId);
      expect(queued).toMatchObject({ startsAt: time.start, isUnsettled: false });
      expect(Math.abs(Number(queued?.dueAt) - Number(settling.sent.dueAt))).toBeLessThan(1_000);
      const other = await aParty(harness);
      expect(await store().queued(other.clinicId, id, messageId)).toBeUndefined();
      expect(await store().queued(party.clinicId, id, harness.ids.next() as never)).toBeUndefined();
    });

    it('know when the patient was reminded last, of whatever time, and when the visit was moved', async () => {
      const { id } = await visit();
      const first = await claim();
      expect(first.movedAt).toBeUndefined();
      expect(first.lastRemindedAt).toBeUndefined();
      await store().settle(first, { ...reminding(first), next: harness.now() });
      await moveInCalendar(id, slot('16:00', '16:30'));
      const again = await claim();
      expect(again).toMatchObject({ decided: [], appointment: { slot: slot('16:00', '16:30') } });
      for (const at of [again.movedAt, again.lastRemindedAt])
        expect(Math.abs(Number(at) - Number(harness.now()))).toBeLessThan(60_000);
    });

    it('wait while a clinic is switched off', async () => {
      await visit();
      await harness.deactivate(party.clinicId);
      expect(await store().claim(9, leaseMs)).toEqual([]);
    });

    it('are shown beside the visits that nobody has confirmed, in pages', async () => {
      const first = await visit();
      const dueAt = new Date(harness.now().getTime() - hour);
      const skipped = { ...decision('minutes:120'), dueAt, decidedAt: dueAt, skipped: 'too-late' } as const;
      const inHand = await claim();
      await store().settle(inHand, { ...reminding(inHand), skipped: [skipped] });
      const second = await visit({ slot: slot('10:00', '10:30') });
      const attending = await visit({ slot: slot('11:00', '11:30') });
      await harness.stores.appointments.apply(party.clinicId, [
        { change: 'attend', appointmentId: attending.id, at: harness.now() },
      ]);
      const window = slot('00:00', '23:00');
      const page = await store().unconfirmed(party.clinicId, window, 1);
      expect(page.visits).toMatchObject([
        {
          appointment: { id: first.id },
          reminders: [{ rule: 'minutes:120', skipped: 'too-late' }, { rule: 'days:1' }],
        },
      ]);
      const rest = await store().unconfirmed(party.clinicId, window, 9, page.next);
      expect(rest).toEqual({ visits: [{ appointment: second, reminders: [] }] });
    });
  });
