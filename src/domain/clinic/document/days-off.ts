import { given } from '../../given.ts';
import type { ClosedRange } from '../hours/closed-range.ts';
import type { PublicHolidays } from '../hours/public-holidays.ts';
import { plusDays, type LocalDate } from '../local-time.ts';
import type { OpenInterval } from '../hours/open-interval.ts';
import type { Holiday } from '../opening-hours.ts';
import type { DaysOffSense, WrittenDays } from './written-days-off.ts';

/** What a part of the document says of single days and ranges. */
export type DaysOff = {
  readonly holidays: readonly Holiday[];
  readonly closures: readonly ClosedRange[];
  readonly publicHolidays?: PublicHolidays;
  readonly notes: readonly string[];
};

export const nothing: DaysOff = { holidays: [], closures: [], notes: [] };

export const joined = (a: DaysOff, b: DaysOff): DaysOff => ({
  holidays: [...a.holidays, ...b.holidays],
  closures: [...a.closures, ...b.closures],
  notes: [...a.notes, ...b.notes],
  ...given({ publicHolidays: a.publicHolidays ?? b.publicHolidays }),
});

export const everyYear = (found: WrittenDays): WrittenDays => ({
  closures: found.closures.map((range) => ({
    ...range,
    first: range.first.slice(-5),
    last: range.last.slice(-5),
  })),
  days: found.days.map((day) => ({ ...day, date: /^\d/.test(day.date) ? day.date.slice(-5) : day.date })),
});

export const withNames = ({ closures, days }: WrittenDays, name: string | undefined): DaysOff => ({
  holidays: days.map((day) => ({ ...day, ...given({ name: name ?? day.name }) })),
  closures: closures.map((range) => ({ ...range, ...given({ name: name ?? range.name }) })),
  notes: [],
});

type Found = {
  readonly closures: readonly ClosedRange[];
  readonly days?: readonly Holiday[];
  readonly holidays?: readonly Holiday[];
};
/** A range with other hours is so many days with them. */
const mostDays = 62;

function daysIn({ closures, days = [], holidays = [] }: Found): readonly Holiday[] {
  const ofRanges = closures.flatMap(({ first, last, name }): Holiday[] => {
    const isYearly = first.length === 5;
    const made: Holiday[] = [];
    let day = (isYearly ? `2023-${first}` : first) as LocalDate;
    const end = isYearly ? `${last < first ? 2024 : 2023}-${last}` : last;
    for (; day <= end && made.length < mostDays; day = plusDays(day, 1))
      made.push({ date: isYearly ? day.slice(5) : day, intervals: [], ...given({ name }) });
    return made;
  });
  return [...days, ...holidays, ...ofRanges];
}

export function withHours(found: Found, intervals: readonly OpenInterval[], sense: DaysOffSense): DaysOff {
  const days = daysIn(found);
  if (sense === 'hours' || intervals.length === 0)
    return { ...nothing, holidays: days.map((day) => ({ ...day, intervals })) };
  const closures = days.flatMap(({ date, name }) =>
    intervals.map(({ opens, closes }) => ({
      ...{ first: date, last: date, until: Math.min(closes, 1_440) },
      ...given({ from: opens || undefined, name }),
    })),
  );
  return { ...nothing, closures };
}

export const usual = (found: DaysOff): DaysOff => ({
  ...nothing,
  holidays: daysIn(found).map((day) => ({ ...day, isUsual: true })),
});
