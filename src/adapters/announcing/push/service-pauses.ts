import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../application/ports/system/clock.ts';

const failuresBefore = 3;
const baseMs = 5_000;
const capMs = 60_000;
const mostServices = 100;

/**
 * A push service that fails again and again is left alone for a while, so that its browsers do not keep the hands from
 * those of others.
 */
export function servicePauses(clock: Clock) {
  const known = new LRUCache<string, { readonly failures: number; readonly until: number }>({
    max: mostServices,
  });
  return {
    /** How long nothing is sent there, ms; 0: it may be tried. */
    leftMs(origin: string): number {
      const left = (known.get(origin)?.until ?? 0) - clock.now().getTime();
      // a clock that was set back prolongs nothing
      return left > capMs ? 0 : Math.max(0, left);
    },
    /** `isAnswer`: it works, whatever it said of this message. */
    note(origin: string, isAnswer: boolean): void {
      if (isAnswer) {
        known.delete(origin);
        return;
      }
      const failures = (known.get(origin)?.failures ?? 0) + 1;
      const pauseMs =
        failures < failuresBefore ? 0 : Math.min(capMs, baseMs * 2 ** (failures - failuresBefore));
      known.set(origin, { failures, until: clock.now().getTime() + pauseMs });
    },
  };
}
