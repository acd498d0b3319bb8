import { timeOfDay } from '../../clinic/document/written-time.ts';
import type { LiteralRule } from './literal-rule.ts';
import type { LiteralValue } from './literal.ts';
import { numberOf, numberWords } from './number-words.ts';

const hourWords =
  'uma|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze|quinze|dezesseis|dezessete|dezoito|dezenove|vinte e uma|vinte e duas|vinte e tres|vinte';
const partOfDay = '(?: ?da (?<part>manha|tarde|noite|madrugada))?(?![a-z])';
/** What stands before an hour that has no sign of its own. */
const before = String.raw`(?<=(?:^|[^a-z])(?:as|das|pelas|pras|umas|aquelas) )`;
const hour = String.raw`(?<hour>[01]?\d|2[0-4])`;
/** Between an hour and its minutes, and behind these: not the day of a date. */
const sign = ' ?(?:h|hs|hrs|horas?)(?: ?e)? ?';
const minutesEnd = String.raw`(?: ?min(?:utos)?)?(?!\d|:\d|[/a-z])`;
/** 24 hours and some minutes are not: that is how long something takes. */
const onClock = String.raw`(?!24${sign}(?!00)[0-5]\d${minutesEnd})`;
/** `8 às 18h`, `14 às 16`, `8-12h`: the first of two takes its sign from the second. */
const ofRange = String.raw`(?= ?(?:as|ate as|ate|a|e|-|–) ?(?:[01]?\d|2[0-4])(?: ?h(?![a-z])|h\d\d|:\d\d)|  ?as (?:[01]?\d|2[0-4])(?![\d/]))`;

/** Hours of the clock: `08h`, `8h30`, `08:30`, `às oito e meia`, `meio-dia`, `15 para as 10`, `3 da tarde`. */
export const clockRules: readonly LiteralRule[] = [
  { pattern: 'meio[ -]dia(?<half> e meia)?(?![a-z])', read: ({ half }) => exact(half ? 750 : 720) },
  { pattern: 'meia[ -]noite(?![a-z])', read: () => exact(0) },
  {
    pattern: `(?<minutes>cinco|dez|quinze|vinte e cinco|vinte|5|10|15|20|25)(?: minutos)? (?:para|pra|pras) (?:as? |o )?(?<hour>${hourWords}|[01]?\\d|2[0-3])(?: ?h(?:oras?)?)?${partOfDay}`,
    read: ({ minutes = '', hour: full = '', part }) => spoken(valueOf(full) * 60 - valueOf(minutes), part),
  },
  {
    // not the `8:30` of 18:301, nor a score
    pattern: String.raw`${hour}:(?<minutes>[0-5]\d)(?::[0-5]\d)?(?: ?h(?:oras|rs|s)?(?![a-z])| ?min(?![a-z]))?(?!\d|:\d)${partOfDay}`,
    read: ({ hour: full = '', minutes = '', part }) =>
      part === undefined ? written(full, minutes) : spoken(minutesOf(full, minutes), part),
  },
  {
    pattern: String.raw`${onClock}${hour}${sign}(?<minutes>[0-5]\d)${minutesEnd}${partOfDay}`,
    read: ({ hour: full = '', minutes = '', part }) => ofHour(full, minutes, part),
  },
  {
    pattern: `${hour} ?(?:h|hs|hrs|horas?)? e meia(?![a-z])${partOfDay}`,
    read: ({ hour: full = '', part }) => ofHour(full, '30', part),
  },
  {
    pattern: `${onClock}${hour} ?(?:h|hs|hrs)(?![a-z\\d])${partOfDay}`,
    read: ({ hour: full = '', part }) => ofHour(full, '00', part),
  },
  {
    pattern: `${before}${hour}(?: horas?)?(?: em ponto)?(?!\\d|[/%.,]\\d|x|[a-z])${partOfDay}`,
    read: ({ hour: full = '', part }) => ofHour(full, '00', part),
  },
  {
    pattern: `${hour}(?: horas?)? da (?<part>manha|tarde|noite|madrugada)(?![a-z])`,
    read: ({ hour: full = '', part }) => spoken(valueOf(full) * 60, part),
  },
  { pattern: `${hour}${ofRange}`, read: ({ hour: full = '' }) => ofHour(full, '00', undefined) },
  {
    pattern: `${before}(?<hour>${hourWords})(?: horas?)?(?: e (?<minutes>meia|${numberWords}))?(?: em ponto)?${partOfDay}(?! (?!h|,|e |d[aeo]s? |para |pra |com |na |no |em |ou |ate |as |ao )[a-z])`,
    read: ({ hour: full = '', minutes, part }) => spoken(valueOf(full) * 60 + minutesIn(minutes), part),
  },
  {
    pattern: `(?<hour>${hourWords})(?: horas?)?(?: e (?<minutes>meia|${numberWords}))? da (?<part>manha|tarde|noite|madrugada)(?![a-z])`,
    read: ({ hour: full = '', minutes, part }) => spoken(valueOf(full) * 60 + minutesIn(minutes), part),
  },
];

const valueOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : (numberOf(text) ?? NaN));
const minutesIn = (text: string | undefined): number =>
  text === undefined ? 0 : text === 'meia' ? 30 : (numberOf(text) ?? NaN);
const minutesOf = (hours: string, minutes: string): number =>
  timeOfDay(`${hours}:${minutes.padStart(2, '0')}`) ?? NaN;

const exact = (minutes: number): LiteralValue => ({ kind: 'clock', minutes, spoken: false });

function spoken(minutes: number, part: string | undefined): LiteralValue {
  const isLate = (part === 'tarde' || part === 'noite') && minutes < 720;
  return {
    kind: 'clock',
    minutes: isLate ? minutes + 720 : minutes,
    spoken: part === undefined,
  };
}

/** As on a clock; `24:00` is the end of the day. */
const written = (hours: string, minutes: string): LiteralValue => exact(minutesOf(hours, minutes) % 1_440);

/** With a leading zero, or beyond noon, it is an hour of the clock and nothing else. */
function ofHour(hours: string, minutes: string, part: string | undefined): LiteralValue {
  const value = minutesOf(hours, minutes) % 1_440;
  if (part !== undefined) return spoken(value, part);
  return { kind: 'clock', minutes: value, spoken: !hours.startsWith('0') && value < 780 };
}
