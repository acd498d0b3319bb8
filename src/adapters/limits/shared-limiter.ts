import { LRUCache } from 'lru-cache';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { RequestBudgets } from '../../application/ports/access/request-budgets.ts';
import type { RateLimit, RequestLimiter } from '../../application/ports/access/request-limiter.ts';

/** What this process has drawn for a key and not used yet. */
type Bucket = {
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

type Needs = { budgets: RequestBudgets; clock: Clock; onFailure: (error: unknown) => void };

/**
 * Rates that all processes share, at less than a statement per request: places are drawn from the common budget in
 * chunks, which double while a caller is busy, and a refusal is remembered until its end (docs/decisions/0063). While
 * the budget cannot be read everything passes: the work itself will meet the same database.
 */
export function sharedLimiter({ budgets, clock, onFailure }: Needs): RequestLimiter {
  const buckets = new LRUCache<string, Bucket>({ max: mostKeys });
  const bucketOf = (key: string): Bucket => {
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { left: 0, until: 0, refusedUntil: 0, chunk: 1, waiting: 0, drawing: undefined };
      buckets.set(key, bucket);
    }
    return bucket;
  };

  async function draw(
    limits: readonly (RateLimit & { readonly bucket: Bucket })[],
    now: Date,
  ): Promise<void> {
    const requests = limits.map(({ key, rate, bucket }) => {
      const wasUsedUp = bucket.until > now.getTime();
      const largest = Math.max(1, Math.floor(rate.burst / share));
      bucket.chunk = wasUsedUp ? Math.min(bucket.chunk * 2, largest) : 1;
      return { key, rate, count: Math.min(rate.burst, Math.max(bucket.chunk, bucket.waiting)) };
    });
    const grants = await budgets.take(requests, now);
    for (const { key, granted, notBefore } of grants) {
      const bucket = bucketOf(key);
      bucket.left = granted;
      bucket.until = now.getTime() + keptMs;
      bucket.refusedUntil = granted === 0 ? notBefore.getTime() : 0;
    }
  }

  return {
    async admit(limits) {
      const own = limits.map((limit) => ({ ...limit, bucket: bucketOf(limit.key) }));
      try {
        for (const { bucket } of own) bucket.waiting += 1;
        for (;;) {
          const now = clock.now();
          const refusedUntil = Math.max(0, ...own.map(({ bucket }) => bucket.refusedUntil));
          if (refusedUntil > now.getTime()) return refusedUntil - now.getTime();
          const empty = own.filter(({ bucket }) => bucket.left <= 0 || bucket.until <= now.getTime());
          if (empty.length === 0) {
            for (const { bucket } of own) bucket.left -= 1;
            return undefined;
          }
          const others = empty.flatMap(({ bucket }) => bucket.drawing ?? []);
          if (others.length > 0) await Promise.all(others);
          else await drawOnce(empty, now);
        }
      } catch (error) {
        onFailure(error);
        return undefined;
      } finally {
        for (const { bucket } of own) bucket.waiting -= 1;
      }
    },
  };

  async function drawOnce(
    empty: readonly (RateLimit & { readonly bucket: Bucket })[],
    now: Date,
  ): Promise<void> {
    const drawing = draw(empty, now).finally(() => {
      for (const { bucket } of empty) bucket.drawing = undefined;
    });
    for (const { bucket } of empty) bucket.drawing = drawing;
    await drawing;
  }
}
