/**
 * The parts of a whole in whole percentages that sum to 100, by the largest remainder; of the same remainder the larger
 * part comes first. Where there is nothing, every part is 0.
 *
 * @param counts whole and not negative
 */
export function percentages(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return counts.map(() => 0);
  const parts = counts.map((count, place) => ({
    ...{ place, count },
    whole: Math.floor((count * 100) / all),
    remainder: (count * 100) % all,
  }));
  const left = 100 - parts.reduce((sum, { whole }) => sum + whole, 0);
  const raised = new Set(
    parts
      .toSorted((a, b) => b.remainder - a.remainder || b.count - a.count)
      .slice(0, left)
      .map(({ place }) => place),
  );
  return parts.map(({ place, whole }) => whole + Number(raised.has(place)));
}
