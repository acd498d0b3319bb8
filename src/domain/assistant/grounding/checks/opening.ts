import { weekdayOf, type LocalDate } from '../../../clinic/local-time.ts';
import type { OpenInterval } from '../../../clinic/hours/open-interval.ts';
import { intervalsOn } from '../../../clinic/opening-hours.ts';
import type { Professional } from '../../../clinic/professional.ts';
import type { Clocks } from '../reading/clock-span.ts';
import type { DayReference } from '../reading/day-references.ts';
import type { Statement } from '../reading/statements.ts';
import { subjectPeople } from '../reading/subjects.ts';
import { clocksOf, type World } from '../reading/world.ts';

const hours =
  /(?<![a-z])(?:abr(?:e|em|imos|ir)|abert[oa]s?|fech\w{1,6}|funcion\w{1,8}|atend\w{1,8}|expediente|voltamos|nosso horario|horarios? d[aeo]s?|dias d[aeo]|encerr\w{1,6}|alguem continua|continua com voce|plantao)(?![a-z])/;
/** `Segunda a sexta: 07h às 20h`, `Natal (25/12): fechado` */
const ofDays =
  /^[\s•*–-]*(?:(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)[^.?!:]{0,60}|[a-z -]{1,40}\(\d\d\/\d\d\)):/;

/** Whether a sentence tells when the clinic, or a professional, attends in general. */
export const speaksOfHours = ({ sentence, heading }: Statement): boolean =>
  hours.test(sentence.flat) ||
  (ofDays.test(sentence.flat) && (heading === '' || hours.test(heading) || heading.includes('feriado')));

/** A day of the calendar, or one of every week. */
type Day = { readonly date: LocalDate } | { readonly weekday: number };

/** Whether the hours are those of the day, or of all the days, that the sentence names. */
export function areHours(clocks: Clocks, statement: Statement, world: World): boolean {
  const { at } = clocks.from;
  const days = daysMeant(statement, at, world);
  if (days.length === 0) return false;
  return sidesOf(statement, at, world).every((side) =>
    days.every((day) => fits(clocks, side(day), statement)),
  );
}

type Hours = (day: Day) => readonly OpenInterval[];

/** Whose hours a sentence tells: those of everybody it may mean, or the clinic's. */
export function sidesOf(statement: Statement, at: number, world: World): readonly Hours[] {
  const { people, isOwn } = subjectPeople(statement, { at, end: at });
  const isOfPeople = isOwn || (people.length > 0 && !isOfClinic(statement));
  return isOfPeople ? people.map(ofProfessional) : [ofClinic(world)];
}

export function daysMeant(statement: Statement, at: number, { read }: World): readonly Day[] {
  const { days, before, sentence } = statement;
  const named = days.findLast((one) => one.at <= at) ?? days[0];
  if (named) return daysOf(named);
  const holiday = read.holidays.find(({ name }) => sentence.flat.includes(name));
  if (holiday) return [{ date: holiday.date }];
  if (/(?<![a-z])(?:agora|hoje|abrimos|voltamos|estamos|continua)(?![a-z])/.test(sentence.flat))
    return [{ date: read.today }];
  const last = before.days.at(-1);
  return last ? daysOf(last) : [];
}

const daysOf = ({ date, weekdays = [] }: DayReference): readonly Day[] =>
  date === undefined ? weekdays.map((weekday) => ({ weekday })) : [{ date }];

const ofClinic =
  ({ facts: { context } }: World): Hours =>
  (day) =>
    'date' in day
      ? intervalsOn(context.openingHours, day.date)
      : (context.openingHours.week?.[day.weekday] ?? []);

const ofProfessional =
  ({ availability }: Professional): Hours =>
  (day) =>
    availability?.['date' in day ? weekdayOf(day.date) : day.weekday] ?? [];

function fits({ from, to }: Clocks, intervals: readonly OpenInterval[], { sentence }: Statement): boolean {
  const starts = clocksOf(from);
  if (to !== undefined) {
    const ends = clocksOf(to);
    return intervals.some(({ opens, closes }) => starts.includes(opens) && ends.includes(closes % 1_440));
  }
  const before = sentence.flat.slice(Math.max(0, from.at - sentence.at - 60), from.at - sentence.at);
  const isEnd = /(?:ate|fech\w{1,6}|encerr\w{1,6})\D{0,40}$/.test(before);
  return intervals.some(({ opens, closes }) => starts.includes(isEnd ? closes % 1_440 : opens));
}

const isOfClinic = ({ sentence, heading }: Statement): boolean =>
  /(?<![a-z])(?:noss[oa]s?|clinica|abrimos|fechamos|funcionamos|atendemos|estamos|alguem|equipe)(?![a-z])/.test(
    `${heading} ${sentence.flat}`,
  );
