import type { AppointmentChange, OnceOnly, PatientNotice } from './appointment-changes.ts';
import { AppointmentNotFound, type Appointment, type AppointmentId } from './appointment.ts';
import {
  attending,
  cancelled,
  cancelledAt,
  checkMovable,
  endings,
  kept,
  movedOne,
  openMovesOf,
  relocated,
  requested,
} from './change-appointment.ts';
import { IdempotencyKeyReused } from './scheduling-errors.ts';
import { given } from '../given.ts';

export type SeriesChange = {
  /** What the change leaves behind. */
  readonly result: Appointment;
  /** Existing appointments as they are from now on. */
  readonly changed: readonly Appointment[];
  /** A new appointment: its patient must be one of the clinic's, its time must be free. */
  readonly taken?: Appointment;
  readonly notice?: PatientNotice;
  /** Only who comes is known better: no calendar is out of step by it. */
  readonly attending?: Appointment;
};

/** The appointment whose series has to be loaded for the decision. */
export const concerns = (change: AppointmentChange): AppointmentId | undefined =>
  change.change === 'hold' ? change.appointment.replaces : change.appointmentId;

/** The appointment that a repetition of the change finds under its key. */
export const madeBy = (change: AppointmentChange): AppointmentId =>
  change.change === 'hold' ? change.appointment.id : change.appointmentId;

/** @throws IdempotencyKeyReused when the key was used for something else */
export function checkRepetition(
  { key, fingerprint }: OnceOnly,
  first: { readonly fingerprint: string; readonly appointmentId: AppointmentId },
): void {
  if (first.fingerprint !== fingerprint) throw new IdempotencyKeyReused(key, first.appointmentId);
}

/**
 * What becomes of the series (all appointments that were moved to each other) that the change concerns.
 * @throws AppointmentNotFound, AppointmentClosed
 */
export function decideChange(change: AppointmentChange, series: readonly Appointment[]): SeriesChange {
  switch (change.change) {
    case 'hold':
      return hold(change.appointment, series);
    case 'stay': {
      const found = movable(series, change.appointmentId);
      return { result: found, changed: ended(openMovesOf(found, series), endings.superseded) };
    }
    case 'request': {
      const found = find(series, change.appointmentId);
      const result = requested(found, change.at);
      return { result, changed: result === found ? [] : [result] };
    }
    case 'keep': {
      const found = find(series, change.appointmentId);
      const result = kept(found);
      return { result, changed: result === found ? [] : [result] };
    }
    case 'relocate': {
      const found = find(series, change.appointmentId);
      const result = relocated(found, change.calendarId);
      return { result, changed: result === found ? [] : [result] };
    }
    case 'attend': {
      const found = find(series, change.appointmentId);
      const result = attending(found, change.at);
      return { result, changed: [], ...(result !== found && { attending: result }) };
    }
    case 'cancel': {
      const found = find(series, change.appointmentId);
      const result = cancelledAt(found, change.reason, change.at);
      if (result === found) return { result, changed: [] };
      const moves = ended(openMovesOf(found, series), endings.withdrawn);
      return { result, changed: [result, ...moves], ...given({ notice: change.notice }) };
    }
  }
}

/** Earlier requests to move what the new appointment replaces are withdrawn. */
function hold(appointment: Appointment, series: readonly Appointment[]): SeriesChange {
  if (appointment.replaces === undefined) return { result: appointment, changed: [], taken: appointment };
  const moved = movedOne(movable(series, appointment.replaces), series);
  const taken = { ...appointment, replaces: moved.id };
  return { result: taken, changed: ended(openMovesOf(moved, series), endings.superseded), taken };
}

const ended = (appointments: readonly Appointment[], reason: string): readonly Appointment[] =>
  appointments.map((appointment) => cancelled(appointment, reason));

function movable(series: readonly Appointment[], id: AppointmentId): Appointment {
  const found = find(series, id);
  checkMovable(found);
  return found;
}

function find(series: readonly Appointment[], id: AppointmentId): Appointment {
  const found = series.find((appointment) => appointment.id === id);
  if (found === undefined) throw new AppointmentNotFound(id);
  return found;
}
