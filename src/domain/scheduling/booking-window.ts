import { localMinute, localTime, plusDays, zoneClock, type LocalDate } from '../clinic/local-time.ts';
import type { BookingRules } from '../clinic/rules/booking-rules.ts';
import type { TimeSlot } from './time-slot.ts';

/** An instant, or a day of the clinic's clocks. */
export type DayOrInstant = Date | LocalDate;

const minuteMs = 60_000;

const startOfDay = (timeZone: string, date: LocalDate): Date =>
  new Date(zoneClock(timeZone)(localMinute({ date, minutes: 0 })).earliest);

/** A day as `to` is meant to its end. */
export const windowOf = (timeZone: string, from: DayOrInstant, to: DayOrInstant): TimeSlot => ({
  start: from instanceof Date ? from : startOfDay(timeZone, from),
  end: to instanceof Date ? to : startOfDay(timeZone, plusDays(to, 1)),
});

/** From the minimum notice on, to the end of the last day of the horizon. */
export function bookableWindow(
  timeZone: string,
  policy: Pick<BookingRules, 'minimumNoticeMinutes' | 'horizonDays'>,
  now: Date,
): TimeSlot {
  const lastDay = plusDays(localTime(timeZone, now).date, policy.horizonDays);
  return {
    start: new Date(now.getTime() + policy.minimumNoticeMinutes * minuteMs),
    end: startOfDay(timeZone, plusDays(lastDay, 1)),
  };
}

/** What both have in common; empty (and perhaps upside down) when they have nothing. */
export const clipped = (a: TimeSlot, b: TimeSlot): TimeSlot => ({
  start: a.start > b.start ? a.start : b.start,
  end: a.end < b.end ? a.end : b.end,
});
