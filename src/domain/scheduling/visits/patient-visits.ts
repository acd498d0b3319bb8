import type { Professional } from '../../clinic/professional.ts';
import type { Appointment } from '../appointment.ts';
import { openMovesOf } from '../change-appointment.ts';

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

/** Not over, and not given up: what a patient is shown as theirs. */
export const isStillTheirs = (appointment: Appointment, now: Date): boolean =>
  appointment.slot.end > now &&
  (appointment.state === 'confirmed' || awaitsCalendar(appointment) || awaitsYes(appointment, now));

type Unsettled = {
  readonly visit: Pick<Appointment, 'id' | 'askedAbout'>;
  /** Something about it has yet to be told to the patient. */
  readonly isNewsPending: boolean;
  readonly series: readonly Appointment[];
};

/** It is being moved, its patient has yet to learn that it was, or the clinic has yet to say whether it stands. */
export const isUnsettled = ({ visit, isNewsPending, series }: Unsettled): boolean =>
  isNewsPending ||
  visit.askedAbout !== undefined ||
  openMovesOf(visit, series).some((move) => awaitsCalendar(move));

/** Whether a patient may be given times of this professional; `patientOf` is who treats the patient already. */
export const isOpenTo = (professional: Professional | undefined, patientOf: string | undefined): boolean =>
  professional === undefined || professional.acceptsNewPatients || professional.id === patientOf;
