import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isClear, makeFreeSlots } from '../../../src/domain/scheduling/availability.ts';
import type { TimeSlot } from '../../../src/domain/scheduling/time-slot.ts';
import { slotsByBruteForce } from './brute-force.ts';
import { questions, quietWeeks, weeksOfChange } from './questions.ts';

const everyWeek = questions([...quietWeeks, ...weeksOfChange]);

/** Returns how many slots were compared: a property about nothing would hold too. */
function compare(asked: ReturnType<typeof questions>, numRuns: number): number {
  let offered = 0;
  fc.assert(
    fc.property(asked, (question) => {
      const { timeZone, hours, agenda, window } = question;
      const found = makeFreeSlots({ timeZone, hours }, window).freeSlots(agenda);
      expect(found).toEqual(slotsByBruteForce(question));
      offered += found.length;
    }),
    { numRuns },
  );
  return offered;
}

describe('free slots', () => {
  it('are those that a look at every single minute finds', () => {
    expect(compare(everyWeek, 150)).toBeGreaterThan(200);
  }, 60_000);

  it('are those also in nights in which the clocks are changed', () => {
    expect(compare(questions(weeksOfChange, true), 150)).toBeGreaterThan(100);
  }, 60_000);

  it('are the same whatever else is asked for, of clinics open into the next day, too', () => {
    const untilTomorrow = fc.tuple(fc.nat(95), fc.integer({ min: 60, max: 110 })).map(([opens, length]) => [
      // no interval goes on after the end of the next day
      { opens: opens * 15, closes: Math.min((opens + length) * 15, 2 * 1_440) },
    ]);
    const anyWeek = fc.array(untilTomorrow, { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(everyWeek, anyWeek, ({ timeZone, agenda, window: { start, end } }, week) => {
        const threeDays = 3 * 86_400_000;
        const wide = {
          start: new Date(start.getTime() - threeDays),
          end: new Date(end.getTime() + threeDays),
        };
        const slotsIn = (window: TimeSlot) =>
          makeFreeSlots({ timeZone, hours: { week, holidays: [], notes: [] } }, window).freeSlots(agenda);
        const inBoth = slotsIn(wide).filter((slot) => slot.start >= start && slot.end <= end);
        expect(slotsIn({ start, end })).toEqual(inBoth);
      }),
      { numRuns: 200 },
    );
  });

  it('lie in working time and keep clear of everything, one by one', () => {
    fc.assert(
      fc.property(everyWeek, ({ timeZone, hours, agenda, window }) => {
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
