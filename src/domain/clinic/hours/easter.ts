import { daysBetween, localDate, type LocalDate } from '../local-time.ts';

const known = new Map<number, LocalDate>();

/** Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
function easterOf(year: number): LocalDate {
  const found = known.get(year);
  if (found !== undefined) return found;
  const a = year % 19;
  const b = Math.trunc(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.trunc(b / 4) - Math.trunc((b - Math.trunc((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.trunc(c / 4) - h - (c % 4)) % 7;
  const m = Math.trunc((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  const date = localDate(year, Math.trunc(sum / 31), (sum % 31) + 1);
  if (date === undefined) throw new RangeError(`There is no Easter in the year ${year}`);
  known.set(year, date);
  return date;
}

/** How a day that moves with Easter is written among other days: `easter-47`. */
export const easterKey = (offset: number): string => `easter${offset < 0 ? '' : '+'}${offset}`;

/** The days that lie near Easter move with it. */
export function easterKeyOf(date: LocalDate): string {
  return easterKey(daysBetween(easterOf(Number(date.slice(0, 4))), date));
}
