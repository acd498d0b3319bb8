import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReminderTime } from '../../../../src/domain/clinic/rules/reminder-rules.ts';
import { isQuiet, planReminders, quietEnds } from '../../../../src/domain/reminders/plan-reminders.ts';

const quiet = { from: 1_200, to: 480 };
const plan = (times: readonly ReminderTime[], start: string, timeZone = 'America/Sao_Paulo') =>
  planReminders(times, { quiet, timeZone }, new Date(start)).map(({ at }) => at.toISOString());

describe('the moments of reminders', () => {
  test('are of the clinic’s clocks', () => {
    expect(plan([{ daysBefore: 1, at: 600 }], '2026-12-03T14:00:00-03:00')).toEqual([
      '2026-12-02T13:00:00.000Z',
    ]);
    expect(plan([{ daysBefore: 1, at: 600 }], '2026-12-03T00:30:00-04:00', 'America/Manaus')).toEqual([
      '2026-12-02T14:00:00.000Z',
    ]);
  });

  test('stay at ten o’clock when the clocks change in between', () => {
    const day = [{ daysBefore: 1, at: 600 }] as const;
    // set back in the night to Sunday, 1 November 2026
    expect(plan(day, '2026-11-01T15:00:00Z', 'America/New_York')).toEqual(['2026-10-31T14:00:00.000Z']);
    expect(plan(day, '2026-11-02T15:00:00Z', 'America/New_York')).toEqual(['2026-11-01T15:00:00.000Z']);
  });

  test('come before the night, not in it', () => {
    expect(plan([{ minutesBefore: 120 }], '2026-12-03T08:30:00-03:00')).toEqual(['2026-12-02T22:30:00.000Z']);
    expect(plan([{ minutesBefore: 120 }], '2026-12-03T10:00:00-03:00')).toEqual(['2026-12-03T11:00:00.000Z']);
  });

  test('that would come after the visit has begun are none', () => {
    expect(plan([{ daysBefore: 0, at: 600 }], '2026-12-03T09:00:00-03:00')).toEqual([]);
  });

  test('never fall into quiet hours nor after the visit, in any zone', () => {
    const zones = ['America/Sao_Paulo', 'America/Noronha', 'America/New_York', 'Australia/Lord_Howe'];
    const time = fc.oneof(
      fc.record({ daysBefore: fc.nat(30), at: fc.nat(1_439) }),
      fc.record({ minutesBefore: fc.integer({ min: 15, max: 43_200 }) }),
    );
    fc.assert(
      fc.property(
        fc.array(time, { maxLength: 5 }),
        fc
          .record({ from: fc.nat(1_439), to: fc.nat(1_439) })
          .filter(({ from, to }) => (to - from + 1_440) % 1_440 < 1_380),
        fc.constantFrom(...zones),
        fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }),
        (times, silence, timeZone, start) => {
          for (const { at, usefulUntil } of planReminders(times, { quiet: silence, timeZone }, start)) {
            expect(at < start && at <= usefulUntil && usefulUntil <= start).toBe(true);
            expect(isQuiet(at, silence, timeZone)).toBe(false);
            if (isQuiet(start, silence, timeZone))
              expect(isQuiet(quietEnds(start, silence, timeZone), silence, timeZone)).toBe(false);
          }
        },
      ),
    );
  });
});
