import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { AppointmentId } from '../../domain/scheduling/appointment.ts';
import { makeFreeSlots } from '../../domain/scheduling/availability.ts';
import { isUnassigned } from '../../domain/scheduling/calendars/booking-places.ts';
import { ambiguousCalendars } from '../../domain/scheduling/calendars/whose-calendar.ts';
import { isRefused } from '../../domain/scheduling/calendars/chosen-calendar.ts';
import { bookableWindow, clipped, windowOf } from '../../domain/scheduling/booking-window.ts';
import { rulesFor } from '../../domain/clinic/rules/booking-rules.ts';
import type { OfferedSlot, OfferedSlots } from '../../domain/scheduling/offered-slots.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { Clock } from '../ports/system/clock.ts';
import {
  findMoved,
  planVisit,
  readAgendas,
  type PlacedAgenda,
  type PlanNeeds,
  type VisitPlan,
} from './visit-plan.ts';
import { given } from '../../domain/given.ts';

export type AvailabilityRequest = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  /** Only times of this professional; otherwise of everybody who offers the service. */
  readonly professionalId?: string;
  /** An instant, or a day of the clinic's clocks: then from its beginning. */
  readonly from: Date | LocalDate;
  /** An instant (not included), or a day of the clinic's clocks: then to its end. */
  readonly to: Date | LocalDate;
  /** This appointment is to be moved: its own time counts as free. */
  readonly moving?: AppointmentId;
  /** Something is about to be decided by the answer: the calendars are read now. */
  readonly fresh?: true;
  /** The earliest so many; all when absent. */
  readonly limit?: number;
};

/**
 * The times that may be booked, within the clinic's minimum notice and horizon. Calendars were read at most half a
 * minute ago, unless they are to be read again; booking always does.
 * @throws ClinicNotFound, ServiceNotFound, ProfessionalNotFound, AppointmentNotFound, NotConnected, ReconnectRequired,
 * GoogleUnavailable, GoogleMisconfigured
 */
export type FindAvailability = (request: AvailabilityRequest) => Promise<OfferedSlots>;

type Needs = PlanNeeds & { clock: Clock };

export const makeFindAvailability =
  (needs: Needs): FindAvailability =>
  async (request) => {
    const { clinicId, from, to, moving: movingId, limit = Infinity } = request;
    const plan = await planVisit(needs, request);
    const { timeZone } = plan.context;
    const now = needs.clock.now();
    const asked = clipped(windowOf(timeZone, from, to), widestWindow(plan, now));
    const window = asked.start < asked.end ? asked : { start: asked.start, end: asked.start };
    const moving = movingId && (await findMoved(needs, clinicId, movingId)).moved;
    const { agendas, asOf } = await readAgendas(needs, plan, {
      window,
      fresh: request.fresh === true,
      moving,
    });
    return {
      slots: offered(plan, agendas, window, now).slice(0, limit),
      asOf,
      unknownCalendars: unknownOf(plan, agendas),
    };
  };

/** Oldest first; at one time in the clinic's order of its professionals. */
function offered(
  { context: { timeZone, openingHours: hours } }: VisitPlan,
  agendas: readonly PlacedAgenda[],
  window: TimeSlot,
  now: Date,
): OfferedSlot[] {
  const { freeSlots } = makeFreeSlots({ timeZone, hours }, window);
  const offers = agendas.flatMap(({ place, agenda, full }): readonly OfferedSlot[] => {
    if ('unknown' in agenda) return [];
    const bookable = bookableWindow(timeZone, place.rules, now);
    const { professional, room, calendarId } = place;
    const who = { calendarId, ...given({ professionalId: professional?.id, roomId: room?.id }) };
    return freeSlots({ ...agenda, bookable, full }).map((slot) => ({ slot, ...who }));
  });
  return (agendas.some(({ place }) => place.room) ? oncePerTime(offers) : offers).sort(
    (a, b) => a.slot.start.getTime() - b.slot.start.getTime(),
  );
}

/** From the earliest to the latest that anybody's rules allow. */
function widestWindow({ context, service, places }: VisitPlan, now: Date): TimeSlot {
  const usual = rulesFor(context.booking.rules, service, undefined);
  const all = places.length === 0 ? [usual] : places.map(({ rules }) => rules);
  return bookableWindow(
    context.timeZone,
    {
      minimumNoticeMinutes: Math.min(...all.map(({ minimumNoticeMinutes }) => minimumNoticeMinutes)),
      horizonDays: Math.max(...all.map(({ horizonDays }) => horizonDays)),
    },
    now,
  );
}

/** Which of several free rooms it is does not matter to a patient: the first one. */
function oncePerTime(offers: readonly OfferedSlot[]): OfferedSlot[] {
  const first = new Map<string, OfferedSlot>();
  for (const offer of offers) {
    const key = `${offer.slot.start.getTime()} ${offer.professionalId ?? ''}`;
    if (!first.has(key)) first.set(key, offer);
  }
  return [...first.values()];
}

function unknownOf(
  { context, calendars }: VisitPlan,
  agendas: readonly PlacedAgenda[],
): OfferedSlots['unknownCalendars'] {
  const unclear = new Set(ambiguousCalendars(context, calendars));
  const unknown = new Set(agendas.flatMap(({ agenda }) => ('unknown' in agenda ? agenda.unknown : [])));
  return calendars.flatMap((calendar): OfferedSlots['unknownCalendars'] => {
    const { calendarId, professionalId, roomId } = calendar;
    const named = { calendarId, ...given({ professionalId, roomId }) };
    if (unknown.has(calendarId)) return [named];
    if (isUnassigned(context, calendar) || unclear.has(calendar)) return [{ ...named, why: 'unassigned' }];
    return isRefused(calendar) ? [{ ...named, why: 'not-writable' }] : [];
  });
}
