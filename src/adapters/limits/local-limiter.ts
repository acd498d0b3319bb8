import { LRUCache } from 'lru-cache';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { ReturnableLimiter } from '../../application/ports/access/request-limiter.ts';
import { pace } from '../../domain/messaging/pacing.ts';

const mostKeys = 50_000;

/** Rates of this process alone, in memory: for strangers, whose refusals must not cost a statement. */
export function localLimiter(clock: Clock): ReturnableLimiter {
  const nextFree = new LRUCache<string, Date>({ max: mostKeys });
  return {
    async admit(limits) {
      const now = clock.now();
      let waitMs = 0;
      for (const { key, rate } of limits) {
        const place = pace(rate, nextFree.get(key), now);
        if (place.go) nextFree.set(key, place.nextFree);
        else waitMs = Math.max(waitMs, place.notBefore.getTime() - now.getTime());
      }
      return waitMs === 0 ? undefined : waitMs;
    },
    giveBack(limits) {
      for (const { key, rate } of limits) {
        const taken = nextFree.get(key);
        if (taken !== undefined) nextFree.set(key, new Date(taken.getTime() - rate.intervalMs));
      }
    },
  };
}
