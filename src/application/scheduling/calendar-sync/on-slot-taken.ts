import { occupied } from '../../../domain/scheduling/appointment.ts';
import type { SyncSettlement } from '../../ports/scheduling/appointments.ts';
import { failureOf } from './booking-endings.ts';
import type { Step } from './sync-needs.ts';
import { tryAgain, waitForWrites } from './calendar-failure.ts';
import { writesPausedUntil } from './writes-pause.ts';

/** An event of ours that is about to go makes a time busy for moments only. */
export async function whenTaken(step: Step): Promise<SyncSettlement> {
  const { appointment, attempts } = step.sync;
  const { clinicId, calendarId } = appointment;
  const leaving = await step.appointments.leavingCalendar(clinicId, calendarId, occupied(appointment));
  const paused = writesPausedUntil(step);
  if (leaving > 0 && paused !== undefined) return waitForWrites(step, paused);
  return leaving > 0 && attempts + 1 < step.syncPolicy.maxAttempts
    ? tryAgain(step)
    : failureOf(step, 'calendar-busy');
}
