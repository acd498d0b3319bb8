import { localMinute, localTime, plusDays, type LocalDate, type ZoneClock } from '../clinic/local-time.ts';
import { holidayOn, intervalsOn, type OpeningHours, type OpenInterval } from '../clinic/opening-hours.ts';
import { intersection, without, withoutOverlaps, type Span } from './spans.ts';
import type { TimeSlot } from './time-slot.ts';

type Week = readonly (readonly OpenInterval[])[];

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
export const clinicLine = (hours: OpeningHours, days: Days): readonly Span[] =>
  line(days, (date) =>
    hours.week === undefined && holidayOn(hours, date) === undefined ? wholeDay : intervalsOn(hours, date),
  );

export function practitionerLine(week: Week, days: Days): readonly Span[] {
  // 1970-01-01 was a Thursday
  const firstWeekday = (days.firstMinute / minutesPerDay + 4) % 7;
  return line(days, (_, index) => week[(firstWeekday + index) % 7] ?? []);
}

/**
 * Sorted, without overlaps. Intervals that only touch stay apart: each one starts its own row of slots. A night that
 * reaches into hours of the next day gives way to them, so that a row depends on its day and the night before alone,
 * whatever window is asked for. A clinic that never closes starts again at midnight.
 */
function line(
  { dates, firstMinute }: Days,
  intervalsOf: (date: LocalDate, index: number) => readonly OpenInterval[],
): readonly Span[] {
  const spans: Span[] = [];
  let night: readonly Span[] = [];
  for (const [index, date] of dates.entries()) {
    const midnight = firstMinute + index * minutesPerDay;
    const own = withoutOverlaps(
      intervalsOf(date, index).map(({ opens, closes }): Span => [midnight + opens, midnight + closes]),
    );
    spans.push(...own.reduce(without, night));
    night = own;
  }
  return [...spans, ...night].sort((a, b) => a[0] - b[0]);
}

/**
 * When both work, as moments in ms. By the clocks: an interval whose beginning they show twice begins at the second
 * time, one whose end they show twice ends at the first: nobody is sent to a closed door. Beginnings and ends that
 * the clocks skip fall on the skip.
 */
export function workingTime(
  clock: ZoneClock,
  clinic: readonly Span[],
  practitioner: readonly Span[] | undefined,
): readonly Span[] {
  const pieces = practitioner === undefined ? clinic : intersection(clinic, practitioner);
  return pieces
    .map(([from, to]): Span => [clock(from).latest, clock(to).earliest])
    .filter(([from, to]) => from < to);
}
