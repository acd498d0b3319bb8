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
 * Busy times, as if our own event were not there, also where somebody has dragged it to. Google does not say whose busy
 * times are, and joins those that overlap: within the time of our event the events themselves are read.
 */
export async function busyBeside(
  google: GoogleCalendar,
  accessToken: string,
  { calendarIds, window, own }: Question,
): Promise<CalendarResult<readonly CalendarBusy[]>> {
  const answer = await google.busy(accessToken, calendarIds, window);
  if (isFailure(answer) || own === undefined) return answer;
  const isKnown = answer.ok.some((known) => known.calendarId === own.calendarId && 'busy' in known);
  if (!isKnown) return answer;
  const standing = await google.get(accessToken, own.calendarId, own.eventId);
  if (isFailure(standing) && standing.failure !== 'not-found') return standing;
  // gone, or without a time: then it takes none
  const slot = isFailure(standing) || standing.ok.isCancelled ? undefined : standing.ok.slot;
  if (slot === undefined || !overlaps(slot, window)) return answer;
  const events = await google.busyEvents(accessToken, own.calendarId, slot);
  if (isFailure(events)) return events;
  const others = events.ok.filter(({ eventId }) => eventId !== own.eventId).map(({ slot }) => slot);
  return {
    ok: answer.ok.map((known) =>
      'busy' in known && known.calendarId === own.calendarId
        ? { ...known, busy: merged([...withoutTime(known.busy, slot), ...others]) }
        : known,
    ),
  };
}
