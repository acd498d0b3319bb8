import { daysBetween, plusDays } from '../../../clinic/local-time.ts';
import { said } from './amounts.ts';
import { isOn, type DayReference } from '../reading/day-references.ts';
import type { Finding } from '../finding.ts';
import { isQuoted } from './quoted.ts';
import type { Statement } from '../reading/statements.ts';
import type { World } from '../reading/world.ts';

/** Weekday and date must be the same day; a date alone must be one that something is known of. */
export const dayFindings = (statement: Statement, world: World): readonly Finding[] =>
  statement.days
    .filter(
      (day) =>
        !isQuoted(day, statement, world) && !(isKnown(day, world) && isOfHoliday(day, statement, world)),
    )
    .map((day) => ({ kind: 'day', why: day.agrees ? 'unknown' : 'other-subject', said: said(day, world) }));

/** A holiday that is called by its name has its own date. */
function isOfHoliday({ date }: DayReference, { sentence }: Statement, { read }: World): boolean {
  const holiday = read.holidays.find(({ name }) => sentence.flat.includes(name));
  return holiday === undefined || date === undefined || holiday.date === date;
}

function isKnown(day: DayReference, { visits, echo, facts: { context }, read }: World): boolean {
  if (!day.agrees) return false;
  const { date } = day;
  if (date === undefined) return true;
  const ahead = daysBetween(read.today, date);
  const { horizonDays } = context.booking;
  if (visits.some((visit) => visit.date === date)) return true;
  if (echo.days.some((one) => one.date !== undefined && isOn(one, date))) return true;
  if (context.openingHours.holidays.some((one) => one.date === date || one.date === date.slice(5)))
    return true;
  if (date === plusDays(read.today, horizonDays) || Math.abs(ahead) <= 1) return true;
  // the weekday beside it says that the date is meant
  return !day.isBareDate && ahead >= 0 && ahead <= horizonDays + 31;
}
