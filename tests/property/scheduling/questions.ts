import * as fc from 'fast-check';
import type { ClosedRange } from '../../../src/domain/clinic/hours/closed-range.ts';
import type { OpenInterval } from '../../../src/domain/clinic/hours/open-interval.ts';
import type { Hours } from '../../../src/domain/clinic/opening-hours.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { midnight } from './brute-force.ts';

/** Weeks in which nothing happens to the clocks, and the zone. */
export const quietWeeks: readonly (readonly [string, string])[] = [
  ['America/Noronha', '2026-12-01'],
  ['America/Sao_Paulo', '2026-12-23'],
  ['America/Manaus', '2026-12-30'],
  ['America/Rio_Branco', '2026-11-24'],
  ['Europe/Lisbon', '2026-07-01'],
  ['America/New_York', '2026-07-01'],
  // with public holidays of Brazil
  ['America/Sao_Paulo', '2026-07-08'],
  ['America/Sao_Paulo', '2026-11-19'],
  ['America/Rio_Branco', '2026-04-02'],
  ['America/Manaus', '2027-02-07'],
];
/** Weeks in which clocks were or will be changed, on their second day; in São Paulo at midnight. */
export const weeksOfChange: readonly (readonly [string, string])[] = [
  ['Europe/Lisbon', '2026-03-28'],
  ['Europe/Lisbon', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['America/Noronha', '2001-10-13'],
  ['America/Noronha', '2002-02-16'],
  ['America/Manaus', '1993-10-16'],
  ['America/Rio_Branco', '2013-11-09'],
  ['America/Sao_Paulo', '2018-11-03'],
  ['America/Sao_Paulo', '2018-02-17'],
  ['Australia/Lord_Howe', '2026-04-04'],
];
export const zones = [...new Set([...quietWeeks, ...weeksOfChange].map(([zone]) => zone))];

const quarters = (opens: number, length: number, odd = 0): OpenInterval => ({
  opens: opens * 15,
  closes: (opens + length) * 15 + odd,
});
export const interval = fc
  .tuple(fc.nat(95), fc.integer({ min: 1, max: 70 }), fc.nat(2))
  .map(([opens, length, odd]) => quarters(opens, length, odd));
/** Where the clocks are changed. */
const nightInterval = fc
  .tuple(fc.nat(12), fc.integer({ min: 1, max: 16 }))
  .map(([opens, length]) => quarters(opens, length));

type Day = readonly OpenInterval[];
export const anyDay: fc.Arbitrary<Day> = fc.oneof(
  fc.array(interval, { maxLength: 3 }),
  fc.array(nightInterval, { maxLength: 2 }),
  fc.constant([quarters(0, 96)]),
  fc.constant([quarters(32, 16), quarters(52, 20)]),
);
const aNight: fc.Arbitrary<Day> = fc.array(nightInterval, { minLength: 1, maxLength: 2 });
export const weekOf = (day: fc.Arbitrary<Day>) => fc.array(day, { minLength: 7, maxLength: 7 });

/** Minutes after the first midnight, and how long. */
export const eventOn = (grid: number) =>
  fc
    .tuple(fc.integer({ min: -60, max: 400 }), fc.nat(40))
    .map(([from, length]) => [from * grid, length * grid] as const);

export const plusDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
export const plusMinutes = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

/** From some day to some other, perhaps at a time of them, perhaps every year. */
const closedRange = fc
  .record({
    first: fc.integer({ min: -3, max: 4 }),
    days: fc.nat(3),
    from: fc.option(
      fc.integer({ min: 1, max: 90 }).map((n) => n * 15),
      { nil: undefined },
    ),
    until: fc.option(
      fc.integer({ min: 1, max: 95 }).map((n) => n * 15),
      { nil: undefined },
    ),
    isYearly: fc.boolean(),
  })
  .map(({ first, days, from, until, isYearly }) => (firstDay: string): ClosedRange => {
    const day = (ahead: number) => plusDays(firstDay, ahead).slice(isYearly ? 5 : 0);
    return {
      first: day(first),
      last: day(first + days),
      ...(from !== undefined && { from }),
      ...(until !== undefined && (days > 0 || until > (from ?? 0)) && { until }),
    };
  });
const holiday = fc.record({
  ahead: fc.nat(4),
  isYearly: fc.boolean(),
  intervals: fc.array(interval, { maxLength: 2 }),
  isUsual: fc.constantFrom(false, false, false, true),
});
const publicHolidays = fc.option(
  fc.record({
    state: fc.option(fc.constantFrom('SP', 'RJ'), { nil: undefined }),
    optional: fc.boolean(),
    intervals: fc.array(interval, { maxLength: 1 }),
  }),
  { nil: undefined },
);
/** Hours with everything that a clinic or a person may say of single days. */
const hoursOf = (week: fc.Arbitrary<readonly (readonly OpenInterval[])[] | undefined>, most: number) =>
  fc
    .record({
      week,
      holidays: fc.array(holiday, { maxLength: most }),
      closures: fc.array(closedRange, { maxLength: most }),
      publicHolidays,
    })
    .map((made) => (firstDay: string): Hours => ({
      week: made.week,
      holidays: made.holidays.map(({ ahead, isYearly, intervals, isUsual }) => ({
        date: plusDays(firstDay, ahead).slice(isYearly ? 5 : 0),
        intervals: isUsual ? [] : intervals,
        ...(isUsual && { isUsual }),
      })),
      closures: made.closures.map((range) => range(firstDay)),
      ...(made.publicHolidays && {
        publicHolidays: {
          optional: made.publicHolidays.optional,
          intervals: made.publicHolidays.intervals,
          ...(made.publicHolidays.state !== undefined && { state: made.publicHolidays.state }),
        },
      }),
    }));

/** Days and hours, the calendar's events, and what is asked for. */
export const questions = (weeks: typeof quietWeeks, onlyNights = false) =>
  fc
    .record({
      at: fc.constantFrom(...weeks),
      hours: onlyNights
        ? hoursOf(weekOf(aNight), 0)
        : hoursOf(fc.option(weekOf(anyDay), { nil: undefined, freq: 8 }), 1),
      attendances: fc.array(hoursOf(fc.option(weekOf(anyDay), { nil: undefined }), 1), {
        maxLength: onlyNights ? 0 : 1,
      }),
      step: fc.option(fc.constantFrom(10, 15, 20, 30, 60), { nil: undefined }),
      bookable: fc.option(fc.tuple(fc.nat(2_500), fc.nat(5_000)), { nil: undefined }),
      full: fc.array(fc.nat(4), { maxLength: onlyNights ? 0 : 1 }),
      own: fc.option(weekOf(anyDay), { nil: undefined, freq: 2 }),
      window: fc.tuple(fc.nat(2_000), fc.nat(4_000)),
      timed: fc.array(fc.oneof(eventOn(1), eventOn(15), eventOn(15)), { maxLength: onlyNights ? 2 : 12 }),
      allDay: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 2 }), fc.constantFrom(...zones)), {
        maxLength: onlyNights ? 0 : 2,
      }),
      duration: fc.oneof(fc.integer({ min: 5, max: 100 }), fc.constantFrom(15, 30, 45)),
      before: fc.constantFrom(0, 0, 5, 17),
      after: fc.constantFrom(0, 0, 10, 45),
    })
    .map((made) => {
      const [timeZone, firstDay] = made.at;
      const start = midnight(timeZone, firstDay);
      const after = ([from, length]: readonly [number, number]): TimeSlot => ({
        start: plusMinutes(start, from),
        end: plusMinutes(start, from + length),
      });
      // all-day events last from midnight to midnight of the calendar's own zone
      const allDay = made.allDay.map(([from, length, zone]): TimeSlot => ({
        start: midnight(zone, plusDays(firstDay, from)),
        end: midnight(zone, plusDays(firstDay, from + length)),
      }));
      return {
        timeZone,
        hours: made.hours(firstDay),
        window: after(made.window),
        agenda: {
          ...(made.own && { week: made.own }),
          attendances: made.attendances.map((each) => each(firstDay)),
          ...(made.bookable && { bookable: after(made.bookable) }),
          full: made.full.map((ahead) => ({
            start: midnight(timeZone, plusDays(firstDay, ahead)),
            end: midnight(timeZone, plusDays(firstDay, ahead + 1)),
          })),
          busy: [...made.timed.map(after), ...allDay],
          visit: {
            durationMinutes: made.duration,
            ...(made.step !== undefined && { stepMinutes: made.step }),
            bufferMinutes: { before: made.before, after: made.after },
          },
        },
      };
    });
