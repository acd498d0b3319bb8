/** Requests a second in the long run, and how many may come at once after a quiet time. */
const perSecond = 1.8;
const atOnce = 8;

/** Tells after so many requests how many ms to rest before the next ones. */
export function pace(now = () => performance.now()): (requests: number) => number {
  let credit = atOnce;
  let at = now();
  return (requests) => {
    const before = at;
    at = now();
    credit = Math.min(atOnce, credit + ((at - before) / 1_000) * perSecond) - requests;
    return credit >= 1 ? 0 : ((1 - credit) / perSecond) * 1_000;
  };
}
