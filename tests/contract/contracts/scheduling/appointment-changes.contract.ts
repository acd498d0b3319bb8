import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { contactId } from '../../../../src/domain/messaging/people/contact-identity.ts';
import { conversationId } from '../../../../src/domain/messaging/message.ts';
import {
  AppointmentNotFound,
  SlotTaken,
  appointmentId,
} from '../../../../src/domain/scheduling/appointment.ts';
import {
  AppointmentClosed,
  IdempotencyKeyReused,
  PatientNotFound,
} from '../../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import { book, bookOf, hold, notice } from '../../harness/appointment-steps.ts';
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
    const { cancel, request, stateOf } = bookOf(() => ({ harness, clinicId }));

    it('gives back what was put in', async () => {
      const party = await aParty(harness);
      const { contactId: contact, conversationId: conversation } = party.placement;
      const whole = anAppointment(harness, party.clinicId, {
        professionalId: 'lia',
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
      const other = await harness.addClinic();
      await expect(bookOf(() => ({ harness, clinicId: other })).request(held.id)).rejects.toThrow(
        AppointmentNotFound,
      );
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
  });
