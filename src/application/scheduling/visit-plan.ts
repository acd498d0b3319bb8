import type { ClinicContext } from '../../domain/clinic/clinic-context.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { HealthcareService } from '../../domain/clinic/healthcare-service.ts';
import { agendaOf } from '../../domain/scheduling/calendars/agendas.ts';
import {
  AppointmentNotFound,
  type Appointment,
  type AppointmentId,
} from '../../domain/scheduling/appointment.ts';
import type { WorkingAgenda } from '../../domain/scheduling/availability.ts';
import {
  bookingPlaces,
  serviceOf,
  type BookingPlace,
} from '../../domain/scheduling/calendars/booking-places.ts';
import { ownEventOf } from '../../domain/scheduling/calendar-event.ts';
import { makeFullPeriods, withWholePeriods } from '../../domain/scheduling/visit-limits.ts';
import { movedOne } from '../../domain/scheduling/change-appointment.ts';
import type { TimeSlot } from '../../domain/scheduling/time-slot.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { ClinicCalendar } from '../ports/connection/clinic-calendars.ts';
import type { CalendarsInUse } from './calendars-in-use.ts';
import type { BusyTimes, ReadBusyTimes } from './read-busy-times.ts';
import { given } from '../../domain/given.ts';

/** What find, book and move have in common. */
export type PlanNeeds = {
  resolveClinicContext: ResolveClinicContext;
  calendarsInUse: CalendarsInUse;
  appointments: Appointments;
  readBusyTimes: ReadBusyTimes;
};

type Visit = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  readonly professionalId?: string | undefined;
};

/** Where and with who a visit could be. */
export type VisitPlan = {
  readonly context: ClinicContext;
  readonly service: HealthcareService;
  readonly calendars: readonly ClinicCalendar[];
  readonly places: readonly BookingPlace[];
};

/** @throws ClinicNotFound, ServiceNotFound, ProfessionalNotFound */
export async function planVisit(needs: PlanNeeds, visit: Visit): Promise<VisitPlan> {
  const { context } = await needs.resolveClinicContext(visit.clinicId);
  const service = serviceOf(context, visit.serviceId);
  const calendars = await needs.calendarsInUse(visit.clinicId, context);
  return {
    context,
    service,
    calendars,
    places: bookingPlaces(context, service, calendars, visit.professionalId),
  };
}

type Reading = {
  readonly window: TimeSlot;
  readonly fresh: boolean;
  readonly moving: Appointment | undefined;
};

export type PlacedAgenda = {
  readonly place: BookingPlace;
  readonly agenda: WorkingAgenda | { readonly unknown: readonly string[] };
  /** Days and weeks of the window that have as many visits as the rules allow. */
  readonly full: readonly TimeSlot[];
};

/**
 * Everything that keeps the places busy, from Google and from our own book. Asks Google also when there is no place:
 * a clinic that is not connected should hear that.
 */
export async function readAgendas(
  needs: PlanNeeds,
  { context, places }: VisitPlan,
  { window, fresh, moving }: Reading,
): Promise<{ readonly agendas: readonly PlacedAgenda[]; readonly asOf: Date }> {
  const { clinicId, timeZone } = context;
  const around = withBuffers(window, longestBuffers(places));
  const limits = places.flatMap(({ rules }) => rules.limits);
  const calendarIds = [...new Set(places.flatMap(({ dependsOn }) => dependsOn))].sort();
  const [{ busy, asOf }, appointments]: [BusyTimes, readonly Appointment[]] = await Promise.all([
    needs.readBusyTimes({
      ...{ clinicId, calendarIds, window: around, fresh },
      ...(moving && { own: ownEventOf(moving) }),
    }),
    needs.appointments.liveDuring(clinicId, withWholePeriods(limits, timeZone, around)),
  ]);
  const known = { busy, appointments, ...given({ moving }) };
  const fullPeriods = makeFullPeriods({
    ...{ timeZone, window, others: appointments },
    ownSeries: moving?.seriesId,
  });
  return {
    agendas: places.map((place) => ({
      place,
      agenda: agendaOf(place, known),
      full: fullPeriods(place.rules.limits),
    })),
    asOf,
  };
}

const minuteMs = 60_000;

/** So that whatever may stand in the way of one of the places is read. */
export const longestBuffers = (places: readonly BookingPlace[]): BookingPlace['rules']['bufferMinutes'] => ({
  before: Math.max(0, ...places.map(({ rules }) => rules.bufferMinutes.before)),
  after: Math.max(0, ...places.map(({ rules }) => rules.bufferMinutes.after)),
});

export const withBuffers = (
  { start, end }: TimeSlot,
  { before, after }: { readonly before: number; readonly after: number },
): TimeSlot => ({
  start: new Date(start.getTime() - before * minuteMs),
  end: new Date(end.getTime() + after * minuteMs),
});

/** What is to be moved: of an open request to move something that thing. @throws AppointmentNotFound */
export async function findMoved(
  { appointments }: Pick<PlanNeeds, 'appointments'>,
  clinicId: ClinicId,
  id: AppointmentId,
): Promise<{ readonly found: Appointment; readonly moved: Appointment }> {
  const found = await appointments.get(clinicId, id);
  if (found === undefined) throw new AppointmentNotFound(id);
  const replaced = found.replaces && (await appointments.get(clinicId, found.replaces));
  return { found, moved: movedOne(found, replaced ? [replaced] : []) };
}
