const usualPatienceMs = 20_000;
/** What comes soon is seen soon; who waits for seconds asks twenty times in one, and leaves the processor to what they wait for. */
const nextLookMs = (waitedMs: number) => Math.min(50, 5 + waitedMs / 10);

/** Looks again and again until it is so. Fails by naming what never came. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  patienceMs = usualPatienceMs,
): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > patienceMs) throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, nextLookMs(waitedMs)));
  }
}
