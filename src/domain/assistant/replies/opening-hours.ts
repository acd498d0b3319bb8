import type { LocalDate } from '../../clinic/local-time.ts';
import { holidayOn, intervalsOn, type OpenInterval } from '../../clinic/opening-hours.ts';
import { nextSteps, teamOnly } from '../menu.ts';
import {
  atClock,
  bullets,
  dayPhrase,
  intervalsPhrase,
  lines,
  openingPhrase,
  paragraphs,
  sentence,
  upperFirst,
  weekdayNames,
} from '../phrasing.ts';
import type { Reply, Situation } from '../reply.ts';

/** Open now? And the week, or the one day that was asked for. */
export function tellHours(situation: Situation, day: LocalDate | undefined): Reply {
  const { context, today } = situation;
  const { week, notes } = context.openingHours;
  if (week === undefined) {
    return {
      text: 'Ainda não tenho o nosso horário de atendimento por aqui, mas a equipe informa para você.',
      menu: teamOnly,
    };
  }
  const menu = nextSteps(context);
  const text =
    day === undefined
      ? paragraphs(
          nowOpen(situation),
          `🕒 *Nosso horário:*\n${bullets(weekLines(week))}`,
          ...notes.map(sentence),
        )
      : paragraphs(lines(dayLine(situation, day), day === today && nowOpen(situation)));
  return { text, ...(menu && { menu }) };
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
