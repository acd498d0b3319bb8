import { localMinute, localTime, plusDays, type LocalDate, type ZoneClock } from '../clinic/local-time.ts';
import type { OpenInterval } from '../clinic/hours/open-interval.ts';
import { intervalsOn, type Hours } from '../clinic/opening-hours.ts';
import { intersection, without, withoutOverlaps, type Span } from './spans.ts';
import type { TimeSlot } from './time-slot.ts';

/** The days on whose clocks something may fall into the window; a night before it may reach in. */
export type Days = { readonly dates: readonly LocalDate[]; readonly firstMinute: number };

const minutesPerDay = 1_440;
const wholeDay: readonly OpenInterval[] = [{ opens: 0, closes: minutesPerDay }];

export function daysAround(timeZone: string, { start, end }: TimeSlot): Days {
  const first = plusDays(localTime(timeZone, start).date, -1);
  const last = localTime(timeZone, end).date;
  const dates: LocalDate[] = [];
  for (let date = first; date <= last; date = plusDays(date, 1)) dates.push(date);
  return { dates, firstMinute: localMinute({ date: first, minutes: 0 }) };
}

/** When the clinic is open, in minutes of its clocks. One that has not said its hours closes on holidays only. */
export const clinicLine = (hours: Hours, days: Days): readonly Span[] =>
  line(days, (date, weekday) => intervalsOn(hours, date, wholeDay, weekday));

/**
 * When one of those that a visit takes is there: a professional, a room. Who has not said any hours is there as long as the
 * clinic is open, also over midnight.
 */
export function attendanceLine(hours: Hours, days: Days): readonly Span[] {
  const { week, holidays, closures = [], publicHolidays } = hours;
  if (week === undefined) return acrossMidnight(clinicLine(hours, days));
  if (holidays.length > 0 || closures.length > 0 || publicHolidays !== undefined)
    return clinicLine(hours, days);
  return line(days, (_, weekday) => week[weekday] ?? []);
}

function acrossMidnight(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const [from, to] of spans) {
    const before = joined.at(-1);
    if (before?.[1] === from && from % minutesPerDay === 0) joined[joined.length - 1] = [before[0], to];
    else joined.push([from, to]);
  }
  return joined;
}

/**
 * Sorted, without overlaps. Intervals that only touch stay apart: each one starts its own row of slots. A night that
 * reaches into hours of the next day gives way to them, so that a row depends on its day and the night before alone,
 * whatever window is asked for. A clinic that never closes starts again at midnight.
 */
function line(
  { dates, firstMinute }: Days,
  intervalsOf: (date: LocalDate, weekday: number) => readonly OpenInterval[],
): readonly Span[] {
  // 1970-01-01 was a Thursday
  const firstWeekday = (firstMinute / minutesPerDay + 4) % 7;
  const spans: Span[] = [];
  let night: readonly Span[] = [];
  for (const [index, date] of dates.entries()) {
    const midnight = firstMinute + index * minutesPerDay;
    const own = joinedOf(intervalsOf(date, (firstWeekday + index) % 7)).map(([opens, closes]): Span => [
      midnight + opens,
      midnight + closes,
    ]);
    const reachesIn = (night.at(-1)?.[1] ?? midnight) > midnight;
    spans.push(...(reachesIn ? own.reduce(without, night) : night));
    night = own;
  }
  return [...spans, ...night].sort((a, b) => a[0] - b[0]);
}

const joinedBefore = new WeakMap<readonly OpenInterval[], readonly Span[]>();

/** Most days are those of the week: they are joined once. */
function joinedOf(intervals: readonly OpenInterval[]): readonly Span[] {
  let joined = joinedBefore.get(intervals);
  if (joined === undefined) {
    joined = withoutOverlaps(intervals.map(({ opens, closes }): Span => [opens, closes]));
    joinedBefore.set(intervals, joined);
  }
  return joined;
}

/**
 * When all of them work, as moments in ms. By the clocks: an interval whose beginning they show twice begins at the second
 * time, one whose end they show twice ends at the first: nobody is sent to a closed door. Beginnings and ends that
 * the clocks skip fall on the skip.
 */
export function workingTime(
  clock: ZoneClock,
  clinic: readonly Span[],
  attendances: readonly (readonly Span[])[],
): readonly Span[] {
  return attendances
    .reduce((pieces, line) => intersection(pieces, line), clinic)
    .map(([from, to]): Span => [clock(from).latest, clock(to).earliest])
    .filter(([from, to]) => from < to);
}
