import type { Ids } from '../../../src/application/ports/system/ids.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { appointmentId, type Appointment } from '../../../src/domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';

/** On one far day, by the clocks of UTC: `slot('09:00', '09:30')`. */
export const slot = (from: string, to: string, day = '2027-03-01'): TimeSlot => ({
  start: new Date(`${day}T${from}:00Z`),
  end: new Date(`${day}T${to}:00Z`),
});

export const calendarId = 'lia@calendars.example';

type Wish = Partial<Omit<Appointment, 'clinicId'>>;

/** Held for ten minutes, by nobody in particular; a series of its own unless one is given. */
export function anAppointment(
  { ids, now }: { readonly ids: Ids; readonly now: () => Date },
  clinicId: ClinicId,
  wish: Wish = {},
): Appointment {
  const id = wish.id ?? appointmentId(ids.next());
  const createdAt = now();
  const isRequested = wish.requestedAt !== undefined;
  return {
    id,
    clinicId,
    seriesId: id,
    state: 'held',
    ...(!isRequested && { holdExpiresAt: new Date(createdAt.getTime() + 600_000) }),
    serviceId: 'consulta',
    serviceName: 'Consulta',
    calendarId,
    slot: slot('09:00', '09:30'),
    bufferMinutes: { before: 0, after: 0 },
    generation: 1,
    version: 1,
    createdAt,
    ...wish,
  };
}
