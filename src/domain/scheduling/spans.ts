import type { TimeSlot } from './time-slot.ts';

/** `[from, to)` on any line of numbers: moments in ms, or minutes of a clock. For sums over thousands of slots. */
export type Span = readonly [from: number, to: number];

export const spanOf = ({ start, end }: TimeSlot): Span => [start.getTime(), end.getTime()];

/** Sorted, without empty ones, with those that overlap or touch joined. */
export const union = (spans: readonly Span[]): readonly Span[] => joined(spans, (from, to) => from <= to);

/** As `union`, but those that only touch stay apart. */
export const withoutOverlaps = (spans: readonly Span[]): readonly Span[] =>
  joined(spans, (from, to) => from < to);

function joined(spans: readonly Span[], belongs: (from: number, to: number) => boolean): readonly Span[] {
  const result: [number, number][] = [];
  for (const [from, to] of spans.filter((span) => span[0] < span[1]).sort((a, b) => a[0] - b[0])) {
    const last = result.at(-1);
    if (last === undefined || !belongs(from, last[1])) result.push([from, to]);
    else if (to > last[1]) last[1] = to;
  }
  return result;
}

/** The parts that two sorted lines without overlaps have in common, sorted. */
export function intersection(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const common: Span[] = [];
  let first = 0;
  for (const [from, to] of some) {
    while ((others[first]?.[1] ?? Infinity) <= from) first += 1;
    for (let index = first; (others[index]?.[0] ?? Infinity) < to; index += 1) {
      const [otherFrom, otherTo] = others[index] as Span;
      common.push([Math.max(from, otherFrom), Math.min(to, otherTo)]);
    }
  }
  return common;
}

/** What is left of `spans` without `hole`. */
export const without = (spans: readonly Span[], [from, to]: Span): readonly Span[] =>
  spans.flatMap(([start, end]): readonly Span[] =>
    end <= from || start >= to
      ? [[start, end]]
      : [[start, Math.min(end, from)] as const, [Math.max(start, to), end] as const].filter(
          ([a, b]) => a < b,
        ),
  );
