import { localTime, plusDays } from '../../../../domain/clinic/local-time.ts';
import type { Appointment } from '../../../../domain/scheduling/appointment.ts';
import type { WantedTime } from '../../../../domain/scheduling/wanted-time.ts';
import type { AgendaSituation } from '../agenda-answer.ts';

const sameDay = /\b(no |nesse |neste )?mesmo dia\b/;
const sameHour = /\b(mesm[ao] (hora|horario)|mesmo horario)\b/;
const aWeekLater =
  /\b((adi\w+|empurr\w+|jog\w+|pass\w+) .{0,30}\b(uma semana|1 semana|7 dias|sete dias)|uma semana (depois|para frente)|semana seguinte)\b/;
const later = /\bmais (tarde|para (o )?(fim|final))\b/;
const earlier = /\bmais cedo\b/;

/**
 * Where a visit is to be moved to, in words that only make sense beside it: "mais tarde no mesmo dia", "na mesma hora na
 * sexta", "adiar uma semana". What was said without it stays as it is.
 */
export function besideVisit(
  { slot }: Pick<Appointment, 'slot'>,
  normal: string,
  towards: WantedTime | undefined,
  { context: { timeZone } }: Pick<AgendaSituation, 'context'>,
): WantedTime | undefined {
  const { date: day, minutes } = localTime(timeZone, slot.start);
  const isOfDay = sameDay.test(normal) || towards?.day === undefined || towards.day === day;
  if (isOfDay && later.test(normal))
    return { day, minutes: localTime(timeZone, slot.end).minutes, clock: 'after' };
  if (isOfDay && earlier.test(normal)) return { day, minutes, clock: 'before' };
  if (aWeekLater.test(normal)) return { day: plusDays(day, 7) };
  if (sameHour.test(normal) && towards?.day !== undefined) return { day: towards.day, minutes };
  return towards;
}
