import { z } from 'zod';
import { invalid, refuse } from '../errors.ts';
import type { GoogleWorld } from '../world.ts';
import type { Calendar } from './calendars.ts';
import { singleEvents } from './recurrence.ts';
import type { StoredEvent } from './stored-event.ts';
import { instantOf, isTimeZone, writtenIn } from './zoned-time.ts';

type Busy = { readonly start: number; readonly end: number };

const mostCalendars = 50;
/** Not documented; refused beyond about three months by reports (facts, section 4.2). */
const longestMs = 92 * 24 * 3_600_000;

const request = z.object({
  timeMin: z.string().optional(),
  timeMax: z.string().optional(),
  timeZone: z.string().default('UTC'),
  calendarExpansionMax: z.int().min(1).max(mostCalendars).default(mostCalendars),
  items: z.array(z.object({ id: z.string().default('') })).default([]),
});

/** `POST /freeBusy`: 200 even when a calendar could not be read; that one has `errors`. */
export function freeBusy(world: GoogleWorld, email: string, input: unknown): object {
  const asked = request.safeParse(input);
  if (!asked.success) return invalid(`Invalid value for: ${asked.error.issues[0]?.path.join('.') ?? ''}`);
  const { timeZone, calendarExpansionMax, items } = asked.data;
  if (!isTimeZone(timeZone)) invalid('Invalid value for: timeZone');
  const window = windowOf(asked.data);
  const calendars = items.flatMap(({ id }, index): [string, object][] => {
    const error = (reason: string) => ({ errors: [{ domain: 'global', reason }], busy: [] });
    if (index >= calendarExpansionMax) return [[id, error('tooManyCalendarsRequested')]];
    const seen = world.calendars.find(email, id);
    const fault = world.faults.ofCalendar(email, seen?.calendar.id ?? id);
    if (fault?.outcome === 'left-out') return [];
    if (fault?.reason !== undefined) return [[id, error(fault.reason)]];
    if (seen === undefined) return [[id, error('notFound')]];
    const busy = world.settings.untidyBusy
      ? busyIn(seen.calendar, window).toReversed()
      : tidied(busyIn(seen.calendar, window), window);
    return [
      [
        id,
        {
          busy: busy.map(({ start, end }) => ({
            start: writtenIn(timeZone, start),
            end: writtenIn(timeZone, end),
          })),
        },
      ],
    ];
  });
  return {
    kind: 'calendar#freeBusy',
    timeMin: new Date(window.start).toISOString(),
    timeMax: new Date(window.end).toISOString(),
    calendars: Object.fromEntries(calendars),
  };
}

function windowOf({ timeMin, timeMax }: z.infer<typeof request>): Busy {
  if (timeMin === undefined || timeMax === undefined) return invalid('Required', 'required');
  const start = instantOf(timeMin) ?? invalid('Bad Request', 'badRequest');
  const end = instantOf(timeMax) ?? invalid('Bad Request', 'badRequest');
  const location = { locationType: 'parameter', location: 'timeMax' } as const;
  if (start >= end) {
    const message = 'The specified time range is empty.';
    refuse({ status: 400, reason: 'timeRangeEmpty', domain: 'calendar', message, location });
  }
  if (end - start > longestMs) {
    const message = 'The requested time range is too long.';
    refuse({ status: 400, reason: 'timeRangeTooLong', domain: 'calendar', message, location });
  }
  return { start, end };
}

const busyIn = (calendar: Calendar, window: Busy): readonly Busy[] =>
  singleEvents(calendar).filter(
    (event) => isBusy(event) && event.start < window.end && event.end > window.start,
  );

/** Neither cancelled, nor marked as free, nor declined by the calendar's own user, nor a place of work or a birthday. */
const isBusy = ({ resource, start, end }: StoredEvent): boolean =>
  resource.status !== 'cancelled' &&
  resource.transparency !== 'transparent' &&
  resource.eventType !== 'workingLocation' &&
  resource.eventType !== 'birthday' &&
  !(resource.attendees ?? []).some(({ self, responseStatus }) => self && responseStatus === 'declined') &&
  start < end;

/** Sorted, joined where they touch, cut to the window. */
function tidied(busy: readonly Busy[], window: Busy): readonly Busy[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of busy.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, Math.min(end, window.end));
    else joined.push({ start: Math.max(start, window.start), end: Math.min(end, window.end) });
  }
  return joined;
}
