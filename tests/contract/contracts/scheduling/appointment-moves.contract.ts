import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import {
  AppointmentNotFound,
  SlotTaken,
  appointmentId,
  type Appointment,
} from '../../../../src/domain/scheduling/appointment.ts';
import { AppointmentClosed } from '../../../../src/domain/scheduling/scheduling-errors.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import { bookOf, claimSync, confirm, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const appointmentMovesContract = (make: MakeHarness) =>
  describe('the appointment book', () => {
    let harness: Harness;
    let appointments: Appointments;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      ({ appointments } = harness.stores);
      clinicId = await harness.addClinic();
    });
    const { cancel, stateOf } = bookOf(() => ({ harness, clinicId }));

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
  });
