import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { AppointmentId } from '../../../../src/domain/scheduling/appointment.ts';
import { calendarId, slot } from '../../../support/builders/an-appointment.ts';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { book, claimSync, confirm, eventOf, hold, notice } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, aParty, leaseMs, receive, type Party } from '../../harness/steps.ts';

const holdMs = 600_000;

export const appointmentSyncContract = (make: MakeHarness) =>
  describe('appointments that may be out of step with their calendar', () => {
    let harness: Harness;
    let appointments: Appointments;
    let party: Party;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      ({ appointments } = harness.stores);
      party = await aParty(harness);
      ({ clinicId } = party);
    });
    const claim = (limit = 10) => appointments.claim(limit, leaseMs);
    const cancel = (appointmentId: AppointmentId) =>
      appointments.apply(clinicId, [
        { change: 'cancel', appointmentId, reason: 'by-patient', at: harness.now() },
      ]);
    const inTalk = () => ({ conversationId: party.placement.conversationId });

    it('are due when they are requested, and holds when they run out', async () => {
      const held = await hold(harness, clinicId);
      expect(await claim()).toEqual([]);
      const wait = (await appointments.msUntilDue()) ?? Infinity;
      expect(wait).toBeGreaterThan(0);
      expect(wait).toBeLessThanOrEqual(holdMs);
      const booked = await book(harness, clinicId, { slot: slot('10:00', '10:30') });
      const [due] = await claim();
      expect(due).toMatchObject({ appointment: booked, attempts: 0 });
      await appointments.settle(due!, { to: 'confirmed' });
      await harness.passTime(holdMs + 1_000);
      expect((await claim()).map(({ appointment }) => appointment.id)).toEqual([held.id]);
    });

    it('are due at once when the yes comes', async () => {
      const { id } = await hold(harness, clinicId);
      await appointments.apply(clinicId, [{ change: 'request', appointmentId: id, at: harness.now() }]);
      expect(await claim()).toMatchObject([{ appointment: { id } }]);
    });

    it('are held by one worker until its lease is over', async () => {
      await book(harness, clinicId);
      const claims = await Promise.all(Array.from({ length: 6 }, () => claim()));
      expect(claims.flat()).toHaveLength(1);
      expect(await claim()).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      expect(await claim()).toHaveLength(1);
    });

    it('are taken one at a time per calendar', async () => {
      const first = await book(harness, clinicId, { slot: slot('09:00', '09:30') });
      await harness.passTime(1_000);
      const second = await book(harness, clinicId, { slot: slot('10:00', '10:30') });
      const elsewhere = await book(harness, clinicId, { calendarId: 'other@calendars.example' });
      const ids = (await claim()).map(({ appointment }) => appointment.id);
      expect(new Set(ids)).toEqual(new Set([first.id, elsewhere.id]));
      expect(await claim()).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      const [again] = (await claim()).filter(({ appointment }) => appointment.id === first.id);
      await appointments.settle(again!, { to: 'confirmed' });
      expect((await claim()).map(({ appointment }) => appointment.id)).toEqual([second.id]);
    });

    it('rotate over clinics, so that a busy one does not starve the others', async () => {
      for (let n = 0; n < 12; n += 1) await book(harness, clinicId, { calendarId: `calendar-${n}` });
      await harness.passTime(1_000);
      const [quiet, silent] = [await harness.addClinic(), await harness.addClinic()];
      await book(harness, quiet);
      await book(harness, silent);
      const clinics = (await claim(3)).map(({ appointment }) => appointment.clinicId);
      expect(new Set(clinics)).toEqual(new Set([clinicId, quiet, silent]));
    });

    it('let a quiet clinic have its turn soon, although another has many older ones and hands come free one by one', async () => {
      for (let n = 0; n < 30; n += 1) await book(harness, clinicId, { calendarId: `calendar-${n}` });
      await harness.passTime(1_000);
      const quiet = await harness.addClinic();
      await book(harness, quiet);
      const served: ClinicId[] = [];
      while (served.length < 25 && !served.includes(quiet)) {
        const sync = await claimSync(harness);
        served.push(sync.appointment.clinicId);
        await appointments.settle(sync, { to: 'confirmed' });
      }
      // by chance among equals: one in two, so that 25 rounds without it are one in 30 million
      expect(served).toContain(quiet);
    });

    it('count what a clinic has in hand before it gets more', async () => {
      for (let n = 0; n < 5; n += 1) await book(harness, clinicId, { calendarId: `calendar-${n}` });
      expect(await claim(2)).toHaveLength(2);
      await harness.passTime(1_000);
      const quiet = await harness.addClinic();
      await book(harness, quiet);
      expect(await claim(1)).toMatchObject([{ appointment: { clinicId: quiet } }]);
    });

    it('know after a crash what may have been written', async () => {
      await book(harness, clinicId);
      const sync = await claimSync(harness);
      expect(sync.written).toBeUndefined();
      expect(await appointments.aboutToWrite(sync, eventOf(sync))).toBe(true);
      await harness.passTime(leaseMs + 1_000);
      expect((await claimSync(harness)).written).toEqual({ ...eventOf(sync), isSeen: false });
    });

    it('are confirmed together with what the patient is told, once', async () => {
      const { id } = await book(harness, clinicId, inTalk());
      const sync = await claimSync(harness);
      await appointments.aboutToWrite(sync, eventOf(sync));
      const settlement = { to: 'confirmed', notice: notice(harness) } as const;
      expect(await appointments.settle(sync, settlement)).toBe('settled');
      expect(await appointments.settle(sync, settlement)).toBe('lost');
      expect(await appointments.get(clinicId, id)).toMatchObject({ state: 'confirmed', version: 2 });
      expect(await harness.readMessages(clinicId)).toMatchObject([{ text: 'told', status: 'queued' }]);
      await harness.passTime(leaseMs * 2);
      expect(await claim()).toEqual([]);
      expect(await appointments.msUntilDue()).toBeUndefined();
    });

    it('cannot be changed by a worker that lost its lease', async () => {
      await book(harness, clinicId, inTalk());
      const zombie = await claimSync(harness);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimSync(harness);
      expect(await appointments.aboutToWrite(zombie, eventOf(zombie))).toBe(false);
      for (const settlement of [
        { to: 'confirmed', notice: notice(harness, 'zombie') },
        { to: 'failed', reason: 'zombie', notice: notice(harness, 'zombie') },
        { to: 'again', at: harness.now(), tried: true },
        { to: 'next-generation' },
        { to: 'removed' },
        { to: 'rest' },
      ] as const)
        expect(await appointments.settle(zombie, settlement)).toBe('lost');
      expect(await appointments.settle(heir, { to: 'confirmed', notice: notice(harness, 'heir') })).toBe(
        'settled',
      );
      expect((await harness.readMessages(clinicId)).map(({ text }) => text)).toEqual(['heir']);
    });

    it('are not confirmed when the patient cancelled meanwhile, and their event is known', async () => {
      const { id } = await book(harness, clinicId, inTalk());
      const sync = await claimSync(harness);
      await appointments.aboutToWrite(sync, eventOf(sync));
      await cancel(id);
      expect(await appointments.settle(sync, { to: 'confirmed', notice: notice(harness) })).toBe('changed');
      expect(await harness.readMessages(clinicId)).toEqual([]);
      const next = await claimSync(harness);
      expect(next.appointment).toMatchObject({ id, state: 'cancelled', reason: 'by-patient' });
      expect(next.written).toEqual({ ...eventOf(sync), isSeen: true });
    });

    it('are not written any more once the patient has cancelled', async () => {
      const { id } = await book(harness, clinicId);
      const sync = await claimSync(harness);
      await cancel(id);
      expect(await appointments.aboutToWrite(sync, eventOf(sync))).toBe(false);
      expect(await appointments.settle(sync, { to: 'again', at: harness.now(), tried: true })).toBe(
        'changed',
      );
      await harness.passTime(leaseMs * 2);
      expect(await claim()).toEqual([]);
    });

    it('end in one way however settling and cancelling race', async () => {
      for (let round = 0; round < 10; round += 1) {
        const hour = String(round + 10);
        const { id } = await book(harness, clinicId, { ...inTalk(), slot: slot(`${hour}:00`, `${hour}:30`) });
        const sync = await claimSync(harness);
        await appointments.aboutToWrite(sync, eventOf(sync));
        const [outcome] = await Promise.all([
          appointments.settle(sync, { to: 'confirmed', notice: notice(harness, `told ${round}`) }),
          cancel(id),
        ]);
        const told = (await harness.readMessages(clinicId)).filter(({ text }) => text === `told ${round}`);
        expect(told).toHaveLength(outcome === 'settled' ? 1 : 0);
        const removal = await claimSync(harness);
        expect(removal).toMatchObject({ appointment: { id, state: 'cancelled' }, written: { isSeen: true } });
        await appointments.settle(removal, { to: 'removed' });
      }
    });

    it('fail with a reason, free their time, and may give the conversation to a human', async () => {
      await receive(harness, party, aMessage());
      const { id } = await book(harness, clinicId, inTalk());
      const sync = await claimSync(harness);
      const humanUntil = new Date(harness.now().getTime() + 3_600_000);
      const failure = {
        to: 'failed',
        reason: 'calendar-unreachable',
        notice: notice(harness),
        humanUntil,
      } as const;
      expect(await appointments.settle(sync, failure)).toBe('settled');
      expect(await appointments.get(clinicId, id)).toMatchObject({
        state: 'failed',
        reason: 'calendar-unreachable',
      });
      const talk = await harness.readConversation(clinicId, party.placement.conversationId);
      expect(talk).toMatchObject({ mode: 'human', epoch: 1, turnWaits: false });
      const [send] = await harness.stores.outbox.claim(1, leaseMs);
      expect(send).toMatchObject({ overtaken: false, content: { body: 'told' } });
      await hold(harness, clinicId);
    });

    it('tell the patient where the conversation goes on after a merge, also after a human took over', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      await book(harness, kept.clinicId, { conversationId: merged.placement.conversationId });
      const sync = await claimSync(harness);
      await merge();
      await appointments.settle(sync, { to: 'confirmed', notice: notice(harness) });
      const [told] = await harness.readMessages(kept.clinicId);
      expect(told).toMatchObject({ text: 'told', conversationId: kept.placement.conversationId });
      await receive(harness, kept, aMessage({ origin: 'staff', sentAt: harness.now() }));
      expect(await harness.stores.outbox.claim(1, leaseMs)).toMatchObject([{ overtaken: false }]);
    });

    it('are looked at again when it was said, and count their tries', async () => {
      await book(harness, clinicId);
      const later = () => new Date(harness.now().getTime() + 20_000);
      await appointments.settle(await claimSync(harness), { to: 'again', at: later(), tried: true });
      expect(await claim()).toEqual([]);
      await harness.passTime(21_000);
      const second = await claimSync(harness);
      expect(second.attempts).toBe(1);
      await appointments.settle(second, { to: 'again', at: later(), tried: false });
      await harness.passTime(21_000);
      expect((await claimSync(harness)).attempts).toBe(1);
    });

    it('tell the patient that they take longer, and remember it', async () => {
      await book(harness, clinicId, inTalk());
      const sync = await claimSync(harness);
      expect(sync.notifiedOfDelay).toBe(false);
      const again = { to: 'again', at: harness.now(), tried: true } as const;
      expect(await appointments.settle(sync, { ...again, notice: notice(harness) })).toBe('settled');
      expect(await appointments.settle(sync, { ...again, notice: notice(harness) })).toBe('lost');
      const next = await claimSync(harness);
      expect(next).toMatchObject({ notifiedOfDelay: true, attempts: 1 });
      await appointments.settle(next, again);
      expect((await claimSync(harness)).notifiedOfDelay).toBe(true);
      expect(await harness.readMessages(clinicId)).toMatchObject([{ text: 'told', scheduled: true }]);
    });

    it('begin anew with the next generation', async () => {
      await book(harness, clinicId);
      const sync = await claimSync(harness);
      await appointments.aboutToWrite(sync, eventOf(sync));
      await appointments.settle(sync, { to: 'next-generation' });
      const next = await claimSync(harness);
      expect(next).toMatchObject({ attempts: 1, appointment: { generation: 2 } });
      expect(next.written).toBeUndefined();
      await appointments.aboutToWrite(next, eventOf(next));
      expect(await appointments.settle(next, { to: 'confirmed' })).toBe('settled');
    });

    it('leave the calendar when they are cancelled, and are seen to do so', async () => {
      const { id } = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
      const leaving = () => appointments.leavingCalendar(clinicId, calendarId, slot('09:29', '10:00'));
      expect(await leaving()).toBe(0);
      await cancel(id);
      expect(await leaving()).toBe(1);
      expect(await appointments.leavingCalendar(clinicId, calendarId, slot('09:30', '10:00'))).toBe(0);
      expect(await appointments.leavingCalendar(clinicId, 'other', slot('09:00', '10:00'))).toBe(0);
      const sync = await claimSync(harness);
      expect(sync).toMatchObject({ written: { isSeen: true, calendarId } });
      await appointments.settle(sync, { to: 'removed' });
      expect(await leaving()).toBe(0);
      await harness.passTime(leaseMs * 2);
      expect(await claim()).toEqual([]);
    });
  });
