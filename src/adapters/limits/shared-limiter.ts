import { LRUCache } from 'lru-cache';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { RequestBudgets } from '../../application/ports/access/request-budgets.ts';
import type { Place, RequestLimiter } from '../../application/ports/access/request-limiter.ts';

/** What this process has drawn for a key and not used yet. */
type Purse = {
  left: number;
  /** What is not used by then is lost, so that places drawn long ago do not add up to a burst. */
  until: number;
  refusedUntil: number;
  chunk: number;
  waiting: number;
  drawing: Promise<void> | undefined;
};

const keptMs = 2_000;
const mostKeys = 50_000;
/** A single process draws at most this share of a burst at once. */
const share = 4;

type Needs = { budgets: RequestBudgets; clock: Clock; onTrouble: (error: unknown) => void };

/**
 * Rates that all processes share, at less than a statement per request: places are drawn from the common budget in
 * chunks, which double while a caller is busy, and a refusal is remembered until its end (docs/decisions/0063). While
 * the budget cannot be read everything passes: the work itself will meet the same database.
 */
export function sharedLimiter({ budgets, clock, onTrouble }: Needs): RequestLimiter {
  const purses = new LRUCache<string, Purse>({ max: mostKeys });
  const purseOf = (key: string): Purse => {
    let purse = purses.get(key);
    if (purse === undefined) {
      purse = { left: 0, until: 0, refusedUntil: 0, chunk: 1, waiting: 0, drawing: undefined };
      purses.set(key, purse);
    }
    return purse;
  };

  async function draw(places: readonly (Place & { readonly purse: Purse })[], now: Date): Promise<void> {
    const wishes = places.map(({ key, rate, purse }) => {
      const wasUsedUp = purse.until > now.getTime();
      const largest = Math.max(1, Math.floor(rate.burst / share));
      purse.chunk = wasUsedUp ? Math.min(purse.chunk * 2, largest) : 1;
      return { key, rate, count: Math.min(rate.burst, Math.max(purse.chunk, purse.waiting)) };
    });
    const grants = await budgets.take(wishes, now);
    for (const { key, granted, notBefore } of grants) {
      const purse = purseOf(key);
      purse.left = granted;
      purse.until = now.getTime() + keptMs;
      purse.refusedUntil = granted === 0 ? notBefore.getTime() : 0;
    }
  }

  return {
    async admit(places) {
      const own = places.map((place) => ({ ...place, purse: purseOf(place.key) }));
      try {
        for (const { purse } of own) purse.waiting += 1;
        for (;;) {
          const now = clock.now();
          const refusedUntil = Math.max(0, ...own.map(({ purse }) => purse.refusedUntil));
          if (refusedUntil > now.getTime()) return refusedUntil - now.getTime();
          const empty = own.filter(({ purse }) => purse.left <= 0 || purse.until <= now.getTime());
          if (empty.length === 0) {
            for (const { purse } of own) purse.left -= 1;
            return undefined;
          }
          const others = empty.flatMap(({ purse }) => purse.drawing ?? []);
          if (others.length > 0) await Promise.all(others);
          else await drawOnce(empty, now);
        }
      } catch (error) {
        onTrouble(error);
        return undefined;
      } finally {
        for (const { purse } of own) purse.waiting -= 1;
      }
    },
  };

  async function drawOnce(empty: readonly (Place & { readonly purse: Purse })[], now: Date): Promise<void> {
    const drawing = draw(empty, now).finally(() => {
      for (const { purse } of empty) purse.drawing = undefined;
    });
    for (const { purse } of empty) purse.drawing = drawing;
    await drawing;
  }
}
