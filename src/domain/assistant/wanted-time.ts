import { localDate, plusDays, weekdayOf, type LocalDate } from '../clinic/local-time.ts';
import type { Period, WantedTime } from './booking-wish.ts';

const weekdays = ['domingo', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado'];
const greetings = /\b(bom dia|boa tarde|boa noite)\b/g;

/** The day and time of day that a normalised text names, seen from `today`; `undefined` when it names neither. */
export function wantedTimeIn(normal: string, today: LocalDate): WantedTime | undefined {
  const said = normal.replace(greetings, ' ');
  const nextWeek = nextWeekIn(said, today);
  const day = dayIn(said, today) ?? nextWeek;
  const minutes = clockIn(said);
  const period = minutes === undefined ? periodIn(said) : periodOf(minutes);
  if (day === undefined && period === undefined) return undefined;
  const orLater = day === nextWeek || /\b(depois d[eoa]|a partir d[eoa]|apos)\b(?! amanha)/.test(said);
  const clock = minutes === undefined ? undefined : clockSense(said);
  return {
    ...(day !== undefined && { day }),
    ...(day !== undefined && orLater && { orLater: true }),
    ...(period !== undefined && { period }),
    ...(minutes !== undefined && { minutes }),
    ...(clock !== undefined && { clock }),
  };
}

/** "Semana que vem" without a weekday: from its Monday on. */
function nextWeekIn(said: string, today: LocalDate): LocalDate | undefined {
  const isNamed = nextWeek.test(said) && dayIn(said, today) === undefined;
  return isNamed ? plusDays(today, (8 - weekdayOf(today)) % 7 || 7) : undefined;
}

const nextWeek = /\b(semana que vem|proxima semana)\b/;

export function dayIn(said: string, today: LocalDate): LocalDate | undefined {
  if (/\bdepois de amanha\b/.test(said)) return plusDays(today, 2);
  if (/\bamanha\b/.test(said)) return plusDays(today, 1);
  if (/\b(hoje|agora)\b/.test(said)) return today;
  return dateIn(said, today) ?? weekdayIn(said, today);
}

/** The next such weekday; the one after when "next week" is said. */
function weekdayIn(said: string, today: LocalDate): LocalDate | undefined {
  // "segunda via" and "terça parte" are no days
  const words = said.replace(/\bsegunda (via|vez|opiniao|dose)\b/g, ' ').split(' ');
  const weekday = weekdays.findIndex((name) => words.includes(name) || words.includes(`${name}s`));
  if (weekday < 0) return undefined;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  const daysToMonday = (8 - weekdayOf(today)) % 7 || 7;
  return plusDays(today, nextWeek.test(said) ? daysToMonday + ((weekday + 6) % 7) : ahead);
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
function clockIn(said: string): number | undefined {
  if (/\bmeio dia\b/.test(said)) return 12 * 60;
  const match =
    /\b(?:as|das|depois das|pelas|la pelas|umas) (\d{1,2})(?: ?h(?:oras?)?)?(?: ?(\d{2}))?\b/.exec(said) ??
    /\b(\d{1,2}) ?h(?:oras?)?(?: ?(\d{2}))?\b/.exec(said) ??
    /\b(\d{1,2})()(?= da (?:manha|tarde|noite)\b)/.exec(said);
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)];
  if (!match || hour > 23 || minute > 59) return undefined;
  const isAfternoon = hour < 12 && /\bda (tarde|noite)\b/.test(said);
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

function periodIn(said: string): Period | undefined {
  if (
    /\bqualquer (dia|horario|hora|periodo|um|data)\b|\btanto faz\b|\bo mais (cedo|rapido|breve)|\bquando (tiver|puder|der)\b|\bprimeir[oa] (vaga|horario|disponivel)/.test(
      said,
    )
  ) {
    return 'any';
  }
  if (/\b(manha|cedo|antes do almoco)\b/.test(said)) return 'morning';
  if (/\b(tarde|depois do almoco)\b/.test(said)) return 'afternoon';
  return /\b(noite|fim do dia|depois do trabalho|final da tarde)\b/.test(said) ? 'evening' : undefined;
}
