import type { Column, Part } from '../layout.ts';

/** Where visits usually begin; what is shorter could hardly be hit. */
const stepMinutes = 15;

/** What of working hours nothing stands in, from the first step at or after a minute of the day. */
export function freeParts(
  { working, busy, visits, isUnknown }: Pick<Column, 'working' | 'busy' | 'visits' | 'isUnknown'>,
  from: number,
): readonly Part[] {
  if (isUnknown) return [];
  const past = { from: 0, to: Math.ceil(from / stepMinutes) * stepMinutes };
  const taken: readonly Part[] = [past, ...busy, ...visits];
  return taken
    .reduce<readonly Part[]>((free, part) => free.flatMap((one) => without(one, part)), working)
    .filter((part) => part.to - part.from >= stepMinutes);
}

const without = (part: Part, taken: Part): readonly Part[] =>
  taken.to <= part.from || taken.from >= part.to
    ? [part]
    : [
        { from: part.from, to: taken.from },
        { from: taken.to, to: part.to },
      ].filter(({ from, to }) => from < to);

/** The time that was hit: the step before it, within what is free. */
export const timeAt = (minutes: number, { from }: Part): number =>
  Math.max(from, Math.floor(minutes / stepMinutes) * stepMinutes);
