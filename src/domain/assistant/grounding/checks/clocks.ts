import { localTime } from '../../../clinic/local-time.ts';
import { isDuration, said } from './amounts.ts';
import { isOn, type DayReference } from '../reading/day-references.ts';
import type { Finding } from '../finding.ts';
import type { Clocks } from '../reading/clock-span.ts';
import { areHours, speaksOfHours } from './opening.ts';
import { isQuoted } from './quoted.ts';
import { ofKind } from '../reading/sentences.ts';
import type { Statement } from '../reading/statements.ts';
import { subjectPeople, subjectServices } from '../reading/subjects.ts';
import type { KnownVisit } from '../reading/visits.ts';
import { clocksOf, isEcho, type World } from '../reading/world.ts';

type Clock = Clocks['from'];

const joins = /^ ?(?:as|ate as|ate|ate o|ao|a|-|–) ?$/;

/** Every hour belongs to a time of the agenda, to opening hours of its day, or repeats what the patient wants. */
export function clockFindings(statement: Statement, world: World): readonly Finding[] {
  return grouped(statement, world)
    .filter(({ from, to }) => {
      if (isQuoted(to ? { at: from.at, end: to.end } : from, statement, world)) return false;
      return !isKnown({ from, ...(to && { to }) }, statement, world);
    })
    .map(({ from, to }) => ({
      kind: 'clock',
      why: occurs(from, world) ? 'other-subject' : 'unknown',
      said: said({ at: from.at, end: (to ?? from).end }, world),
    }));
}

function grouped({ literals }: Statement, { read }: World): readonly Clocks[] {
  const found: Clocks[] = [];
  const clocks = ofKind(literals, 'clock');
  for (let index = 0; index < clocks.length; index += 1) {
    const from = clocks[index] as Clock;
    const to = clocks[index + 1];
    const isRange = to !== undefined && joins.test(read.text.flat.slice(from.end, to.at));
    found.push(isRange ? { from, to } : { from });
    if (isRange) index += 1;
  }
  return found;
}

function isKnown(clocks: Clocks, statement: Statement, world: World): boolean {
  const { from, to } = clocks;
  const { facts, echo } = world;
  if (isOfAgenda(clocks, statement, world)) return true;
  if (speaksOfHours(statement) && areHours(clocks, statement, world)) return true;
  if (
    isEcho(statement) &&
    [from, ...(to ? [to] : [])].every((one) => clocksOf(one).some((each) => echo.clocks.has(each)))
  )
    return true;
  if (to !== undefined) return false;
  // "às 10h não tenho", to who asked for the same hour on another day
  if (isEcho(statement) && world.visits.some((one) => isOwnHour(one, from))) return true;
  if (isHoldEnd(from, statement, world)) return true;
  if (from.spoken && isDuration(from, from.minutes, statement, world)) return true;
  const isNow = /(?<![a-z])agora (?:sao|e)(?![a-z])/.test(statement.sentence.flat);
  return isNow && localTime(facts.context.timeZone, facts.now).minutes === from.minutes;
}

/** What is said of "your appointment" must be one; a free time is none. */
const saysOwn =
  /(?<![a-z])(?:seu|sua|teu|tua) (?:consulta|horario|exame|retorno|visita|atendimento|agendamento|procedimento|sessao)s?(?: [a-z]+){0,4} (?:e|esta|ficou|fica|sera|foi|para|ocorre|acontece)(?![a-z])/;

/** So is what was kept, changed or ended. */
const saysDone =
  /(?<![a-z])(?:reserv(?:ei|ad\w)|liber(?:ei|ad\w)|cancel(?:ei|ad\w)|confirmad\w|marcad\w|agendad\w|registr(?:ei|ad\w|ando)|remarcad\w|continua valendo|no lugar d\w|esta no lugar|voce tambem tem|fica como esta|esperamos voce|o seu horario:)(?![a-z])/;

function isOfAgenda({ from, to }: Clocks, statement: Statement, world: World): boolean {
  const { flat, isQuestion } = statement.sentence;
  const mustBeOwn = saysDone.test(flat) || (saysOwn.test(flat) && !isQuestion);
  const fits = world.visits.filter(
    (visit) =>
      clocksOf(from).includes(visit.minutes) &&
      (to === undefined || clocksOf(to).includes(visit.endMinutes ?? -1)) &&
      (!mustBeOwn || visit.appointment !== undefined) &&
      isWith(visit, statement, from) &&
      isFor(visit, statement, from, world),
  );
  const day = dayOf(from, statement, world);
  if (day !== undefined) return fits.some(({ date }) => isOn(day, date));
  return new Set(fits.map(({ date }) => date)).size === 1;
}

/** The day that an hour is said of: named last before it, else after it, else spoken of before, else asked for. */
function dayOf(
  { at }: { readonly at: number },
  { days, before }: Pick<Statement, 'days' | 'before'>,
  { echo }: World,
): DayReference | undefined {
  return days.findLast((day) => day.at <= at) ?? days[0] ?? before.days.at(-1) ?? echo.days.at(-1);
}

function isWith(visit: KnownVisit, statement: Statement, clock: Clock): boolean {
  const { people, isOwn } = subjectPeople(statement, clock);
  return !isOwn || people.some(({ id }) => id === visit.professionalId);
}

function isFor(visit: KnownVisit, statement: Statement, clock: Clock, world: World): boolean {
  if (!statement.services.some(({ isTelling }) => isTelling)) return true;
  return subjectServices(statement, clock, world).some(({ id }) => id === visit.serviceId);
}

function isHoldEnd(clock: Clock, { sentence }: Statement, { visits, facts: { context } }: World): boolean {
  if (!/reserv|segur|guard|separ/.test(sentence.flat)) return false;
  return visits.some(({ appointment }) => {
    const end = appointment?.holdExpiresAt;
    return end !== undefined && clocksOf(clock).includes(localTime(context.timeZone, end).minutes);
  });
}

const isOwnHour = ({ appointment, minutes }: KnownVisit, clock: Clock): boolean =>
  appointment !== undefined && clocksOf(clock).includes(minutes);

const occurs = (clock: Clock, { visits }: World): boolean =>
  visits.some(({ minutes }) => clocksOf(clock).includes(minutes));
