import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../../src/domain/messaging/message.ts';
import { InvalidCursor } from '../../../../src/domain/scheduling/appointment-cursor.ts';
import {
  AppointmentNotFound,
  SlotTaken,
  appointmentId,
  type Appointment,
  type AppointmentId,
} from '../../../../src/domain/scheduling/appointment.ts';
import {
  AppointmentClosed,
  IdempotencyKeyReused,
  PatientNotFound,
} from '../../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import { book, claimSync, confirm, hold, notice } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty, aParty } from '../../harness/steps.ts';

export const appointmentChangesContract = (make: MakeHarness) =>
  describe('the appointment book', () => {
    let harness: Harness;
    let appointments: Appointments;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      ({ appointments } = harness.stores);
      clinicId = await harness.addClinic();
    });
    const stateOf = async ({ id }: Pick<Appointment, 'id'>) => {
      const found = await appointments.get(clinicId, id);
      return [found?.state, found?.reason];
    };
    const cancel = (id: AppointmentId, ...notices: ReturnType<typeof notice>[]) =>
      appointments.apply(
        clinicId,
        [notices[0]].map((told) => ({
          change: 'cancel',
          appointmentId: id,
          reason: 'by-patient',
          at: harness.now(),
          ...(told && { notice: told }),
        })),
      );
    const request = (id: AppointmentId, clinic = clinicId) =>
      appointments.apply(clinic, [{ change: 'request', appointmentId: id, at: harness.now() }]);

    it('gives back what was put in', async () => {
      const party = await aParty(harness);
      const { contactId: contact, conversationId: conversation } = party.placement;
      const whole = anAppointment(harness, party.clinicId, {
        practitionerId: 'lia',
        bufferMinutes: { before: 5, after: 10 },
        contactId: contact,
        conversationId: conversation,
      });
      expect(await appointments.apply(party.clinicId, [{ change: 'hold', appointment: whole }])).toEqual([
        whole,
      ]);
      expect(await appointments.get(party.clinicId, whole.id)).toEqual(whole);
      expect(await appointments.get(clinicId, whole.id)).toBeUndefined();
    });

    it('keeps one time of a calendar for one appointment', async () => {
      await hold(harness, clinicId, { slot: slot('09:00', '09:30') });
      await expect(hold(harness, clinicId, { slot: slot('09:29', '10:00') })).rejects.toThrow(SlotTaken);
      await hold(harness, clinicId, { slot: slot('09:30', '10:00') });
      await hold(harness, clinicId, {
        slot: slot('09:00', '09:30'),
        calendarId: 'another@calendars.example',
      });
      await hold(harness, await harness.addClinic(), { slot: slot('09:00', '09:30') });
    });

    it('keeps the buffers free too', async () => {
      const bufferMinutes = { before: 5, after: 10 };
      await hold(harness, clinicId, { slot: slot('09:00', '09:30'), bufferMinutes });
      const next = { bufferMinutes, slot: slot('09:44', '10:00') };
      await expect(hold(harness, clinicId, next)).rejects.toThrow(SlotTaken);
      await hold(harness, clinicId, { bufferMinutes, slot: slot('09:45', '10:00') });
    });

    it('gives a time to one of ten writers that race for it', async () => {
      for (let round = 0; round < 5; round += 1) {
        const wish = { slot: slot(`1${round}:00`, `1${round}:30`) };
        const race = Array.from({ length: 10 }, () => hold(harness, clinicId, wish));
        const ends = await Promise.allSettled(race);
        expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(SlotTaken);
      }
    });

    it('makes several changes together or none of them', async () => {
      const old = await hold(harness, clinicId, { slot: slot('08:00', '08:30') });
      await hold(harness, clinicId, { slot: slot('09:00', '09:30') });
      const clash = anAppointment(harness, clinicId, { slot: slot('09:00', '09:30') });
      const fine = anAppointment(harness, clinicId, { slot: slot('10:00', '10:30') });
      const changes = [
        { change: 'cancel', appointmentId: old.id, reason: 'changed-mind', at: harness.now() },
        { change: 'hold', appointment: fine },
        { change: 'hold', appointment: clash },
      ] as const;
      await expect(appointments.apply(clinicId, changes)).rejects.toThrow(SlotTaken);
      expect(await stateOf(old)).toEqual(['held', undefined]);
      expect(await appointments.get(clinicId, fine.id)).toBeUndefined();
      expect(await appointments.apply(clinicId, changes.slice(0, 2))).toMatchObject([
        { state: 'cancelled', reason: 'changed-mind' },
        { state: 'held' },
      ]);
    });

    it('makes one appointment per key, however many ask at once', async () => {
      const once = { key: 'k-1', fingerprint: 'f-1' };
      const ask = () =>
        appointments.apply(clinicId, [
          { change: 'hold', appointment: anAppointment(harness, clinicId), once },
        ]);
      const made = await Promise.all(Array.from({ length: 10 }, ask));
      expect(new Set(made.map(([appointment]) => appointment?.id)).size).toBe(1);
      expect(await appointments.madeOnce(clinicId, once)).toEqual(made[0]?.[0]);
      expect((await appointments.liveDuring(clinicId, slot('00:00', '23:00'))).length).toBe(1);
      await expect(appointments.madeOnce(clinicId, { ...once, fingerprint: 'f-2' })).rejects.toThrow(
        IdempotencyKeyReused,
      );
      expect(await appointments.madeOnce(await harness.addClinic(), once)).toBeUndefined();
    });

    it('remembers no key of what was not made', async () => {
      const blocker = await hold(harness, clinicId);
      const once = { key: 'k-1', fingerprint: 'f-1' };
      const ask = () =>
        appointments.apply(clinicId, [
          { change: 'hold', appointment: anAppointment(harness, clinicId), once },
        ]);
      await expect(ask()).rejects.toThrow(SlotTaken);
      expect(await appointments.madeOnce(clinicId, once)).toBeUndefined();
      await cancel(blocker.id);
      expect(await ask()).toMatchObject([{ state: 'held' }]);
    });

    it('knows only contacts and conversations of the clinic', async () => {
      const foreign = await aParty(harness);
      for (const wish of [
        { contactId: foreign.placement.contactId },
        { conversationId: foreign.placement.conversationId },
        { contactId: contactId(harness.ids.next()) },
        { conversationId: conversationId(harness.ids.next()) },
      ])
        await expect(hold(harness, clinicId, wish)).rejects.toThrow(PatientNotFound);
    });

    it('tells a patient in no conversation of somebody else', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      clinicId = kept.clinicId;
      const mixed = {
        contactId: kept.placement.contactId,
        conversationId: merged.placement.conversationId,
      };
      const reversed = {
        contactId: merged.placement.contactId,
        conversationId: kept.placement.conversationId,
      };
      await expect(hold(harness, clinicId, mixed)).rejects.toThrow(PatientNotFound);
      // unless they turn out to be one
      await merge();
      await hold(harness, clinicId, mixed);
      await hold(harness, clinicId, { ...reversed, slot: slot('10:00', '10:30') });
    });

    it('takes the yes to a hold once, and not to what is over or another clinic’s', async () => {
      const held = await hold(harness, clinicId);
      const [asked] = await request(held.id);
      expect(asked).toMatchObject({ state: 'held', version: held.version + 1 });
      expect(asked?.requestedAt).toBeInstanceOf(Date);
      expect(asked?.holdExpiresAt).toBeUndefined();
      expect(await request(held.id)).toEqual([asked]);
      await expect(request(held.id, await harness.addClinic())).rejects.toThrow(AppointmentNotFound);
      await expect(request(appointmentId(harness.ids.next()))).rejects.toThrow(AppointmentNotFound);
      await cancel(held.id);
      await expect(request(held.id)).rejects.toThrow(AppointmentClosed);
    });

    it('gives a cancelled time to others at once, and cancels once', async () => {
      const booked = await book(harness, clinicId);
      const [after] = await cancel(booked.id);
      expect(after).toMatchObject({ state: 'cancelled', reason: 'by-patient', version: booked.version + 1 });
      expect(await cancel(booked.id)).toEqual([after]);
      await hold(harness, clinicId);
    });

    it('tells the patient with the change that cancels, once', async () => {
      const party = await aParty(harness);
      clinicId = party.clinicId;
      const booked = await book(harness, clinicId, { conversationId: party.placement.conversationId });
      await Promise.all([cancel(booked.id, notice(harness)), cancel(booked.id, notice(harness))]);
      const told = await harness.readMessages(clinicId);
      expect(told).toMatchObject([
        { text: 'told', direction: 'outbound', status: 'queued', scheduled: true },
      ]);
      const [send] = await harness.stores.outbox.claim(1, 30_000);
      expect(send).toMatchObject({ overtaken: false, requestId: 'request-1', content: { body: 'told' } });
    });

    describe('moving', () => {
      const moveOf = (old: Appointment, wish: Parameters<typeof anAppointment>[2] = {}) =>
        hold(harness, clinicId, { seriesId: old.seriesId, replaces: old.id, ...wish });

      it('may take a time that overlaps the old one', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        await moveOf(old, { slot: slot('09:15', '09:45') });
        expect(await stateOf(old)).toEqual(['confirmed', undefined]);
        await expect(hold(harness, clinicId, { slot: slot('09:00', '09:15') })).rejects.toThrow(SlotTaken);
      });

      it('withdraws an earlier wish to move the same appointment', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const first = await moveOf(old, { slot: slot('10:00', '10:30') });
        const second = await moveOf(old, { slot: slot('11:00', '11:30') });
        expect(await stateOf(first)).toEqual(['cancelled', 'superseded']);
        expect(await stateOf(second)).toEqual(['held', undefined]);
      });

      it('is withdrawn when it is to stay where it is', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const move = await moveOf(old, { slot: slot('10:00', '10:30'), requestedAt: harness.now() });
        const once = { key: 'k-1', fingerprint: 'f-1' };
        const stay = () => appointments.apply(clinicId, [{ change: 'stay', appointmentId: old.id, once }]);
        expect(await stay()).toEqual([old]);
        expect(await stateOf(move)).toEqual(['cancelled', 'superseded']);
        expect(await stateOf(old)).toEqual(['confirmed', undefined]);
        expect(await appointments.madeOnce(clinicId, once)).toEqual(old);
        // said once more it withdraws nothing that was wished since
        const later = await moveOf(old, { slot: slot('11:00', '11:30') });
        expect(await stay()).toEqual([old]);
        expect(await stateOf(later)).toEqual(['held', undefined]);
        await cancel(old.id);
        const other = { key: 'k-2', fingerprint: 'f-2' };
        await expect(
          appointments.apply(clinicId, [{ change: 'stay', appointmentId: old.id, once: other }]),
        ).rejects.toThrow(AppointmentClosed);
        expect(await appointments.madeOnce(clinicId, other)).toBeUndefined();
      });

      it('a wish to move is another wish to move the same appointment', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const asked = { requestedAt: harness.now() };
        const first = await moveOf(old, { slot: slot('10:00', '10:30'), ...asked });
        const second = await moveOf(first, { slot: slot('11:00', '11:30'), ...asked });
        expect(second.replaces).toBe(old.id);
        expect(await stateOf(first)).toEqual(['cancelled', 'superseded']);
        await appointments.settle(await claimSync(harness), { to: 'confirmed' });
        expect(await stateOf(old)).toEqual(['cancelled', 'moved']);
        expect(await stateOf(second)).toEqual(['confirmed', undefined]);
      });

      it('leaves one wish when several are made at once', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const hours = ['10', '11', '12', '13', '14', '15'];
        const moves = await Promise.all(
          hours.map((hour) => moveOf(old, { slot: slot(`${hour}:00`, `${hour}:30`) })),
        );
        const states = await Promise.all(moves.map(stateOf));
        expect(states.filter(([state]) => state === 'held')).toHaveLength(1);
      });

      it('is not possible for what is over or was only held', async () => {
        const old = await confirm(harness, clinicId);
        await cancel(old.id);
        await expect(moveOf(old)).rejects.toThrow(AppointmentClosed);
        const held = await hold(harness, clinicId);
        await expect(moveOf(held)).rejects.toThrow(AppointmentClosed);
        const nothing = { ...held, id: appointmentId(harness.ids.next()) };
        await expect(moveOf(nothing, { slot: slot('12:00', '13:00') })).rejects.toThrow(AppointmentNotFound);
      });

      it('ends when the old one is cancelled, and not the other way round', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const first = await moveOf(old, { slot: slot('10:00', '10:30') });
        await cancel(first.id);
        expect(await stateOf(old)).toEqual(['confirmed', undefined]);
        const second = await moveOf(old, { slot: slot('11:00', '11:30') });
        await cancel(old.id);
        expect(await stateOf(second)).toEqual(['cancelled', 'withdrawn']);
      });

      it('ends the old one when the new one is confirmed, which can be moved in turn', async () => {
        const old = await confirm(harness, clinicId, { slot: slot('09:00', '09:30') });
        const next = await moveOf(old, { slot: slot('09:15', '09:45'), requestedAt: harness.now() });
        const sync = await claimSync(harness);
        expect(await appointments.settle(sync, { to: 'confirmed' })).toBe('settled');
        expect(await stateOf(old)).toEqual(['cancelled', 'moved']);
        expect(await stateOf(next)).toEqual(['confirmed', undefined]);
        expect(await moveOf(next, { slot: slot('10:00', '10:30') })).toMatchObject({ state: 'held' });
        // the old one's event has to go
        expect((await claimSync(harness)).appointment.id).toBe(old.id);
      });
    });

    it('finds what a patient has before them, also as a person who was merged into them', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      clinicId = kept.clinicId;
      const [me, alias] = [kept.placement.contactId, merged.placement.contactId];
      const now = slot('12:00', '12:30').start;
      const over = slot('11:00', '12:00');
      await confirm(harness, clinicId, { contactId: me, slot: over });
      const soon = await confirm(harness, clinicId, { contactId: alias, slot: slot('13:00', '13:30') });
      const waiting = await book(harness, clinicId, { contactId: me, slot: slot('14:00', '14:30') });
      const held = await hold(harness, clinicId, {
        contactId: me,
        slot: slot('15:00', '15:30'),
        holdExpiresAt: slot('12:30', '13:00').start,
      });
      await hold(harness, clinicId, {
        contactId: me,
        slot: slot('17:00', '17:30'),
        holdExpiresAt: slot('11:00', '12:00').start,
      });
      const gone = await book(harness, clinicId, { contactId: me, slot: slot('16:00', '16:30') });
      await cancel(gone.id);
      expect(await appointments.ofContact(clinicId, me, now)).toEqual([waiting, held]);
      await merge();
      const found = await appointments.ofContact(clinicId, me, now);
      expect(found.map(({ id }) => id)).toEqual([soon.id, waiting.id, held.id]);
    });

    it('knows what lives in a window, buffers included', async () => {
      const held = await hold(harness, clinicId, {
        slot: slot('09:00', '09:30'),
        bufferMinutes: { before: 0, after: 10 },
      });
      const other = await book(harness, clinicId, { slot: slot('08:00', '08:30'), calendarId: 'b' });
      const gone = await hold(harness, clinicId, { slot: slot('09:40', '10:00') });
      await cancel(gone.id);
      expect(await appointments.liveDuring(clinicId, slot('08:00', '12:00'))).toEqual([other, held]);
      expect(await appointments.liveDuring(clinicId, slot('09:39', '12:00'))).toEqual([held]);
      expect(await appointments.liveDuring(clinicId, slot('09:40', '12:00'))).toEqual([]);
      expect(await appointments.liveDuring(clinicId, slot('12:00', '08:00'))).toEqual([]);
    });

    it('lists all of a window page by page, and nothing twice', async () => {
      const made = [];
      for (const [hour, calendar] of [
        ['08', 'a'],
        ['09', 'a'],
        ['09', 'b'],
        ['09', 'c'],
        ['11', 'a'],
      ] as const)
        made.push(
          await hold(harness, clinicId, { slot: slot(`${hour}:00`, `${hour}:30`), calendarId: calendar }),
        );
      await hold(harness, clinicId, { slot: slot('13:00', '13:30') });
      await cancel(made[4]!.id);
      const seen: Appointment[] = [];
      let cursor: string | undefined;
      do {
        const page = await appointments.list(clinicId, slot('08:15', '12:00'), 2, cursor);
        seen.push(...page.appointments);
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
      await expect(appointments.list(clinicId, slot('08:00', '12:00'), 2, 'page 2')).rejects.toThrow(
        InvalidCursor,
      );
    });
  });
