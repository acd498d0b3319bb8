import type { ClinicContext } from '../clinic/clinic-context.ts';
import type { HealthcareService } from '../clinic/healthcare-service.ts';
import {
  localMinute,
  localTime,
  plusDays,
  weekdayOf,
  zoneClock,
  type LocalDate,
} from '../clinic/local-time.ts';
import { rulesFor, type BookingRules, type VisitLimit } from '../clinic/rules/booking-rules.ts';
import { isLive, SlotTaken, type Appointment } from './appointment.ts';
import { windowOf } from './booking-window.ts';
import type { TimeSlot } from './time-slot.ts';

/** A limit on the day or week that a visit falls into. */
export type CountedLimit = VisitLimit & { readonly period: TimeSlot };

const mondayOf = (date: LocalDate): LocalDate => plusDays(date, -((weekdayOf(date) + 6) % 7));

/** The day of the clinic's clocks, or the week from Monday, that the moment falls into. */
function periodAround({ per }: VisitLimit, timeZone: string, moment: Date): TimeSlot {
  const { date } = localTime(timeZone, moment);
  if (per === 'day') return windowOf(timeZone, date, date);
  const monday = mondayOf(date);
  return windowOf(timeZone, monday, plusDays(monday, 6));
}

export const limitsAt = (
  limits: readonly VisitLimit[],
  timeZone: string,
  start: Date,
): readonly CountedLimit[] =>
  limits.map((limit) => ({ ...limit, period: periodAround(limit, timeZone, start) }));

/** What holds for a service with a professional, as far as the clinic's document still knows them. */
export const rulesOf = (
  { booking, services, professionals }: Pick<ClinicContext, 'booking' | 'services' | 'professionals'>,
  { serviceId, professionalId }: Pick<Appointment, 'serviceId' | 'professionalId'>,
): BookingRules =>
  rulesFor(
    booking.rules,
    services.find(({ id }) => id === serviceId),
    professionals.find(({ id }) => id === professionalId),
  );

/** The days ahead that somebody who may do it can be booked. */
export const furthestHorizon = (
  { booking, professionals }: Pick<ClinicContext, 'booking' | 'professionals'>,
  service: HealthcareService,
): number =>
  Math.max(...[undefined, ...professionals].map((one) => rulesFor(booking.rules, service, one).horizonDays));

/** The limits that count for an appointment, to be kept when its time is taken. */
export const limitsOn = (context: ClinicContext, appointment: Appointment): readonly CountedLimit[] =>
  limitsAt(rulesOf(context, appointment).limits, context.timeZone, appointment.slot.start);

const counts = ({ professionalId, serviceId }: VisitLimit, other: Appointment): boolean =>
  isLive(other) &&
  (professionalId === undefined || other.professionalId === professionalId) &&
  (serviceId === undefined || other.serviceId === serviceId);

const beginsIn = ({ start, end }: TimeSlot, { slot }: Pick<Appointment, 'slot'>): boolean =>
  slot.start >= start && slot.start < end;

/** Whether there are as many visits as the limit allows; those of one series are never more than one. */
export function isReached(
  limit: CountedLimit,
  others: readonly Appointment[],
  ownSeries: string | undefined,
): boolean {
  const counted = others.filter(
    (other) => other.seriesId !== ownSeries && counts(limit, other) && beginsIn(limit.period, other),
  );
  return new Set(counted.map(({ seriesId }) => seriesId)).size >= limit.most;
}

/** @throws SlotTaken when its day or week is full */
export function keepLimits(
  limits: readonly CountedLimit[],
  { slot, seriesId }: Appointment,
  others: readonly Appointment[],
): void {
  if (limits.some((limit) => isReached(limit, others, seriesId))) throw new SlotTaken(slot);
}

type Book = {
  readonly timeZone: string;
  readonly window: TimeSlot;
  /** All of the whole days and weeks that the window touches. */
  readonly others: readonly Appointment[];
  /** The one that is to be moved does not count. */
  readonly ownSeries?: string | undefined;
};

/**
 * The days and weeks of the window in which no further visit may begin, limit by limit. What several places have in
 * common is worked out once.
 */
export function makeFullPeriods({ timeZone, window, others, ownSeries }: Book) {
  const periods = new Map<VisitLimit['per'], readonly TimeSlot[]>();
  const known = new Map<string, readonly TimeSlot[]>();
  const visits = others
    .filter((other) => other.seriesId !== ownSeries && isLive(other))
    .sort((a, b) => a.slot.start.getTime() - b.slot.start.getTime());
  const byProfessional = Map.groupBy(visits, ({ professionalId }) => professionalId);
  const periodsOf = (per: VisitLimit['per']) => {
    const found = periods.get(per) ?? periodsIn(per, timeZone, window);
    periods.set(per, found);
    return found;
  };
  return (limits: readonly VisitLimit[]): readonly TimeSlot[] =>
    limits.flatMap((limit) => {
      const { per, most, professionalId, serviceId } = limit;
      const theirs = professionalId === undefined ? visits : (byProfessional.get(professionalId) ?? []);
      if (theirs.length < most) return [];
      const key = `${per} ${most} ${professionalId ?? ''} ${serviceId ?? ''}`;
      const found = known.get(key) ?? full(limit, periodsOf(per), theirs);
      known.set(key, found);
      return found;
    });
}

/** `visits`: sorted by their beginnings. */
function full(
  limit: VisitLimit,
  periods: readonly TimeSlot[],
  visits: readonly Appointment[],
): readonly TimeSlot[] {
  let next = 0;
  return periods.filter(({ start, end }) => {
    const series = new Set<string>();
    for (let visit = visits[next]; visit !== undefined && visit.slot.start < end; visit = visits[next]) {
      if (visit.slot.start >= start && counts(limit, visit)) series.add(visit.seriesId);
      next += 1;
    }
    return series.size >= limit.most;
  });
}

function periodsIn(per: VisitLimit['per'], timeZone: string, { start, end }: TimeSlot): readonly TimeSlot[] {
  const clock = zoneClock(timeZone);
  const momentOf = (date: LocalDate) => new Date(clock(localMinute({ date, minutes: 0 })).earliest);
  const days = per === 'day' ? 1 : 7;
  const { date } = localTime(timeZone, start);
  let first = per === 'day' ? date : mondayOf(date);
  const periods: TimeSlot[] = [];
  for (let from = momentOf(first); from < end;) {
    first = plusDays(first, days);
    const to = momentOf(first);
    periods.push({ start: from, end: to });
    from = to;
  }
  return periods;
}

/** The window with the whole days or weeks that the limits count. */
export function withWholePeriods(
  limits: readonly VisitLimit[],
  timeZone: string,
  { start, end }: TimeSlot,
): TimeSlot {
  return limits.reduce(
    (wide, limit) => {
      const [first, last] = [periodAround(limit, timeZone, start), periodAround(limit, timeZone, end)];
      return {
        start: first.start < wide.start ? first.start : wide.start,
        end: last.end > wide.end ? last.end : wide.end,
      };
    },
    { start, end },
  );
}
