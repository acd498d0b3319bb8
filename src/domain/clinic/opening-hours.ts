import { localTime, plusDays, weekdayOf, type LocalDate } from './local-time.ts';

/** Minutes after local midnight, half-open; `closes` is beyond 1440 when the night is crossed. */
export type OpenInterval = { readonly opens: number; readonly closes: number };

export type Holiday = {
  /** `2026-12-25`, or `12-25` for every year. */
  readonly date: string;
  readonly name?: string;
  /** Empty when closed. */
  readonly intervals: readonly OpenInterval[];
};

export type OpeningHours = {
  /** Seven days from Sunday; `undefined` when the clinic has not said its hours. */
  readonly week: readonly (readonly OpenInterval[])[] | undefined;
  readonly holidays: readonly Holiday[];
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

const minutesPerDay = 1_440;
/** Longest closure that is searched through. */
const furthestDays = 60;

export const holidayOn = (hours: OpeningHours, date: LocalDate): Holiday | undefined =>
  hours.holidays.find((holiday) => holiday.date === date || holiday.date === date.slice(5));

/** The intervals that begin on this day, in order. */
export const intervalsOn = (hours: OpeningHours, date: LocalDate): readonly OpenInterval[] =>
  holidayOn(hours, date)?.intervals ?? hours.week?.[weekdayOf(date)] ?? [];

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
