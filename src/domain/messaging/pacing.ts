/** A rate with room for bursts: one per `intervalMs` on average, `burst` at once after a quiet time. */
export type Rate = { readonly intervalMs: number; readonly burst: number };

export type PacingPolicy = {
  /**
   * One message per patient every 6 s, some at once: Meta lends up to 45, we borrow less
   * (docs/vendors/meta.md#rate-limits).
   */
  readonly pair: Rate;
  /** 80 messages per second and business number (docs/vendors/meta.md#rate-limits). */
  readonly number: Rate;
};

export const defaultPacing: PacingPolicy = {
  pair: { intervalMs: 6_000, burst: 10 },
  number: { intervalMs: 12.5, burst: 80 },
};

/**
 * Generic cell rate algorithm. `nextFree` is the theoretical arrival time kept for the key.
 * Either the send may go now and the key's new time is returned, or the time to come back.
 */
export function pace(
  rate: Rate,
  nextFree: Date | undefined,
  now: Date,
): { readonly go: true; readonly nextFree: Date } | { readonly go: false; readonly notBefore: Date } {
  const start = Math.max(nextFree?.getTime() ?? 0, now.getTime());
  const tolerance = rate.intervalMs * (rate.burst - 1);
  const notBefore = start - tolerance;
  return notBefore <= now.getTime()
    ? { go: true, nextFree: new Date(start + rate.intervalMs) }
    : { go: false, notBefore: new Date(Math.ceil(notBefore)) };
}

/** A place in every rate or in none: the new times in the order of `places`, or the time to come back. */
export function paceAll(
  places: readonly { readonly rate: Rate; readonly nextFree: Date | undefined }[],
  now: Date,
):
  | { readonly go: true; readonly nextFree: readonly Date[] }
  | {
      readonly go: false;
      readonly notBefore: Date;
      /** Which of `places` have none. */
      readonly full: readonly number[];
    } {
  const paced = places.map(({ rate, nextFree }) => pace(rate, nextFree, now));
  const waits = paced.flatMap((place) => (place.go ? [] : [place.notBefore.getTime()]));
  const full = paced.flatMap(({ go }, at) => (go ? [] : [at]));
  if (waits.length > 0) return { go: false, notBefore: new Date(Math.max(...waits)), full };
  return { go: true, nextFree: paced.flatMap((place) => (place.go ? [place.nextFree] : [])) };
}

/** As many of `count` places as there are now, and when the next one is. */
export function takePlaces(
  rate: Rate,
  count: number,
  nextFree: Date | undefined,
  now: Date,
): { readonly granted: number; readonly nextFree: Date; readonly notBefore: Date } {
  let granted = 0;
  let free = nextFree ?? now;
  for (; granted < count; granted += 1) {
    const place = pace(rate, free, now);
    if (!place.go) break;
    free = place.nextFree;
  }
  return {
    granted,
    nextFree: free,
    notBefore: new Date(free.getTime() - rate.intervalMs * (rate.burst - 1)),
  };
}
