import type { Column, Part } from '../layout.ts';

/** Shorter ones could hardly be hit. */
const leastMinutes = 15;

/** What of working hours nothing stands in, from a minute of the day on. */
export function freeParts(
  { working, busy, visits, isUnknown }: Pick<Column, 'working' | 'busy' | 'visits' | 'isUnknown'>,
  from: number,
): readonly Part[] {
  if (isUnknown) return [];
  const taken: readonly Part[] = [{ from: 0, to: from }, ...busy, ...visits];
  return taken
    .reduce<readonly Part[]>((free, part) => free.flatMap((one) => without(one, part)), working)
    .filter((part) => part.to - part.from >= leastMinutes);
}

const without = (part: Part, taken: Part): readonly Part[] =>
  taken.to <= part.from || taken.from >= part.to
    ? [part]
    : [
        { from: part.from, to: taken.from },
        { from: taken.to, to: part.to },
      ].filter(({ from, to }) => from < to);

/** Where visits usually begin. */
const stepMinutes = 15;

/** The time that was hit: the step before it, within what is free. */
export const timeAt = (minutes: number, { from }: Part): number =>
  Math.max(from, Math.floor(minutes / stepMinutes) * stepMinutes);
