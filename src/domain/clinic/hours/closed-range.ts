import type { LocalDate } from '../local-time.ts';

/** Days, or from a minute of one day to a minute of another, on which nobody is visited. By the clinic's clocks. */
export type ClosedRange = {
  /** `2026-12-20`, or `12-20` for every year; then the last day may be in the next one. */
  readonly first: string;
  readonly last: string;
  /** Minutes after midnight of the first day; the whole day when absent. */
  readonly from?: number;
  /** Minutes after midnight of the last day; to its end when absent. */
  readonly until?: number;
  readonly name?: string;
};

type Minutes = { readonly from: number; readonly to: number };

const minutesPerDay = 1_440;
/** A night that begins on this day ends with the next one. */
const endOfNight = 2 * minutesPerDay;

/** What is closed of a day and of the night that begins on it, not to speak of the next day itself. */
export function closedOn(range: ClosedRange, date: LocalDate): 'day' | Minutes | undefined {
  const day = range.first.length > 5 ? date : date.slice(5);
  const { first, last, from = 0, until = minutesPerDay } = range;
  const isIn = first <= last ? first <= day && day <= last : first <= day || day <= last;
  if (!isIn) return undefined;
  const begins = day === first ? from : 0;
  const ends = day === last ? until : endOfNight;
  if (begins === 0 && ends >= minutesPerDay) return 'day';
  return begins < ends ? { from: begins, to: ends === minutesPerDay ? endOfNight : ends } : undefined;
}
