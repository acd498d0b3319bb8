import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenInterval } from '../../../src/domain/clinic/opening-hours.ts';
import { makeFreeSlots, isClear } from '../../../src/domain/scheduling/availability.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { midnight, slotsByBruteForce } from './brute-force.ts';

/** Ordinary weeks, and those in which clocks were or will be changed; in São Paulo once at midnight. */
const weeks: readonly (readonly [string, string])[] = [
  ['America/Noronha', '2026-12-01'],
  ['America/Sao_Paulo', '2026-12-23'],
  ['America/Sao_Paulo', '2018-11-03'],
  ['America/Sao_Paulo', '2018-02-17'],
  ['America/Manaus', '2026-12-30'],
  ['America/Rio_Branco', '2026-11-24'],
  ['Europe/Lisbon', '2026-03-28'],
  ['Europe/Lisbon', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-04-04'],
];
const zones = [...new Set(weeks.map(([zone]) => zone))];

const interval = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 70 }), fc.nat(2))
  .map(([opens, length, odd]): OpenInterval => ({ opens: opens * 15, closes: opens * 15 + length * 15 + odd }));
/** Where the clocks are changed. */
const nightInterval = fc
  .tuple(fc.nat(12), fc.integer({ min: 1, max: 16 }))
  .map(([opens, length]): OpenInterval => ({ opens: opens * 15, closes: (opens + length) * 15 }));
const day = fc.oneof(
  fc.array(interval, { maxLength: 3 }),
  { arbitrary: fc.array(nightInterval, { minLength: 1, maxLength: 2 }), weight: 2 },
  fc.constant([{ opens: 0, closes: 1_440 }]),
  fc.constant([
    { opens: 480, closes: 720 },
    { opens: 780, closes: 1_080 },
  ]),
);
const week = fc.array(day, { minLength: 7, maxLength: 7 });

const plusDays = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
const plusMinutes = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);

/** Minutes after the first midnight, and how long. */
const eventAt = (grid: number) =>
  fc
    .tuple(fc.integer({ min: -900 / grid, max: 6_000 / grid }), fc.integer({ min: 0, max: 600 / grid }))
    .map(([from, length]) => [from * grid, length * grid] as const);

const question = fc
  .record({
    at: fc.constantFrom(...weeks),
    week: fc.option(week, { nil: undefined, freq: 8 }),
    own: fc.option(week, { nil: undefined }),
    holidays: fc.array(fc.tuple(fc.nat(4), fc.boolean(), fc.array(interval, { maxLength: 1 })), { maxLength: 2 }),
    window: fc.tuple(fc.nat(2_000), fc.integer({ min: 0, max: 4_000 })),
    timed: fc.array(fc.oneof(eventAt(1), eventAt(15), eventAt(15)), { maxLength: 12 }),
    allDay: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 2 }), fc.constantFrom(...zones)), {
      maxLength: 2,
    }),
    duration: fc.oneof(fc.integer({ min: 5, max: 100 }), fc.constantFrom(15, 30, 45)),
    before: fc.constantFrom(0, 0, 5, 17),
    after: fc.constantFrom(0, 0, 10, 45),
  })
  .map((made) => {
    const [timeZone, firstDay] = made.at;
    const start = midnight(timeZone, firstDay);
    const timed = made.timed.map(([from, length]): TimeSlot => ({
      start: plusMinutes(start, from),
      end: plusMinutes(start, from + length),
    }));
    // all-day events last from midnight to midnight of the calendar's own zone
    const allDay = made.allDay.map(([from, length, zone]): TimeSlot => ({
      start: midnight(zone, plusDays(firstDay, from)),
      end: midnight(zone, plusDays(firstDay, from + length)),
    }));
    const [from, length] = made.window;
    return {
      timeZone,
      hours: {
        week: made.week,
        holidays: made.holidays.map(([ahead, yearly, intervals]) => ({
          date: plusDays(firstDay, ahead).slice(yearly ? 5 : 0),
          intervals,
        })),
        notes: [],
      },
      window: { start: plusMinutes(start, from), end: plusMinutes(start, from + length) },
      agenda: {
        ...(made.own && { week: made.own }),
        busy: [...timed, ...allDay],
        visit: {
          durationMinutes: made.duration,
          bufferMinutes: { before: made.before, after: made.after },
        },
      },
    };
  });

describe('free slots', () => {
  it('are those that a look at every single minute finds', () => {
    let offered = 0;
    fc.assert(
      fc.property(question, (asked) => {
        const { timeZone, hours, agenda, window } = asked;
        const found = makeFreeSlots({ timeZone, hours }, window).freeSlots(agenda);
        expect(found).toEqual(slotsByBruteForce(asked));
        offered += found.length;
      }),
      { numRuns: 250 },
    );
    // a property about nothing would hold too
    expect(offered).toBeGreaterThan(1_000);
  }, 60_000);

  it('lie in working time and keep clear of everything, one by one', () => {
    fc.assert(
      fc.property(question, ({ timeZone, hours, agenda, window }) => {
        const slots = makeFreeSlots({ timeZone, hours }, window);
        for (const slot of slots.freeSlots(agenda)) {
          expect(slots.isWorkingTime(agenda, slot)).toBe(true);
          expect(isClear(slot, agenda.visit, agenda.busy)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
