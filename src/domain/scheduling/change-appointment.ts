import type { Appointment } from './appointment.ts';
import { isLive } from './appointment.ts';
import { AppointmentClosed } from './scheduling-errors.ts';
import { overlaps } from './time-slot.ts';

/** The yes to a hold: from now on it does not run out by itself. @throws AppointmentClosed */
export function requested(appointment: Appointment, at: Date): Appointment {
  if (!isLive(appointment)) throw new AppointmentClosed(appointment);
  if (appointment.requestedAt !== undefined) return appointment;
  return { ...changed(appointment), requestedAt: at };
}

/**
 * The patient will come. The calendar says the same as before, so this is no new version of it.
 * @throws AppointmentClosed when it is not confirmed
 */
export function attending(appointment: Appointment, at: Date): Appointment {
  if (appointment.state !== 'confirmed') throw new AppointmentClosed(appointment);
  return appointment.attendanceConfirmedAt === undefined
    ? { ...appointment, attendanceConfirmedAt: at }
    : appointment;
}

/** @throws AppointmentClosed when it failed: there is nothing to cancel */
export function cancelled(appointment: Appointment, reason: string): Appointment {
  if (appointment.state === 'cancelled') return appointment;
  if (appointment.state === 'failed') throw new AppointmentClosed(appointment);
  return ended(appointment, 'cancelled', reason);
}

/** The same at a moment: a patient who cancels a visit that was confirmed gives its time back then. @throws AppointmentClosed */
export function cancelledAt(appointment: Appointment, reason: string, at: Date): Appointment {
  const after = cancelled(appointment, reason);
  const isByPatient = reason === endings.byPatient || reason.startsWith(`${endings.byPatient}:`);
  return isByPatient && appointment.state === 'confirmed' ? { ...after, givenBackAt: at } : after;
}

export function failed(appointment: Appointment, reason: string): Appointment {
  return ended(appointment, 'failed', reason);
}

function confirmed(appointment: Appointment): Appointment {
  return { ...changed(appointment), state: 'confirmed' };
}

function ended(appointment: Appointment, state: 'cancelled' | 'failed', reason: string): Appointment {
  return { ...changed(appointment), state, reason };
}

/** Where somebody has put its event in Google. */
export type NewPlace = Pick<Appointment, 'calendarId' | 'slot' | 'professionalId' | 'roomId'>;

/** Moved in the calendar itself: the same visit at another time or in another calendar, also one that was cancelled there. */
export const followed = (appointment: Appointment, place: NewPlace): Appointment => {
  const after: { -readonly [Key in keyof Appointment]: Appointment[Key] } = changed(appointment);
  delete after.professionalId;
  delete after.reason;
  delete after.givenBackAt;
  return { ...after, state: 'confirmed', ...place };
};

/** Its event was deleted or declined; open requests to move it are withdrawn. Only those that change. */
export const cancelledByCalendar = (
  series: readonly Appointment[],
  appointment: Appointment,
): readonly Appointment[] => [
  cancelled(appointment, endings.byCalendar),
  ...openMovesOf(appointment, series).map((move) => cancelled(move, endings.withdrawn)),
];

/** The clinic keeps a visit whose event was deleted: it is written under the next id. @throws AppointmentClosed */
export function kept(appointment: Appointment): Appointment {
  if (appointment.state !== 'confirmed') throw new AppointmentClosed(appointment);
  if (appointment.askedAbout === undefined) return appointment;
  return { ...changed(appointment), generation: appointment.generation + 1 };
}

/**
 * The clinic writes its visits to another calendar now: its event is written there under the next id, and leaves the
 * former one. Nothing that a patient knows changes. What the clinic was asked about it stays. @throws AppointmentClosed
 */
export function relocated(appointment: Appointment, calendarId: string): Appointment {
  if (appointment.state !== 'confirmed') throw new AppointmentClosed(appointment);
  if (appointment.calendarId === calendarId || appointment.askedAbout !== undefined) return appointment;
  return { ...changed(appointment), generation: appointment.generation + 1, calendarId };
}

/** One version later, not on hold any more, and with nothing left to ask. */
function changed(appointment: Appointment): Appointment {
  const after: { -readonly [Key in keyof Appointment]: Appointment[Key] } = { ...appointment };
  delete after.holdExpiresAt;
  delete after.askedAbout;
  after.version += 1;
  return after;
}

/** Whether it may be moved: wanted, and not over in the book. @throws AppointmentClosed */
export function checkMovable(appointment: Appointment): void {
  if (!isLive(appointment) || appointment.requestedAt === undefined) throw new AppointmentClosed(appointment);
}

/**
 * What really is to be moved: an open request to move something is no appointment yet, so to move it is another
 * request to move the same thing.
 */
export function movedOne(found: Appointment, series: readonly Appointment[]): Appointment {
  const replaced = series.find(({ id }) => id === found.replaces);
  return found.state === 'held' && replaced !== undefined && isLive(replaced) ? replaced : found;
}

/** Requests to move this appointment that are still open. */
export const openMovesOf = (
  { id }: Pick<Appointment, 'id'>,
  series: readonly Appointment[],
): readonly Appointment[] => series.filter((other) => other.replaces === id && isLive(other));

/** The appointment is in the calendar; the one that it was to replace ends. Only those that change. */
export function confirmedIn(
  series: readonly Appointment[],
  appointment: Appointment,
): readonly Appointment[] {
  const replaced = series.find(({ id }) => id === appointment.replaces);
  const moved = replaced && isLive(replaced) ? [movedTo(appointment, replaced)] : [];
  return [confirmed(appointment), ...moved];
}

/** Who was asked first, and said yes later, is a patient: people of the clinic move a visit at once. */
const isAgreedTo = ({ requestedAt, createdAt }: Appointment): boolean =>
  requestedAt !== undefined && requestedAt > createdAt;

/** Moved by its patient, it gives its time back, unless the visit goes on taking a part of it. */
function movedTo(appointment: Appointment, replaced: Appointment): Appointment {
  const after = cancelled(replaced, endings.moved);
  const { requestedAt, calendarId, slot } = appointment;
  const goesOn = calendarId === replaced.calendarId && overlaps(slot, replaced.slot);
  const isGivenBack = replaced.state === 'confirmed' && isAgreedTo(appointment) && !goesOn;
  return requestedAt !== undefined && isGivenBack ? { ...after, givenBackAt: requestedAt } : after;
}

/** Why rows of a series end. */
export const endings = {
  /** Cancelled by the patient; a reason of their own may follow. */
  byPatient: 'by-patient',
  /** A newer request to move the same appointment. */
  superseded: 'superseded',
  /** What was to be moved was cancelled. */
  withdrawn: 'withdrawn',
  /** Its event was deleted or declined in the calendar. */
  byCalendar: 'by-calendar',
  /** Its place was taken by the appointment it was moved to. */
  moved: 'moved',
} as const;
