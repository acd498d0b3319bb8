import { withoutTime, type CalendarBusy } from '../../../domain/scheduling/calendars/agendas.ts';
import type { OwnEvent } from '../../../domain/scheduling/calendar-event.ts';
import { merged, overlaps, type TimeSlot } from '../../../domain/scheduling/time-slot.ts';
import {
  isFailure,
  type CalendarResult,
  type GoogleCalendar,
} from '../../ports/scheduling/google-calendar.ts';

type Question = {
  readonly calendarIds: readonly string[];
  readonly window: TimeSlot;
  readonly own: OwnEvent | undefined;
};

/**
 * Busy times, as if our own event were not there. Google does not say whose busy times are, and joins those that
 * overlap: within the time of our event the events themselves are read.
 */
export async function busyBeside(
  google: GoogleCalendar,
  accessToken: string,
  { calendarIds, window, own }: Question,
): Promise<CalendarResult<readonly CalendarBusy[]>> {
  const answer = await google.busy(accessToken, calendarIds, window);
  if (isFailure(answer) || own === undefined || !overlaps(own.slot, window)) return answer;
  const isKnown = answer.ok.some((known) => known.calendarId === own.calendarId && 'busy' in known);
  if (!isKnown) return answer;
  const events = await google.busyEvents(accessToken, own.calendarId, own.slot);
  if (isFailure(events)) return events;
  const others = events.ok.filter(({ eventId }) => eventId !== own.eventId).map(({ slot }) => slot);
  return {
    ok: answer.ok.map((known) =>
      'busy' in known && known.calendarId === own.calendarId
        ? { ...known, busy: merged([...withoutTime(known.busy, own.slot), ...others]) }
        : known,
    ),
  };
}
