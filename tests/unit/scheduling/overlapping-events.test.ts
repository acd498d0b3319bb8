import { describe, expect, it } from 'vitest';
import { stays } from '../../../src/domain/scheduling/calendar-sync/overlapping-events.ts';
import { slot } from '../../support/builders/an-appointment.ts';

const wish = { slot: slot('10:00', '10:30'), bufferMinutes: { before: 0, after: 10 } };
type Standing = Parameters<typeof stays>[2][number];
const event = (eventId: string, atSecond: number, more: Partial<Standing> = {}): Standing => ({
  eventId,
  slot: wish.slot,
  createdAt: new Date(60_000 + atSecond * 1_000),
  appointmentId: `appointment of ${eventId}`,
  ...more,
});
const verdict = (...others: Standing[]) =>
  stays({ eventId: 'm' }, wish, [...others, event('m', 0)], new Set(['old']));
const person = { appointmentId: undefined };

describe('an event that was written', () => {
  it.each<[string, string, Standing[]]>([
    ['stays alone', 'yes', []],
    ['stays beside what only touches it', 'yes', [event('z', -60, { slot: slot('10:40', '11:00') })]],
    ['goes for what lies in its buffer', 'no', [event('z', -60, { slot: slot('10:39', '11:00') })]],
    ['stays where its own old event goes', 'yes', [event('old', -60)]],
    ['goes for an older one, whatever its id', 'no', [event('z', -6)]],
    ['stays before a younger one, whatever its id', 'yes', [event('a', 6)]],
    ['goes at once for one of its age with a smaller id', 'no', [event('a', 5)]],
    ['looks again when one of its age with a greater id has to go', 'unclear', [event('z', -5)]],
    ['goes for a person of its age', 'no', [event('z', 5, person)]],
    ['stays before a person who came later', 'yes', [event('a', 6, person)]],
    ['goes when one of several makes it go', 'no', [event('z', 0), event('a', 0)]],
  ])('%s', (_, expected, others) => {
    expect(verdict(...others)).toBe(expected);
  });

  it('is looked for again while Google does not show it', () => {
    expect(stays({ eventId: 'm' }, wish, [], new Set())).toBe('not-shown');
    expect(stays({ eventId: 'm' }, wish, [event('z', 0)], new Set())).toBe('unclear');
  });

  it('of two that see each other at most one stays', () => {
    for (const apart of [-7, -6, -5, -1, 0, 1, 5, 6, 7]) {
      const both = [event('a', 0), event('b', apart)];
      const ends = both.map((own) => stays(own, wish, both, new Set()));
      expect([apart, ends.filter((end) => end === 'yes').length]).toEqual([
        apart,
        Math.abs(apart) > 5 ? 1 : 0,
      ]);
    }
  });
});
