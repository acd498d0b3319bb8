import type { Appointment } from './appointment.ts';
import { isLive } from './appointment.ts';
import { AppointmentClosed } from './scheduling-errors.ts';

/** The yes to a hold: from now on it does not run out by itself. @throws AppointmentClosed */
export function requested(appointment: Appointment, at: Date): Appointment {
  if (!isLive(appointment)) throw new AppointmentClosed(appointment);
  if (appointment.requestedAt !== undefined) return appointment;
  return { ...changed(appointment), requestedAt: at };
}

/** @throws AppointmentClosed when it failed: there is nothing to cancel */
export function cancelled(appointment: Appointment, reason: string): Appointment {
  if (appointment.state === 'cancelled') return appointment;
  if (appointment.state === 'failed') throw new AppointmentClosed(appointment);
  return ended(appointment, 'cancelled', reason);
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

/** One version later, and not on hold any more. */
function changed(appointment: Appointment): Appointment {
  const after: { -readonly [Key in keyof Appointment]: Appointment[Key] } = { ...appointment };
  delete after.holdExpiresAt;
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
  const moved = replaced && isLive(replaced) ? [cancelled(replaced, endings.moved)] : [];
  return [confirmed(appointment), ...moved];
}

/** Why other rows of a series end. */
export const endings = {
  /** A newer request to move the same appointment. */
  superseded: 'superseded',
  /** What was to be moved was cancelled. */
  withdrawn: 'withdrawn',
  /** Its place was taken by the appointment it was moved to. */
  moved: 'moved',
} as const;
