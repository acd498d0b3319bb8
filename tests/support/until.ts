const usualPatienceMs = 20_000;

/** Looks again and again until it is so. Fails by naming what never came. */
export async function until(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  patienceMs = usualPatienceMs,
): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`waited ${patienceMs / 1000} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
