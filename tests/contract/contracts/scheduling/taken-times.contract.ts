import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { SlotTaken, type Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import type { CountedLimit } from '../../../../src/domain/scheduling/visit-limits.ts';
import { anAppointment, slot } from '../../../support/builders/an-appointment.ts';
import { bookOf, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const takenTimesContract = (make: MakeHarness) =>
  describe('the appointment book', () => {
    let harness: Harness;
    let appointments: Appointments;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      ({ appointments } = harness.stores);
      clinicId = await harness.addClinic();
    });
    const { cancel } = bookOf(() => ({ harness, clinicId }));

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

    it('keeps who tells the patient of it', async () => {
      const byClinic = await hold(harness, clinicId, { isToldByClinic: true });
      expect((await appointments.get(clinicId, byClinic.id))?.isToldByClinic).toBe(true);
      const byUs = await hold(harness, clinicId, { slot: slot('11:00', '11:30') });
      expect((await appointments.get(clinicId, byUs.id))?.isToldByClinic).toBeUndefined();
    });

    it('keeps one time of a professional and of a room for one appointment, in whatever calendar it is', async () => {
      const nine = { slot: slot('09:00', '09:30'), professionalId: 'lia', roomId: 'sala-1' };
      const made = await hold(harness, clinicId, { ...nine, calendarId: 'lia@x' });
      expect(await appointments.get(clinicId, made.id)).toMatchObject({
        professionalId: 'lia',
        roomId: 'sala-1',
      });
      const later = { slot: slot('09:15', '09:45'), calendarId: 'other@x' };
      const { professionalId, roomId } = nine;
      await expect(hold(harness, clinicId, { ...later, professionalId })).rejects.toThrow(SlotTaken);
      const inRoom = { ...later, roomId, professionalId: 'otto' };
      await expect(hold(harness, clinicId, inRoom)).rejects.toThrow(SlotTaken);
      await hold(harness, clinicId, { ...inRoom, roomId: 'sala-2' });
      await hold(harness, await harness.addClinic(), { ...later, professionalId, roomId });
    });

    it('gives a room to one of ten writers that race for it from different agendas', async () => {
      const race = Array.from({ length: 10 }, (_, n) => {
        const professionalId = `p${n}`;
        return hold(harness, clinicId, {
          roomId: 'sala-1',
          professionalId,
          calendarId: `${professionalId}@x`,
        });
      });
      const ends = await Promise.allSettled(race);
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(SlotTaken);
    });

    it('keeps the limits of a day, however many book at once, and counts a series once', async () => {
      const period = slot('00:00', '23:59');
      const ofLia: CountedLimit = { per: 'day', most: 3, professionalId: 'lia', period };
      const hour = (n: number) => String(10 + n).padStart(2, '0');
      const book = (n: number, wish: Partial<Appointment> = {}, limits = [ofLia]) =>
        appointments.apply(clinicId, [
          {
            change: 'hold',
            limits,
            appointment: anAppointment(harness, clinicId, {
              slot: slot(`${hour(n)}:00`, `${hour(n)}:30`),
              requestedAt: harness.now(),
              professionalId: 'lia',
              calendarId: `c${n}@x`,
              ...wish,
            }),
          },
        ]);
      const ends = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => book(n)));
      const made = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
      expect(made).toHaveLength(3);
      for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(SlotTaken);
      await expect(book(-1)).rejects.toThrow(SlotTaken);
      // of somebody else, on another day, or beyond the limit on purpose
      await book(-1, { professionalId: 'otto' }, [{ ...ofLia, professionalId: 'otto' }]);
      await book(-2, { slot: slot('09:00', '09:30', '2027-03-02') }, [
        { ...ofLia, period: slot('00:00', '23:59', '2027-03-02') },
      ]);
      await book(-3, {}, []);
      // it takes the place of one that is counted
      const [first] = made;
      await book(-4, { seriesId: first!.seriesId, replaces: first!.id }, [{ ...ofLia, most: 4 }]);
      await expect(book(-5, {}, [{ ...ofLia, most: 4 }])).rejects.toThrow(SlotTaken);
      await cancel(first!.id);
      await book(-5, {}, [{ ...ofLia, most: 4 }]);
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
  });
