/** From `start` up to, but without, `end`. */
export type TimeSlot = { readonly start: Date; readonly end: Date };

export const overlaps = (a: TimeSlot, b: TimeSlot): boolean => a.start < b.end && b.start < a.end;

/** Sorted, without empty ones, with those that overlap or touch joined. */
export function merged(slots: readonly TimeSlot[]): readonly TimeSlot[] {
  const joined: { start: Date; end: Date }[] = [];
  const byStart = slots
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start.getTime() - b.start.getTime());
  for (const { start, end } of byStart) {
    const last = joined.at(-1);
    if (last === undefined || start > last.end) joined.push({ start, end });
    else if (end > last.end) last.end = end;
  }
  return joined;
}
