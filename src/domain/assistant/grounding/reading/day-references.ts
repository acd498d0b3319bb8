import { daysBetween, localDate, plusDays, weekdayOf, type LocalDate } from '../../../clinic/local-time.ts';
import type { Literal } from '../../../language/literals/literal.ts';
import { ofKind, type TextSpan } from './sentences.ts';

/** A day that a text names: a date, or days of the week. */
export type DayReference = TextSpan & {
  readonly date?: LocalDate;
  /** 0 is Sunday. */
  readonly weekdays?: readonly number[];
  /** Whether weekday and date that stand together are the same day, and exist. */
  readonly agrees: boolean;
  /** Nothing but a number of a day tells it. */
  readonly isBareDate: boolean;
};

type DayLiteral = Extract<Literal, { kind: 'date' | 'weekday' | 'relative-day' }>;

const between = /^[\s,()*_–-]{0,5}(?:dia )?$/;

/** `quinta-feira (03/12)` and `amanhã (quarta-feira)` are one day each. */
export function dayReferences(
  literals: readonly Literal[],
  flat: string,
  today: LocalDate,
): readonly DayReference[] {
  const found: DayReference[] = [];
  let group: DayLiteral[] = [];
  const close = () => {
    if (group.length > 0) found.push(referenceOf(group, today));
    group = [];
  };
  for (const literal of ofKind(literals, 'date', 'weekday', 'relative-day')) {
    const last = group.at(-1);
    const isSame =
      last !== undefined &&
      !group.some(({ kind }) => kind === literal.kind) &&
      between.test(flat.slice(last.end, literal.at));
    if (!isSame) close();
    group.push(literal);
  }
  close();
  return found;
}

function referenceOf(group: readonly DayLiteral[], today: LocalDate): DayReference {
  const [first, last] = [group[0] as DayLiteral, group.at(-1) as DayLiteral];
  const span = { at: first.at, end: last.end };
  const weekdays = group.flatMap((one) => (one.kind === 'weekday' ? one.days : []));
  const dates = group.flatMap((one) => (one.kind === 'weekday' ? [] : [dateOf(one, weekdays, today)]));
  const [date, ...others] = dates;
  if (dates.length === 0) return { ...span, weekdays, agrees: true, isBareDate: false };
  if (date === undefined) return { ...span, agrees: false, isBareDate: false };
  const isOne = others.every((other) => other === date);
  const isNamed = weekdays.length === 0 || weekdays.includes(weekdayOf(date));
  const isBareDate = weekdays.length === 0 && group.every(({ kind }) => kind === 'date');
  return { ...span, date, agrees: isOne && isNamed, isBareDate };
}

/** Without a year the nearest one on which the weekday is right, without a month the next one. */
function dateOf(
  literal: Extract<DayLiteral, { kind: 'date' | 'relative-day' }>,
  weekdays: readonly number[],
  today: LocalDate,
) {
  if (literal.kind === 'relative-day') return plusDays(today, literal.ahead);
  const { day, month, year } = literal;
  const [thisYear, thisMonth] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  if (year !== undefined) return month === undefined ? undefined : localDate(year, month, day);
  const candidates =
    month === undefined
      ? [0, 1, 2].map((later) =>
          localDate(thisYear + (thisMonth + later > 12 ? 1 : 0), ((thisMonth + later - 1) % 12) + 1, day),
        )
      : [0, 1, -1].map((later) => localDate(thisYear + later, month, day));
  const real = candidates.filter((date) => date !== undefined);
  if (month === undefined) return real.find((date) => date >= today);
  const near = real.toSorted((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)));
  return near.find((date) => weekdays.includes(weekdayOf(date))) ?? near[0];
}

/** Whether a day may be meant by a reference. */
export const isOn = ({ date, weekdays }: DayReference, day: LocalDate): boolean =>
  date === undefined ? (weekdays ?? []).includes(weekdayOf(day)) : date === day;
