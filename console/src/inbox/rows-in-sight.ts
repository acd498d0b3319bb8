/** Rows from the first to before the last. */
export type RowRange = { readonly from: number; readonly to: number };

/** Drawn above and below what is in sight, so that nothing is blank while one scrolls. */
const beyond = 8;

/** Where each row begins, in px, and at the end where the last one ends. */
export function startsOf(sizes: readonly number[]): readonly number[] {
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) ?? 0) + size);
  return starts;
}

/** How many rows end at or above a line. */
function rowsAbove(starts: readonly number[], line: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((starts[middle + 1] ?? Number.POSITIVE_INFINITY) <= line) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows that a frame of this height shows when it is scrolled to `top`, and some around them. */
export function rowsInSight(starts: readonly number[], top: number, height: number): RowRange {
  const count = starts.length - 1;
  const from = Math.max(0, rowsAbove(starts, top) - beyond);
  return { from, to: Math.min(count, rowsAbove(starts, top + height) + 1 + beyond) };
}
