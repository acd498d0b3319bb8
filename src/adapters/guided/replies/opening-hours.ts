import type { LocalDate } from '../../../domain/clinic/local-time.ts';
import type { OpenInterval } from '../../../domain/clinic/hours/open-interval.ts';
import { comingHolidays, holidayOn, intervalsOn } from '../../../domain/clinic/opening-hours.ts';
import { nextSteps, teamOnly } from './menu.ts';
import { normalised, wordsOf } from '../../../domain/language/normalise-text.ts';
import { phraseFinder } from '../../../domain/language/phrase.ts';
import {
  atClock,
  bullets,
  dayMonth,
  dayPhrase,
  intervalsPhrase,
  lines,
  openingPhrase,
  paragraphs,
  sentence,
  upperFirst,
  weekdayNames,
} from '../../../domain/language/phrasing.ts';
import type { Reply, Situation } from '../reply.ts';
import { given } from '../../../domain/given.ts';

/** Open now? And the week, or the one day or the holidays that were asked for. */
export function tellHours(situation: Situation, asked: LocalDate | undefined, normal: string): Reply {
  const { context, today } = situation;
  const { week, notes } = context.openingHours;
  if (week === undefined) {
    return {
      text: 'Ainda não tenho o nosso horário de atendimento por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const menu = nextSteps(context);
  const holiday = holidayNamed(normal, situation);
  const isOn = asked !== undefined && holidayOn(context.openingHours, asked) !== undefined;
  if (holiday === undefined && !isOn && asksForHoliday(wordsOf(normal))) {
    return { text: holidayLines(situation), menu: teamOnly };
  }
  const day = holiday ?? asked;
  const text =
    day === undefined
      ? paragraphs(
          nowOpen(situation),
          `🕒 *Nosso horário:*\n${bullets(weekLines(week))}`,
          ...notes.map(sentence),
        )
      : paragraphs(lines(dayLine(situation, day), day === today && nowOpen(situation)));
  const tellsHours = day === undefined || day === today;
  return { text, ...given({ menu }), ...(tellsHours && { tellsHours }) };
}

/** Only the days the clinic has named; of all others nobody knows. */
function holidayLines({ context, today }: Situation): string {
  const { notes } = context.openingHours;
  const days = comingHolidays(context.openingHours, today)
    .slice(0, mostHolidays)
    .map(({ day, name, intervals }) => {
      const called = name === undefined ? dayMonth(day) : `${upperFirst(name)} (${dayMonth(day)})`;
      return `${called}: ${intervalsPhrase(intervals) || 'fechado'}`;
    });
  return paragraphs(
    days.length > 0 && `🗓️ *Nos feriados:*\n${bullets(days)}`,
    ...notes.map(sentence),
    days.length > 0
      ? 'Sobre outro feriado, a equipe confirma para você.'
      : 'Ainda não tenho o horário dos feriados por aqui, mas a equipe confirma para você.',
  );
}

const asksForHoliday = phraseFinder([
  'feriado/feriados/feriadao/=carnaval/=pascoa/reveillon/=natal/finados/tiradentes',
  'sexta [feira] santa',
  'corpus christi',
  'ano novo',
  'recesso',
]);

const mostHolidays = 8;

/** "E no Natal?" */
export function holidayNamed(normal: string, { context, today }: Situation): LocalDate | undefined {
  return comingHolidays(context.openingHours, today).find(
    ({ name }) => name !== undefined && ` ${normal} `.includes(` ${normalised(name)} `),
  )?.day;
}

function nowOpen({ open, today }: Situation): string | undefined {
  if (open.state === 'unknown') return undefined;
  if (open.state === 'open') {
    const { closes } = open;
    return `Estamos abertos agora, até ${closes.date === today ? '' : `${dayPhrase(closes.date, today)} `}${atClock(closes.minutes).replace('à', 'a')}.`;
  }
  const { next } = open;
  if (next === undefined) return 'No momento estamos fechados.';
  const closed = open.isBreak ? 'Agora estamos em intervalo' : 'Agora estamos fechados';
  return `${closed}; ${open.isBreak ? 'voltamos' : 'abrimos'} ${openingPhrase(next, today)}.`;
}

function dayLine({ context, today }: Situation, day: LocalDate): string {
  const intervals = intervalsOn(context.openingHours, day);
  const holiday = holidayOn(context.openingHours, day)?.name;
  const name = `${upperFirst(dayPhrase(day, today))}${holiday === undefined ? '' : `, ${holiday},`}`;
  return intervals.length === 0
    ? `${name} não abrimos.`
    : `${name} atendemos: ${intervalsPhrase(intervals)}.`;
}

/** Days with the same hours together: "Segunda a sexta: 07h às 20h". */
function weekLines(week: readonly (readonly OpenInterval[])[]): readonly string[] {
  const groups: { first: number; last: number; hours: string }[] = [];
  for (const weekday of [1, 2, 3, 4, 5, 6, 0]) {
    const hours = intervalsPhrase(week[weekday] ?? []) || 'fechado';
    const group = groups.at(-1);
    if (group?.hours === hours) group.last = weekday;
    else groups.push({ first: weekday, last: weekday, hours });
  }
  const short = (weekday: number) => (weekdayNames[weekday] ?? '').replace('-feira', '');
  return groups.map(({ first, last, hours }) => {
    const isPair = (first + 1) % 7 === last;
    const days = first === last ? short(first) : `${short(first)} ${isPair ? 'e' : 'a'} ${short(last)}`;
    return `${upperFirst(days)}: ${hours}`;
  });
}
