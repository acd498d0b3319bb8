import type { OpenInterval } from './hours/open-interval.ts';
import { given } from '../given.ts';
import { closedOn, type ClosedRange } from './hours/closed-range.ts';
import { easterKeyOf } from './hours/easter.ts';
import { publicHolidayOn, type PublicHolidays } from './hours/public-holidays.ts';
import { withoutClosed } from './hours/without-closed.ts';
import { localTime, plusDays, weekdayOf, type LocalDate } from './local-time.ts';

export type Holiday = {
  /** `2026-12-25`, `12-25` for every year, or `easter-47`. */
  readonly date: string;
  readonly name?: string;
  /** Empty when closed. */
  readonly intervals: readonly OpenInterval[];
  /** Open as on any other day: no holiday of the clinic, whatever the calendar says. */
  readonly isUsual?: true;
};

/** When somebody or something can be visited. */
export type Hours = {
  /** Seven days from Sunday; `undefined` when nobody has said it. */
  readonly week: readonly (readonly OpenInterval[])[] | undefined;
  /** Single days; they go before everything else that is said of a day. */
  readonly holidays: readonly Holiday[];
  readonly closures?: readonly ClosedRange[];
  readonly publicHolidays?: PublicHolidays;
};

export type OpeningHours = Hours & {
  /** What the clinic says in words, e.g. about holidays. */
  readonly notes: readonly string[];
};

export type Opening = { readonly date: LocalDate; readonly minutes: number };

export type OpenState =
  | { readonly state: 'open'; readonly closes: Opening }
  | {
      readonly state: 'closed';
      readonly next: Opening | undefined;
      /** The local day on which it last closed: the name of this night. */
      readonly closedOn: LocalDate;
      /** Closed for a break only: opened before and opens again on the same day. */
      readonly isBreak: boolean;
    }
  | { readonly state: 'unknown' };

/** Longest closure that is searched through. */
const furthestDays = 60;

type HolidayIndex = { readonly byKey: ReadonlyMap<string, Holiday>; readonly movesWithEaster: boolean };
const indexes = new WeakMap<readonly Holiday[], HolidayIndex>();

function indexOf(holidays: readonly Holiday[]): HolidayIndex {
  let index = indexes.get(holidays);
  if (index === undefined) {
    // the first one of a day counts
    const byKey = new Map(holidays.toReversed().map((holiday) => [holiday.date, holiday]));
    index = { byKey, movesWithEaster: holidays.some(({ date }) => date.startsWith('easter')) };
    indexes.set(holidays, index);
  }
  return index;
}

function namedOn({ holidays }: Hours, date: LocalDate): Holiday | undefined {
  if (holidays.length === 0) return undefined;
  const { byKey, movesWithEaster } = indexOf(holidays);
  return (
    byKey.get(date) ??
    byKey.get(date.slice(5)) ??
    (movesWithEaster ? byKey.get(easterKeyOf(date)) : undefined)
  );
}

/** A day on which the hours are not those of the week; `undefined` on all others. */
export function holidayOn(hours: Hours, date: LocalDate): Holiday | undefined {
  const named = namedOn(hours, date);
  if (named !== undefined) return named.isUsual ? undefined : named;
  const closure = hours.closures?.find((range) => closedOn(range, date) === 'day');
  if (closure !== undefined) return { date, intervals: [], ...given({ name: closure.name }) };
  const { publicHolidays } = hours;
  const name = publicHolidays && publicHolidayOn(publicHolidays, date);
  return name === undefined ? undefined : { date, name, intervals: publicHolidays?.intervals ?? [] };
}

const minutesPerDay = 1_440;
/** A year, and the same day of the next one. */
const comingDays = 366;

/** The holidays of the next year, by day; of several closed days on end with one name the first. */
export function comingHolidays(
  hours: Hours,
  today: LocalDate,
): readonly (Holiday & { readonly day: LocalDate })[] {
  const coming: (Holiday & { readonly day: LocalDate })[] = [];
  let before: Holiday | undefined;
  for (let ahead = 0; ahead <= comingDays; ahead += 1) {
    const day = plusDays(today, ahead);
    const holiday = holidayOn(hours, day);
    const goesOn = hours.closures?.some(({ first, last }) => first !== last) === true;
    if (holiday && !(goesOn && before && before.name === holiday.name)) coming.push({ ...holiday, day });
    before = holiday;
  }
  return coming;
}

/**
 * The intervals that begin on this day, in order; those of `unsaid` where the hours of the week are not known.
 * `weekday`: of the day, for who knows it already; 0 is Sunday.
 */
export function intervalsOn(
  hours: Hours,
  date: LocalDate,
  unsaid: readonly OpenInterval[] = [],
  weekday?: number,
): readonly OpenInterval[] {
  const holiday = holidayOn(hours, date);
  if (holiday !== undefined) return holiday.intervals;
  const usual = hours.week === undefined ? unsaid : (hours.week[weekday ?? weekdayOf(date)] ?? []);
  const { closures = [] } = hours;
  return closures.length === 0 || namedOn(hours, date) !== undefined
    ? usual
    : withoutClosed(usual, closures, date);
}

/** By the clocks of the zone, so that changes of the clock move nothing. */
export function openAt(hours: OpeningHours, timeZone: string, instant: Date): OpenState {
  if (hours.week === undefined) return { state: 'unknown' };
  const { date, minutes } = localTime(timeZone, instant);
  const yesterday = plusDays(date, -1);
  const current =
    around(intervalsOn(hours, date), minutes) ?? around(intervalsOn(hours, yesterday).map(dayLater), minutes);
  if (current) return { state: 'open', closes: openingOn(date, current.closes) };
  const next = nextOpening(hours, date, minutes);
  const closedOn = lastClosing(hours, date, minutes);
  const openedToday = intervalsOn(hours, date).some(({ closes }) => closes <= minutes);
  return { state: 'closed', next, closedOn, isBreak: openedToday && next?.date === date };
}

/** Whether any day of the week has an interval over this minute of a day. */
export const isEverOpenAt = ({ week }: Pick<OpeningHours, 'week'>, minutes: number): boolean =>
  week?.some(
    (intervals) =>
      around(intervals, minutes) !== undefined || around(intervals, minutes + minutesPerDay) !== undefined,
  ) === true;

const around = (intervals: readonly OpenInterval[], minutes: number) =>
  intervals.find(({ opens, closes }) => opens <= minutes && minutes < closes);

const dayLater = ({ opens, closes }: OpenInterval): OpenInterval => ({
  opens: opens - minutesPerDay,
  closes: closes - minutesPerDay,
});

/** A closing at 24:00 stays on its day: nobody says "closes tomorrow at 0h". */
const openingOn = (date: LocalDate, minutes: number): Opening =>
  minutes > minutesPerDay ? { date: plusDays(date, 1), minutes: minutes - minutesPerDay } : { date, minutes };

function nextOpening(hours: OpeningHours, today: LocalDate, minutes: number): Opening | undefined {
  for (let ahead = 0; ahead <= furthestDays; ahead += 1) {
    const date = plusDays(today, ahead);
    const first = intervalsOn(hours, date).find(({ opens }) => ahead > 0 || opens > minutes);
    if (first) return { date, minutes: first.opens };
  }
  return undefined;
}

function lastClosing(hours: OpeningHours, today: LocalDate, minutes: number): LocalDate {
  for (let back = 0; back <= furthestDays; back += 1) {
    const date = plusDays(today, -back);
    const last = intervalsOn(hours, date).findLast(({ closes }) => closes - back * minutesPerDay <= minutes);
    if (last) return openingOn(date, last.closes).date;
  }
  return today;
}
