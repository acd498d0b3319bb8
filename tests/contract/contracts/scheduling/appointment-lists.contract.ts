import { beforeEach, describe, expect, it } from 'vitest';
import type { Appointments } from '../../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { InvalidCursor } from '../../../../src/domain/scheduling/appointment-cursor.ts';
import type { Appointment } from '../../../../src/domain/scheduling/appointment.ts';
import { slot } from '../../../support/builders/an-appointment.ts';
import { book, bookOf, confirm, hold } from '../../harness/appointment-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';
import { aMergedParty } from '../../harness/steps.ts';

export const appointmentListsContract = (make: MakeHarness) =>
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

    it('lists what one person has and had in a window, in any state, also as who was merged into them', async () => {
      const { kept, merged, merge } = await aMergedParty(harness);
      clinicId = kept.clinicId;
      const [me, alias] = [kept.placement.contactId, merged.placement.contactId];
      const first = await confirm(harness, clinicId, { contactId: me, slot: slot('09:00', '09:30') });
      const theirs = await book(harness, clinicId, { contactId: alias, slot: slot('10:00', '10:30') });
      const gone = await book(harness, clinicId, { contactId: me, slot: slot('11:00', '11:30') });
      await cancel(gone.id);
      await book(harness, clinicId, { slot: slot('10:40', '11:00') });
      const listed = async (contact: typeof me, clinic = clinicId) =>
        (await appointments.list(clinic, slot('08:00', '12:00'), 10, undefined, contact)).appointments.map(
          ({ id }) => id,
        );
      expect(await listed(me)).toEqual([first.id, gone.id]);
      expect(await listed(me, await harness.addClinic())).toEqual([]);
      await merge();
      expect(await listed(me)).toEqual([first.id, theirs.id, gone.id]);
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
