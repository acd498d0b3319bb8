import type { ClinicCalendar } from '../../ports/connection/clinic-calendars.ts';
import { calendarAlert } from '../calendar-alerts.ts';
import type { Step } from './sync-needs.ts';

/** Absent when the clinic has disconnected since. */
export const writtenCalendar = ({ calendars, sync }: Step): ClinicCalendar | undefined =>
  calendars.find(({ calendarId }) => calendarId === sync.appointment.calendarId);

/** Until when nothing may be written to the appointment's calendar; absent when it may be. */
export function writesPausedUntil(step: Step): Date | undefined {
  const until = writtenCalendar(step)?.writesResumeAt;
  return until !== undefined && until > step.clock.now() ? until : undefined;
}

/** Something was written: Google's limit is over. */
export async function resumeWrites(step: Step): Promise<void> {
  const { clinicId, calendarId } = step.sync.appointment;
  if (writtenCalendar(step)?.writesResumeAt === undefined || writesPausedUntil(step) !== undefined) return;
  await step.clinicCalendars.pauseWrites(clinicId, calendarId, undefined);
  const { condition } = calendarAlert('calendar-writes-paused', clinicId, calendarId);
  await step.alerts.resolve(condition, step.clock.now());
}
