import type { Clock } from '../../../application/ports/system/clock.ts';

export type SettableClock = Clock & {
  /** Time passes; it never goes back. */
  advance(ms: number): void;
};

export function memoryClock(start = new Date('2026-03-02T12:00:00Z')): SettableClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance(ms) {
      now += Math.max(0, Math.ceil(ms));
    },
  };
}
