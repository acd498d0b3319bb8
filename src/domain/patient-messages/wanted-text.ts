import { given } from '../given.ts';
import { localDate, type LocalDate } from '../clinic/local-time.ts';
import type { Period, WantedTime } from '../scheduling/wanted-time.ts';

const periods: readonly string[] = ['morning', 'afternoon', 'evening', 'any'] satisfies readonly Period[];
const signs = { about: '~', after: '>', before: '<' } as const;
const meant = { '~': 'about', '>': 'after', '<': 'before' } as const;

/**
 * A time that was asked for, as a part of an id, without colons: `2026-12-03.1430`, `2026-12-03+.morning`, `.>1400`.
 * What does not suit is left out.
 */
export function wantedText({ day = '' as LocalDate, orLater, period, minutes, clock }: WantedTime): string {
  const at =
    minutes === undefined
      ? (period ?? '')
      : `${clock === undefined ? '' : signs[clock]}${two(Math.trunc(minutes / 60))}${two(minutes % 60)}`;
  return `${day}${orLater === true ? '+' : ''}.${at}`;
}

/** `undefined` for what no clock and no calendar shows. */
export function readWanted(text: string): WantedTime | undefined {
  const found = /^(?:(\d{4})-(\d\d)-(\d\d))?(\+?)\.(?:([a-z]+)|([~<>]?)([01]\d|2[0-3])([0-5]\d))?$/.exec(
    text,
  );
  if (found === null) return undefined;
  const [, year, month, dayOfMonth, later, period, sign, hour, minute] = found;
  const day = year === undefined ? undefined : localDate(Number(year), Number(month), Number(dayOfMonth));
  if ((year !== undefined && day === undefined) || (period !== undefined && !periods.includes(period)))
    return undefined;
  if (later === '+' && day === undefined) return undefined;
  const clock = sign === undefined || sign === '' ? undefined : meant[sign as keyof typeof meant];
  return {
    ...given({ day, period: period as Period | undefined, clock }),
    ...(later === '+' && { orLater: true }),
    ...(hour !== undefined && { minutes: Number(hour) * 60 + Number(minute) }),
  };
}

const two = (count: number): string => String(count).padStart(2, '0');
