/** Whether a lease, a pause or a due time lies in the past; an absent one counts as over. */
export const isOver = (until: Date | undefined, now: Date): boolean =>
  until === undefined || until.getTime() <= now.getTime();

export const after = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/** Absent ones do not count. */
export const earliest = (...dates: readonly (Date | undefined)[]): Date | undefined => pick(dates, Math.min);
export const latest = (...dates: readonly (Date | undefined)[]): Date | undefined => pick(dates, Math.max);

function pick(dates: readonly (Date | undefined)[], choose: (...ms: number[]) => number): Date | undefined {
  const known = dates.flatMap((date) => (date === undefined ? [] : [date.getTime()]));
  return known.length === 0 ? undefined : new Date(choose(...known));
}
