import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { eventIdOf, eventTitle } from '../../../domain/scheduling/calendar-event.ts';
import type { NoAccess } from '../../connection/google-access.ts';
import {
  isFailure,
  type CalendarEvent,
  type CalendarFailure,
  type CalendarResult,
  type GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';
import type { Step } from './sync-needs.ts';

/** Why a call did not do what was asked, or was not made. */
export type Trouble = CalendarFailure | NoAccess;

export const callGoogle = <T>(
  { withGoogleAccess, googleCalendar, sync }: Step,
  call: (calendar: GoogleCalendar, accessToken: string) => Promise<CalendarResult<T>>,
): Promise<CalendarResult<T> | NoAccess> =>
  withGoogleAccess(sync.appointment.clinicId, (accessToken) => call(googleCalendar, accessToken));

export const isTrouble = <T>(answer: CalendarResult<T> | NoAccess): answer is Trouble =>
  'noAccess' in answer || isFailure(answer);

export const eventFor = (appointment: Appointment, context: Step['context']): CalendarEvent => ({
  eventId: eventIdOf(appointment),
  appointmentId: appointment.id,
  clinicId: appointment.clinicId,
  slot: appointment.slot,
  timeZone: context?.timeZone ?? 'UTC',
  title: eventTitle(context, appointment),
});
