import type { Practitioner } from '../../clinic/practitioner.ts';
import type { Appointment } from '../appointment.ts';

type Held = Pick<Appointment, 'state' | 'requestedAt' | 'holdExpiresAt'>;

/** Held, and waiting for the patient's yes. */
export const awaitsYes = ({ state, requestedAt, holdExpiresAt }: Held, now: Date): boolean =>
  state === 'held' && requestedAt === undefined && holdExpiresAt !== undefined && holdExpiresAt > now;

/** The patient has said yes, the calendar not yet. */
export const awaitsCalendar = ({ state, requestedAt }: Pick<Held, 'state' | 'requestedAt'>): boolean =>
  state === 'held' && requestedAt !== undefined;

/** To come, and wanted. */
export const stands = (appointment: Appointment, now: Date): boolean =>
  (appointment.state === 'confirmed' || awaitsCalendar(appointment)) && appointment.slot.start > now;

/** Whether a patient may be given times of this practitioner; `patientOf` is who treats the patient already. */
export const isOpenTo = (practitioner: Practitioner | undefined, patientOf: string | undefined): boolean =>
  practitioner === undefined || practitioner.acceptsNewPatients || practitioner.id === patientOf;
