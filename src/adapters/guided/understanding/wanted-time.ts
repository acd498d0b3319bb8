import { localDate, plusDays, weekdayOf, type LocalDate } from '../../../domain/clinic/local-time.ts';
import { isEverOpenAt, type OpeningHours } from '../../../domain/clinic/opening-hours.ts';
import type { Period, WantedTime } from '../../../domain/scheduling/wanted-time.ts';
import { isComing, lateHourIn, periodIn, weekdays, withoutRefusals, type Refused } from './time-phrases.ts';
import { given } from '../../../domain/given.ts';

const greetings = /\b(bom dia|boa tarde|boa noite)\b/g;

/** The day and time of day that a normalised text names, seen from `today`; `undefined` when it names neither. */
export function wantedTimeIn(normal: string, today: LocalDate, hours?: OpeningHours): WantedTime | undefined {
  const { left, refused } = withoutRefusals(normal.replace(greetings, ' '));
  const said = withHours(left, dayIn(left, today) !== undefined);
  const nextWeek = nextWeekIn(said, today);
  const named = dayIn(said, today);
  const day = (named !== undefined && isOnlyAfter.test(said) ? plusDays(named, 1) : named) ?? nextWeek;
  const told = clockIn(said, (minutes) => hours !== undefined && isEverOpenAt(hours, minutes));
  const minutes = told ?? lateHourIn(said);
  const period = minutes === undefined ? periodIn(said) : periodOf(minutes);
  const except = exceptOf(refused, today);
  if (day === undefined && period === undefined && except === undefined) return undefined;
  const orLater =
    day === nextWeek || /\b(depois d[eoa]|a partir d[eoa]|apos)\b(?! (amanha|almoco|trabalho))/.test(said);
  const clock = told !== undefined ? clockSense(said) : minutes === undefined ? undefined : 'after';
  return {
    ...given({ day }),
    ...(day !== undefined && orLater && { orLater: true }),
    ...given({ period, minutes, clock, except }),
  };
}

/** "Só depois do dia 20": not on it. */
const isOnlyAfter = /\bdepois d[eo] (dia )?\d/;

function exceptOf({ weekday, period }: Refused, today: LocalDate): WantedTime['except'] {
  if (weekday === undefined && period === undefined) return undefined;
  const day = weekday === undefined ? undefined : plusDays(today, (weekday - weekdayOf(today) + 7) % 7);
  return { ...given({ day, period }) };
}

const hours = 'zero uma duas tres quatro cinco seis sete oito nove dez onze doze'.split(' ');
const spoken = hours.slice(1).join('|');
const beforeHour = 'as|das|pelas|umas|depois das|antes das|ate as';
const afterHour = 'e meia|e trinta|e quinze|horas?|h|em ponto|da manha|da tarde|da noite';
const isHour = new RegExp(`\\b(${spoken})(?= (?:${afterHour})\\b)`, 'g');
const atHour = new RegExp(`\\b(${beforeHour}) (${spoken})\\b`, 'g');

/** Nothing but an hour was said: "pode ser às duas". Elsewhere "as duas" may be both of something. */
const onlyHour =
  /^(?:(?:eu|entao|ok|sim|esta bom|pode ser|pode|prefiro|melhor|seria|tem|que tal|so consigo|consigo|(?:quero|queria)? ?(?:marcar|agendar)|marca|agenda) )*as (?:duas|tres)(?: (?:entao|esta bom|pode ser|por favor|mesmo|esta otimo))*$/;

/** `15 para as 10`, but not `dia 15 para as 10`, `das 15 para as 10` or `3 12 para as 9`. */
const beforeFull = new RegExp(
  `(?<!\\b(?:dia|das|de|do|\\d{1,2}) )(?<!\\d)\\b(?:as )?(cinco|dez|quinze|vinte e cinco|vinte|5|10|15|20|25)(?: minutos)? para (?:as? |o )?(${spoken}|\\d{1,2})(?!\\d| (?:de|do)\\b)`,
  'g',
);
const minutesBefore = new Map([
  ['cinco', 5],
  ['dez', 10],
  ['quinze', 15],
  ['vinte', 20],
  ['vinte e cinco', 25],
]);

function beforeHourIs(whole: string, minutes: string, hour: string): string {
  const full = hours.includes(hour) ? hours.indexOf(hour) : Number(hour);
  const before = minutesBefore.get(minutes) ?? Number(minutes);
  return full < 1 || full > 23 ? whole : `as ${full === 1 ? 12 : full - 1}h${60 - before} `;
}

/**
 * Hours in words become digits, halves and quarters minutes: `as dez e meia` → `as 10h30`, `quinze para as dez` →
 * `as 9h45`.
 */
const withHours = (said: string, hasDay: boolean): string =>
  said
    .replace(/\bmeio dia\b/g, '12h')
    .replace(beforeFull, beforeHourIs)
    .replace(isHour, (word) => String(hours.indexOf(word)))
    .replace(atHour, (whole, before: string, word: string) =>
      hasDay || hours.indexOf(word) > 3 || onlyHour.test(said) ? `${before} ${hours.indexOf(word)}` : whole,
    )
    .replace(/\b(\d{1,2})(?: ?h(?:oras?)?)? e meia\b/g, '$1h30')
    .replace(/\b(\d{1,2})(?: ?h(?:oras?)?)? e trinta\b/g, '$1h30')
    .replace(/\b(\d{1,2})(?: ?h(?:oras?)?)? e quinze\b/g, '$1h15')
    .replace(/\b(\d{1,2}) ?h(?:oras?)? e (\d{2})\b/g, '$1h$2');

/** "Semana que vem" without a weekday: from its Monday on. */
function nextWeekIn(said: string, today: LocalDate): LocalDate | undefined {
  const isNamed = nextWeek.test(said) && dayIn(said, today) === undefined;
  return isNamed ? plusDays(today, (8 - weekdayOf(today)) % 7 || 7) : undefined;
}

const nextWeek = /\b(semana que vem|proxima semana|(na )?outra semana|semana seguinte)\b/;

export function dayIn(said: string, today: LocalDate): LocalDate | undefined {
  if (/\bdepois de amanha\b/.test(said)) return plusDays(today, 2);
  if (/\bamanha\b/.test(said)) return plusDays(today, 1);
  if (/\b(hoje|agora(?! (eu )?(quero|queria|preciso|sim|nao|vou|marca|pode)))\b/.test(said)) return today;
  return dateIn(said, today) ?? weekdayIn(said, today);
}

/** The next such weekday; the one after when "next week" is said. */
function weekdayIn(said: string, today: LocalDate): LocalDate | undefined {
  // "segunda via" and "terça parte" are no days
  const words = said.replace(/\bsegunda (via|vez|opiniao|dose)\b/g, ' ').split(' ');
  const weekday = weekdays.findIndex((names) => names.some((name) => words.includes(name)));
  if (weekday < 0) return undefined;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const daysToMonday = (8 - weekdayOf(today)) % 7 || 7;
  if (nextWeek.test(said)) return plusDays(today, daysToMonday + ((weekday + 6) % 7));
  // "próxima quarta", said on a Wednesday, is not today
  return plusDays(today, ahead === 0 && isComing(words) ? 7 : ahead);
}

const months =
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro'.split(' ');

/** `dia 12`, `12 de dezembro`, `12 12` (folded from 12/12): the next one to come. */
function dateIn(said: string, today: LocalDate): LocalDate | undefined {
  const named = new RegExp(`\\b(\\d{1,2}) (?:de )?(${months.join('|')})\\b`).exec(said);
  const slashed =
    /\b(?:dia )?(\d{1,2}) (0?[1-9]|1[0-2])(?: (\d{4}))?$/.exec(said) ??
    /\bdia (\d{1,2}) (0?[1-9]|1[0-2])\b/.exec(said);
  const bare = /\bdia (\d{1,2})\b/.exec(said);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const candidates = named
    ? [0, 1].map((later) => localDate(year + later, months.indexOf(named[2] ?? '') + 1, Number(named[1])))
    : slashed
      ? [0, 1].map((later) => localDate(year + later, Number(slashed[2]), Number(slashed[1])))
      : bare
        ? [0, 1, 2].map((later) =>
            localDate(year + (month + later > 12 ? 1 : 0), ((month + later - 1) % 12) + 1, Number(bare[1])),
          )
        : [];
  return candidates.find((date) => date !== undefined && date >= today);
}

/** Small hours are of the afternoon unless the morning is named: nobody visits a clinic at three at night. */
function clockIn(said: string, isOpen: (minutes: number) => boolean): number | undefined {
  const match =
    /\b(?:as|das|depois das|pelas|la pelas|umas) (\d{1,2})(?: ?h(?:oras?)?)?(?: ?(\d{2}))?\b/.exec(said) ??
    /\b(\d{1,2}) ?h(?:oras?)?(?: ?(\d{2}))?\b/.exec(said) ??
    /\b(\d{1,2})()(?= da (?:manha|tarde|noite)\b)/.exec(said);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  if (!match || hour > 23 || minute > 59) return undefined;
  const isAfternoon = hour < 12 && /\bda (tarde|noite)\b/.test(said);
  // "01:00" of a clinic that is open then is at night
  if (match[1]?.startsWith('0') === true && hour < 7 && isOpen(hour * 60 + minute)) return hour * 60 + minute;
  const isSmall = hour > 0 && hour < 7 && !/\b(manha|madrugada|cedo)\b/.test(said);
  return (isAfternoon || isSmall ? hour + 12 : hour) * 60 + minute;
}

function clockSense(said: string): WantedTime['clock'] {
  if (/\b(depois das?|a partir das?|apos as?)\b/.test(said)) return 'after';
  if (/\b(antes das?|ate as?)\b/.test(said)) return 'before';
  return /\b(umas|pelas|por volta|mais ou menos|entre)\b/.test(said) ? 'about' : undefined;
}

const periodOf = (minutes: number): Period =>
  minutes < 12 * 60 ? 'morning' : minutes < 18 * 60 ? 'afternoon' : 'evening';
