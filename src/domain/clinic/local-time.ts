/** A day of the calendar, e.g. `2026-11-24`. */
export type LocalDate = string & { readonly brand: 'LocalDate' };

export type LocalTime = { readonly date: LocalDate; readonly minutes: number };

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Building a formatter costs about as much as a whole answer.
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the clocks of the zone show. @throws RangeError for an unknown zone */
export function localTime(timeZone: string, instant: Date): LocalTime {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}` as LocalDate,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatFor(timeZone);
    return true;
  } catch {
    return false;
  }
}

const utcOf = (date: LocalDate) => Date.parse(`${date}T00:00:00Z`);

/** Calendar arithmetic: days of 23 or 25 hours count as one. */
export const plusDays = (date: LocalDate, days: number): LocalDate =>
  new Date(utcOf(date) + days * dayMs).toISOString().slice(0, 10) as LocalDate;

export const daysBetween = (from: LocalDate, to: LocalDate): number => (utcOf(to) - utcOf(from)) / dayMs;

/** 0 is Sunday. */
export const weekdayOf = (date: LocalDate): number => new Date(utcOf(date)).getUTCDay();

/** A date that the calendar has, or `undefined`: there is no 31 February. */
export function localDate(year: number, month: number, day: number): LocalDate | undefined {
  if (year < 1900 || year > 2999) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? (date.toISOString().slice(0, 10) as LocalDate) : undefined;
}
