/** A day of the calendar, e.g. `2026-11-24`. */
export type LocalDate = string & { readonly brand: 'LocalDate' };

export type LocalTime = { readonly date: LocalDate; readonly minutes: number };

const minuteMs = 60_000;
const dayMs = 86_400_000;
const minutesPerDay = 1_440;
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
  // "2026-11-24, 15:00"
  const shown = formatFor(timeZone).format(instant);
  return {
    date: shown.slice(0, 10) as LocalDate,
    minutes: Number(shown.slice(12, 14)) * 60 + Number(shown.slice(15, 17)),
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

/** Counts the minutes of the clocks: as if every day had 24 hours. */
export const localMinute = ({ date, minutes }: LocalTime): number => utcOf(date) / minuteMs + minutes;

/**
 * When the clocks show a local minute, in ms: `earliest` and `latest` differ where the clocks are set back and show it
 * twice. A minute that they skip counts as the moment of the skip.
 */
export type ZoneClock = (localMinute: number) => { readonly earliest: number; readonly latest: number };

/** A clock for many questions: it looks the zone up once per day. @throws RangeError for an unknown zone */
export function zoneClock(timeZone: string): ZoneClock {
  const offsets = new Map<number, number>();
  const offsetOn = (utcDay: number) => {
    let offset = offsets.get(utcDay);
    if (offset === undefined) offsets.set(utcDay, (offset = offsetAt(timeZone, utcDay * minutesPerDay)));
    return offset;
  };
  return (local) => {
    const day = Math.floor(local / minutesPerDay);
    // Zones lie between -12 and +14 hours: the moment is between these two midnights.
    const [before, after] = [offsetOn(day - 1), offsetOn(day + 2)];
    if (before !== after) return nearChange(timeZone, local, before, after);
    const moment = (local - before) * minuteMs;
    return { earliest: moment, latest: moment };
  };
}

/** Minutes by which the clocks of the zone are ahead of UTC, at a moment in minutes. */
function offsetAt(timeZone: string, utcMinute: number): number {
  return localMinute(localTime(timeZone, new Date(utcMinute * minuteMs))) - utcMinute;
}

function nearChange(timeZone: string, local: number, before: number, after: number): ReturnType<ZoneClock> {
  const moments = [local - before, local - after]
    .filter((moment) => moment + offsetAt(timeZone, moment) === local)
    .sort((a, b) => a - b);
  const [earliest = skipBetween(timeZone, local - after, local - before, after), latest = earliest] = moments;
  return { earliest: earliest * minuteMs, latest: latest * minuteMs };
}

/** The first minute after `low`, at most `high`, that has the new offset. */
function skipBetween(timeZone: string, low: number, high: number, offset: number): number {
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(timeZone, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}
