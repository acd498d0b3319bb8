import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { plusDays } from '../../../src/domain/clinic/local-time.ts';
import { readWanted, wantedText } from '../../../src/domain/patient-messages/wanted-text.ts';
import type { WantedTime } from '../../../src/domain/scheduling/wanted-time.ts';

const aDay = fc.integer({ min: 0, max: 40_000 }).map((days) => plusDays('2000-01-01' as LocalDate, days));
const aTime = fc.oneof(
  fc.constant({}),
  fc.record({ period: fc.constantFrom('morning', 'afternoon', 'evening', 'any' as const) }),
  fc.record({ minutes: fc.integer({ min: 0, max: 1_439 }) }),
  fc.record({
    minutes: fc.integer({ min: 0, max: 1_439 }),
    clock: fc.constantFrom('about', 'after', 'before' as const),
  }),
);
const aWanted = fc
  .tuple(fc.option(aDay, { nil: undefined }), fc.boolean(), aTime)
  .map(([day, orLater, time]): WantedTime => ({
    ...(day !== undefined && { day, ...(orLater && { orLater }) }),
    ...(time as WantedTime),
  }));

it('a wanted time is read as it was written, and its text fits into an id', () => {
  fc.assert(
    fc.property(aWanted, (wanted) => {
      const text = wantedText(wanted);
      expect(text).not.toContain(':');
      expect(text.length).toBeLessThan(24);
      expect(readWanted(text)).toEqual(wanted);
    }),
    { numRuns: 2_000 },
  );
});

it('nothing else is a wanted time', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readWanted(text);
      if (read !== undefined) expect(wantedText(read)).toBe(text);
    }),
    { numRuns: 5_000 },
  );
  for (const text of ['', '2026-02-31.', '2026-12-03', '.2460', '.dawn', '+.morning', '2026-12-03.1430.'])
    expect(readWanted(text)).toBeUndefined();
});
