import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { OnceOnly } from '../../domain/scheduling/appointment-changes.ts';
import { agendaOf } from '../../domain/scheduling/calendars/agendas.ts';
import { SlotTaken, type Appointment } from '../../domain/scheduling/appointment.ts';
import { isClear } from '../../domain/scheduling/availability.ts';
import type { BookingPlace } from '../../domain/scheduling/calendars/booking-places.ts';
import { CalendarsUnavailable, SlotNotOffered } from '../../domain/scheduling/scheduling-errors.ts';
import type { SyncPolicy } from '../../domain/scheduling/sync-policy.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import {
  isPassed,
  keptLimits,
  limitsInTheWay,
  notOffered,
  type BeyondLimits,
} from '../../domain/scheduling/visits/limits-in-the-way.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';
import { limitsAt, limitsOn } from '../../domain/scheduling/visit-limits.ts';
import {
  longestBuffers,
  planVisit,
  readAgendas,
  withBuffers,
  type PlanNeeds,
  type VisitPlan,
} from './visit-plan.ts';
import { given } from '../../domain/given.ts';

export type TakeNeeds = PlanNeeds & { ids: Ids; clock: Clock; syncPolicy: Pick<SyncPolicy, 'holdMs'> };

type TimeRequest = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  readonly professionalId?: string | undefined;
  readonly start: Date;
  readonly intent: 'hold' | 'book';
  readonly once: OnceOnly | undefined;
  readonly moving: Appointment | undefined;
  readonly beyondLimits: BeyondLimits;
  /** What the caller decides about the new one. */
  readonly appointment: Pick<
    Appointment,
    'id' | 'seriesId' | 'replaces' | 'contactId' | 'conversationId' | 'isToldByClinic'
  >;
};

const minuteMs = 60_000;

/**
 * Takes a time for one of those who could be visited then: rules first, then our own book, then the calendars as they
 * are now, then the book again, which has the last word. A request goes beyond the limits that it names, and no others.
 */
export async function takeTime(needs: TakeNeeds, request: TimeRequest): Promise<Appointment> {
  const { clinicId, start, beyondLimits } = request;
  const plan = await planVisit(needs, request);
  const now = needs.clock.now();
  if (plan.places.length === 0) {
    // not being connected is the better reason
    await needs.readBusyTimes({ clinicId, calendarIds: [], window: { start, end: start }, fresh: true });
    throw new SlotNotOffered(start, 'there is no calendar that it could be written to');
  }
  if (!isWholeMinute(start)) throw new SlotNotOffered(start, 'it does not begin on a whole minute');
  if (start < now) throw new SlotNotOffered(start, 'it is too soon: in the past');
  const others = await countedVisits(needs, plan, request);
  const setting = { context: plan.context, now, others, ownSeries: request.moving?.seriesId };
  const inTheWay = (place: BookingPlace) => limitsInTheWay(place, slotAt(start, place), setting);
  const offered = plan.places.filter((place) => inTheWay(place).every(isPassed(beyondLimits)));
  const [first] = offered;
  if (first === undefined) throw notOffered(start, plan.places.map(inTheWay));
  const untaken = await untakenPlaces(needs, request, offered);
  const free = untaken.length === 0 ? [] : await clearPlaces(needs, { ...plan, places: untaken }, request);
  let refusal = new SlotTaken(slotAt(start, first));
  for (const place of free) {
    const appointment = newAppointment(needs, plan, place, request);
    const limits = keptLimits(limitsOn(plan.context, appointment), beyondLimits);
    const change = { change: 'hold', appointment, limits, ...given({ once: request.once }) } as const;
    try {
      const [made] = await needs.appointments.apply(clinicId, [change]);
      return made ?? appointment;
    } catch (error) {
      // somebody was faster here; perhaps another professional is still free
      if (!(error instanceof SlotTaken)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const slotAt = (start: Date, { durationMinutes }: BookingPlace): TimeSlot => ({
  start,
  end: new Date(start.getTime() + durationMinutes * minuteMs),
});

/** All that count for limits of these places. */
async function countedVisits(
  { appointments }: TakeNeeds,
  { context, places }: VisitPlan,
  { clinicId, start }: TimeRequest,
): Promise<readonly Appointment[]> {
  const limits = limitsAt(
    places.flatMap(({ rules }) => rules.limits),
    context.timeZone,
    start,
  );
  if (limits.length === 0) return [];
  return appointments.liveDuring(clinicId, {
    start: new Date(Math.min(...limits.map(({ period }) => period.start.getTime()))),
    end: new Date(Math.max(...limits.map(({ period }) => period.end.getTime()))),
  });
}

/** Calendars know no smaller unit that people could agree on. */
const isWholeMinute = (start: Date): boolean => start.getTime() % minuteMs === 0;

/** Those that our own book leaves free: where it does not, Google need not be asked. */
async function untakenPlaces(
  { appointments }: TakeNeeds,
  { clinicId, start, moving }: TimeRequest,
  places: readonly BookingPlace[],
): Promise<readonly BookingPlace[]> {
  const around = withBuffers(longestAt(start, places), longestBuffers(places));
  const own = await appointments.liveDuring(clinicId, around);
  const busy = new Map(places.flatMap(({ dependsOn }) => dependsOn.map((id) => [id, []] as const)));
  const known = { busy, appointments: own, ...given({ moving }) };
  return places.filter((place) => {
    const agenda = agendaOf(place, known);
    return 'visit' in agenda && isClear(slotAt(start, place), agenda.visit, agenda.busy);
  });
}

/** @throws CalendarsUnavailable when a place could be free, but nobody knows */
async function clearPlaces(
  needs: TakeNeeds,
  plan: VisitPlan,
  { start, moving }: TimeRequest,
): Promise<readonly BookingPlace[]> {
  const window = longestAt(start, plan.places);
  const { agendas } = await readAgendas(needs, plan, { window, fresh: true, moving });
  const unknown = agendas.flatMap(({ agenda }) => ('unknown' in agenda ? agenda.unknown : []));
  const free = agendas.flatMap(({ place, agenda }) =>
    'visit' in agenda && isClear(slotAt(start, place), agenda.visit, agenda.busy) ? [place] : [],
  );
  if (free.length === 0 && unknown.length > 0) throw new CalendarsUnavailable([...new Set(unknown)]);
  return free;
}

const longestAt = (start: Date, places: readonly BookingPlace[]): TimeSlot => {
  const longest = Math.max(1, ...places.map(({ durationMinutes }) => durationMinutes));
  return { start, end: new Date(start.getTime() + longest * minuteMs) };
};

function newAppointment(
  { clock, syncPolicy }: TakeNeeds,
  { service }: VisitPlan,
  place: BookingPlace,
  { clinicId, start, intent, appointment }: TimeRequest,
): Appointment {
  const now = clock.now();
  return {
    ...appointment,
    clinicId,
    state: 'held',
    ...(intent === 'book'
      ? { requestedAt: now }
      : { holdExpiresAt: new Date(now.getTime() + syncPolicy.holdMs) }),
    serviceId: service.id,
    serviceName: service.name,
    ...given({ professionalId: place.professional?.id, roomId: place.room?.id }),
    calendarId: place.calendarId,
    slot: slotAt(start, place),
    bufferMinutes: place.rules.bufferMinutes,
    generation: 1,
    version: 1,
    createdAt: now,
  };
}
