import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments, ClaimedSync } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { SlotTaken, type Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../../src/domain/scheduling/calendar-event.ts';
import { calendarId, slot } from '../../../support/builders/an-appointment.ts';
import { book, confirm, notice } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aParty, leaseMs, type Party } from '../../harness/steps.ts';

const calendar = {
  summary: '',
  timeZone: 'America/Sao_Paulo',
  accessRole: 'owner',
  reachability: 'reachable',
} as const;
const quietMs = 60_000;

export const followedEventsContract = (make: MakeHarness) =>
  describe('appointments whose events people have changed', () => {
    let harness: Harness;
    let appointments: Appointments;
    let party: Party;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      ({ appointments } = harness.stores);
      party = await aParty(harness);
      ({ clinicId } = party);
      await harness.stores.clinicCalendars.associate(clinicId, [{ ...calendar, calendarId }]);
    });
    const tellAt = () => new Date(harness.now().getTime() + quietMs);
    const visitAt = (time: string) =>
      confirm(harness, clinicId, {
        slot: slot(time, `${time.slice(0, 2)}:30`),
        conversationId: party.placement.conversationId,
      });
    /** As after a reading in which its event differed. */
    const look = async ({ id }: Appointment): Promise<ClaimedSync> => {
      await harness.stores.calendarFeeds.readSoon(clinicId);
      const [feed] = await harness.stores.calendarFeeds.claim(1, leaseMs);
      await harness.stores.calendarFeeds.settle(feed!, {
        ...{ to: 'read', syncToken: 'x', changed: [id], areDeletionsHeld: false, nextMs: quietMs },
      });
      return due();
    };
    const due = async (): Promise<ClaimedSync> => {
      const [sync] = await appointments.claim(1, leaseMs);
      if (sync === undefined) throw new Error('No appointment was due');
      return sync;
    };
    const follow = (sync: ClaimedSync, time: string, more: object = {}) =>
      appointments.follow(sync, {
        ...{ calendarId, slot: slot(time, `${time.slice(0, 2)}:30`), tellAt: tellAt() },
        ...more,
      });

    it('are where their events are, end the attempt, and keep what the patient knows until it is told', async () => {
      const visit = await visitAt('10:00');
      expect(await follow(await look(visit), '15:00', { professionalId: 'otto' })).toBe('followed');
      expect(await appointments.get(clinicId, visit.id)).toMatchObject({
        ...{ state: 'confirmed', slot: slot('15:00', '15:30'), professionalId: 'otto' },
        version: visit.version + 1,
      });
      expect(await appointments.claim(1, leaseMs)).toEqual([]);
      expect(await follow(await look(visit), '16:00')).toBe('followed');
      await harness.passTime(quietMs);
      const sync = await due();
      expect(sync.news?.known).toMatchObject({ start: slot('10:00', '10:30').start, isLive: true });
      expect(sync.written).toMatchObject({
        eventId: eventIdOf(visit),
        slot: slot('16:00', '16:30'),
        isSeen: true,
      });
      expect(await appointments.settle(sync, { to: 'told', notice: notice(harness) })).toBe('settled');
      expect(await harness.readMessages(clinicId)).toMatchObject([{ text: 'told' }]);
      expect(await appointments.msUntilDue()).toBeUndefined();
    });

    it('free their old time and keep the new one from others', async () => {
      const visit = await visitAt('10:00');
      await follow(await look(visit), '15:00');
      await expect(book(harness, clinicId, { slot: slot('15:00', '15:30') })).rejects.toThrow(
        'no longer free',
      );
      await expect(book(harness, clinicId, { slot: slot('10:00', '10:30') })).resolves.toBeDefined();
    });

    it('stay when another visit has the time, in the calendar or with the professional', async () => {
      await visitAt('11:00');
      const visit = await visitAt('10:00');
      const sync = await look(visit);
      expect(await follow(sync, '11:00')).toBe('taken');
      expect(await follow(sync, '15:00')).toBe('followed');
      const theirs = {
        calendarId: 'second@calendars.example',
        professionalId: 'otto',
        slot: slot('12:00', '12:30'),
      };
      await confirm(harness, clinicId, theirs);
      expect(await follow(await look(visit), '12:00', { professionalId: 'otto' })).toBe('taken');
      expect((await appointments.get(clinicId, visit.id))?.slot).toEqual(slot('15:00', '15:30'));
    });

    it('stay while somebody is moving them in the book, and when they were changed or the lease is lost', async () => {
      const visit = await visitAt('10:00');
      const sync = await look(visit);
      await harness.passTime(leaseMs + 1_000);
      const heir = await due();
      expect(await follow(sync, '15:00')).toBe('changed');
      await book(harness, clinicId, {
        ...{ replaces: visit.id, seriesId: visit.seriesId, slot: slot('14:00', '14:30') },
      });
      expect(await follow(heir, '15:00')).toBe('moving');
      await appointments.apply(clinicId, [
        { change: 'cancel', appointmentId: visit.id, reason: 'by-patient', at: harness.now() },
      ]);
      expect(await follow(heir, '15:00')).toBe('changed');
    });

    it('are cancelled by a deletion, and revived by its undoing, with nothing left to tell', async () => {
      const visit = await visitAt('10:00');
      const gone = await look(visit);
      const settlement = { to: 'cancelled', isEventLeft: false, tellAt: tellAt(), hasLooked: true } as const;
      expect(await appointments.settle(gone, settlement)).toBe('settled');
      expect(await appointments.get(clinicId, visit.id)).toMatchObject({
        state: 'cancelled',
        reason: 'by-calendar',
      });
      const back = await look(visit);
      expect(back).toMatchObject({ hasEventChanged: true, news: { known: { isLive: true } } });
      expect(back.written).toBeUndefined();
      expect(await follow(back, '10:00')).toBe('followed');
      const now = (await appointments.get(clinicId, visit.id))!;
      expect(now).toMatchObject({ state: 'confirmed' });
      expect(now.reason).toBeUndefined();
      await harness.passTime(quietMs);
      expect((await due()).news?.known).toMatchObject({ isLive: true, start: slot('10:00', '10:30').start });
    });

    it('leave the calendar first when their event was only declined', async () => {
      const visit = await visitAt('10:00');
      const settlement = { to: 'cancelled', isEventLeft: true, tellAt: tellAt(), hasLooked: true } as const;
      await appointments.settle(await look(visit), settlement);
      const leaving = await due();
      expect(leaving).toMatchObject({ appointment: { state: 'cancelled' }, hasEventChanged: false });
      expect(leaving.written).toBeDefined();
      await appointments.settle(leaving, { to: 'removed' });
      await harness.passTime(quietMs);
      expect((await due()).news).toBeDefined();
    });

    it('are told by whoever ends them, and not again', async () => {
      const visit = await visitAt('10:00');
      await follow(await look(visit), '15:00');
      await appointments.apply(clinicId, [
        {
          change: 'cancel',
          appointmentId: visit.id,
          reason: 'by-clinic',
          at: harness.now(),
          notice: notice(harness),
        },
      ]);
      await appointments.settle(await due(), { to: 'removed' });
      await harness.passTime(quietMs * 2);
      expect(await appointments.claim(1, leaseMs)).toEqual([]);
    });

    it('wait for the clinic’s word when it is asked, and are written under the next id when it keeps them', async () => {
      const visit = await visitAt('10:00');
      await appointments.settle(await look(visit), { to: 'asked', hasLooked: true });
      expect(await appointments.get(clinicId, visit.id)).toMatchObject({
        state: 'confirmed',
        askedAbout: 'deletion',
      });
      const keep = { change: 'keep', appointmentId: visit.id } as const;
      const [kept] = await appointments.apply(clinicId, [keep]);
      expect(kept).toMatchObject({ state: 'confirmed', generation: visit.generation + 1 });
      expect(kept?.askedAbout).toBeUndefined();
      const sync = await due();
      expect(sync.hasEventChanged).toBe(true);
      expect(sync.written).toBeUndefined();
      await appointments.settle(sync, { to: 'rest', hasLooked: true });
      expect((await appointments.apply(clinicId, [keep]))[0]).toMatchObject({ version: kept!.version });
    });

    it('are written to another calendar when the clinic has chosen it, unless somebody has the time there', async () => {
      const visit = await visitAt('10:00');
      const relocate = {
        change: 'relocate',
        appointmentId: visit.id,
        calendarId: 'other@x.example',
      } as const;
      const [moved] = await appointments.apply(clinicId, [relocate]);
      expect(moved).toMatchObject({
        ...{ state: 'confirmed', calendarId: 'other@x.example', slot: visit.slot },
        generation: visit.generation + 1,
      });
      expect(await appointments.get(clinicId, visit.id)).toEqual(moved);
      const sync = await due();
      expect(sync).toMatchObject({ appointment: { id: visit.id }, hasEventChanged: true });
      expect([sync.written, sync.news]).toEqual([undefined, undefined]);
      await appointments.settle(sync, { to: 'rest', hasLooked: true });
      expect((await appointments.apply(clinicId, [relocate]))[0]).toMatchObject({ version: moved!.version });
      const second = await visitAt('10:00');
      await expect(
        appointments.apply(clinicId, [{ ...relocate, appointmentId: second.id }]),
      ).rejects.toBeInstanceOf(SlotTaken);
      expect(await appointments.get(clinicId, second.id)).toMatchObject({ calendarId: second.calendarId });
    });

    it('tell their patient later when it cannot be said yet', async () => {
      await follow(await look(await visitAt('10:00')), '15:00');
      await harness.passTime(quietMs);
      const sync = await due();
      const at = new Date(harness.now().getTime() + 300_000);
      await appointments.settle(sync, { to: 'again', at, tried: false, tellAt: at });
      expect(await appointments.claim(1, leaseMs)).toEqual([]);
      await harness.passTime(300_000);
      expect((await due()).news?.known).toEqual(sync.news?.known);
    });

    it('that wait for another try are due when somebody wakes them', async () => {
      const visit = await visitAt('10:00');
      await appointments.apply(clinicId, [
        { change: 'cancel', appointmentId: visit.id, reason: 'by-patient', at: harness.now() },
      ]);
      const at = new Date(harness.now().getTime() + 3_600_000);
      await appointments.settle(await due(), { to: 'again', at, tried: false });
      const hold = await book(harness, clinicId, { slot: slot('12:00', '12:30') });
      await appointments.settle(await due(), { to: 'again', at, tried: true });
      expect(await appointments.claim(10, leaseMs)).toEqual([]);
      await appointments.wakeWaiting(clinicId);
      const first = await due();
      await appointments.settle(first, { to: 'again', at, tried: false });
      const ids = [first.appointment.id, (await due()).appointment.id];
      expect(new Set(ids)).toEqual(new Set([visit.id, hold.id]));
    });

    it('is looked for when its visit is cancelled before it is written in another calendar', async () => {
      const { id } = await confirm(harness, clinicId);
      await appointments.apply(clinicId, [{ change: 'relocate', appointmentId: id, calendarId: 'other' }]);
      await appointments.apply(clinicId, [
        { change: 'cancel', appointmentId: id, reason: 'by-patient', at: harness.now() },
      ]);
      const [sync] = await appointments.claim(1, leaseMs);
      expect(sync).toMatchObject({ appointment: { id, generation: 2 }, hasEventChanged: true });
    });
  });
