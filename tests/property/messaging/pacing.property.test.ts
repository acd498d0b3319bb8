import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { pace } from '../../../src/domain/messaging/pacing.ts';

const start = Date.parse('2026-03-02T12:00:00Z');
const rates = fc.record({
  intervalMs: fc.integer({ min: 1, max: 10_000 }),
  burst: fc.integer({ min: 1, max: 50 }),
});

/** When the sends of a queue go out, asking again whenever it was told to. */
function sendTimes(rate: { intervalMs: number; burst: number }, gaps: readonly number[]): readonly number[] {
  let nextFree: Date | undefined;
  let now = start;
  return gaps.map((gap) => {
    now += gap;
    for (;;) {
      const place = pace(rate, nextFree, new Date(now));
      if (place.go) {
        nextFree = place.nextFree;
        return now;
      }
      expect(place.notBefore.getTime()).toBeGreaterThan(now);
      now = place.notBefore.getTime();
    }
  });
}

it('no stretch of time sees more sends than its rate and one burst allow', () => {
  fc.assert(
    fc.property(rates, fc.array(fc.nat(20_000), { maxLength: 60 }), (rate, gaps) => {
      const times = sendTimes(rate, gaps);
      times.forEach((from, first) => {
        times.slice(first).forEach((to, n) => {
          expect(n + 1).toBeLessThanOrEqual(rate.burst + (to - from) / rate.intervalMs);
        });
      });
    }),
  );
});

it('after a quiet time a whole burst goes at once, and nothing waits longer than one interval per send', () => {
  fc.assert(
    fc.property(rates, fc.nat(20), (rate, extra) => {
      const times = sendTimes(
        rate,
        Array.from({ length: rate.burst + extra }, () => 0),
      );
      expect(times.slice(0, rate.burst)).toEqual(Array.from({ length: rate.burst }, () => start));
      expect(times.at(-1)).toBe(start + extra * rate.intervalMs);
    }),
  );
});
