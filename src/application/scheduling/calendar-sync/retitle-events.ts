import type { Appointment } from '../../../domain/scheduling/appointment.ts';
import { eventIdOf } from '../../../domain/scheduling/calendar-event.ts';
import type { ClinicCalendar } from '../../ports/connection/clinic-calendars.ts';
import {
  isFailure,
  type CalendarFailure,
  type CalendarResult,
  type GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';

type Search = {
  readonly appointment: Appointment;
  readonly calendarId: string;
  /** All of the clinic's: somebody may have dragged the event there. */
  readonly calendars: readonly Pick<ClinicCalendar, 'calendarId'>[];
  readonly title: string;
};

/** A clinic has far fewer calendars to which somebody might have moved an event. */
const mostPlaces = 50;
const unreadable: CalendarFailure = { failure: 'transient', reason: 'calendar-unknown' };
/** What nothing of ours can be in, or cannot be helped. */
const readOnly: ReadonlySet<CalendarFailure['failure']> = new Set<CalendarFailure['failure']>([
  'not-writable',
  'not-found',
]);

/**
 * Gives all events of the visit in this calendar the title, and where there is none the event that was dragged out of
 * it. `foundIn` is absent only when the calendar itself has said that it has none.
 */
export async function retitleEverywhere(
  google: GoogleCalendar,
  accessToken: string,
  { appointment, calendarId, calendars, title }: Search,
): Promise<CalendarResult<{ readonly foundIn: string | undefined }>> {
  const { id, generation, slot } = appointment;
  let isFound = false;
  for (let each = 1; each <= generation; each += 1) {
    const eventId = eventIdOf({ id, generation: each });
    const done = await google.retitle(accessToken, { calendarId, eventId }, title);
    if (isFailure(done)) return done;
    isFound ||= done.ok === 'retitled';
  }
  if (isFound) return { ok: { foundIn: calendarId } };
  // a calendar that is gone, or not shared any more, says the same of all its events
  const readable = await google.busy(accessToken, [calendarId], slot);
  if (isFailure(readable)) return readable;
  const [own] = readable.ok;
  if (own === undefined || 'unknown' in own) return unreadable;
  const eventId = eventIdOf({ id, generation });
  const others = calendars.filter((other) => other.calendarId !== calendarId).slice(0, mostPlaces);
  for (const other of others) {
    const done = await google.retitle(accessToken, { calendarId: other.calendarId, eventId }, title);
    if (isFailure(done)) {
      if (!readOnly.has(done.failure)) return done;
    } else if (done.ok === 'retitled') return { ok: { foundIn: other.calendarId } };
  }
  return { ok: { foundIn: undefined } };
}
