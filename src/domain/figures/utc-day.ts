import type { LocalDate } from '../clinic/local-time.ts';

const dayMs = 86_400_000;

/** The day of UTC, so many days on; the same for every clinic and process. */
export const utcDay = (now: Date, daysOn = 0): LocalDate =>
  new Date(now.getTime() + daysOn * dayMs).toISOString().slice(0, 10) as LocalDate;
