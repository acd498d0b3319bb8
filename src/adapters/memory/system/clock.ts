import type { Clock } from '../../../application/ports/system/clock.ts';

export type SettableClock = Clock & {
  /** Time passes; it never goes back. */
  advance(ms: number): void;
};

export function memoryClock(start = new Date('2026-03-02T12:00:00Z')): SettableClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    advance(ms) {
      now += Math.max(0, Math.ceil(ms));
    },
  };
}

/** Whether a lease, a pause or a due time lies in the past; an absent one counts as over. */
export const isOver = (until: Date | undefined, now: Date): boolean =>
  until === undefined || until.getTime() <= now.getTime();

export const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

export const earliest = (...dates: readonly (Date | undefined)[]): Date | undefined => pick(dates, Math.min);
export const latest = (...dates: readonly (Date | undefined)[]): Date | undefined => pick(dates, Math.max);

function pick(dates: readonly (Date | undefined)[], choose: (...ms: number[]) => number): Date | undefined {
  const known = dates.flatMap((date) => (date === undefined ? [] : [date.getTime()]));
  return known.length === 0 ? undefined : new Date(choose(...known));
}
