const usualPatienceMs = 20_000;

const firstWaitMs = 10;
const longestWaitMs = 50;

/**
 * Looks again and again until it is so, less often the longer it takes: each look costs a processor that others need. Fails
 * by naming what never came.
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  patienceMs = usualPatienceMs,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  let waitMs = firstWaitMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    waitMs = Math.min(longestWaitMs, waitMs * 1.2);
  }
}
