import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { HealthcareService } from '../../clinic/healthcare-service.ts';
import type { Professional } from '../../clinic/professional.ts';
import type { Room } from '../../clinic/room.ts';
import { rulesFor, type BookingRules } from '../../clinic/rules/booking-rules.ts';
import { isShared, writeCandidates, type ChosenCalendar } from './chosen-calendar.ts';
import { ambiguousCalendars, type Owners } from './whose-calendar.ts';
import { ServiceNotFound } from '../scheduling-errors.ts';
import { takers } from './service-takers.ts';
import { given } from '../../given.ts';

/** Where a visit could take place: with who and what, in which calendar it would stand, and which ones keep it away. */
export type BookingPlace = {
  readonly professional?: Professional;
  readonly room?: Room;
  readonly calendarId: string;
  readonly dependsOn: readonly string[];
  readonly durationMinutes: number;
  readonly rules: BookingRules;
};

const usualMinutes = 30;
/** Of more combinations of people and rooms the first ones are tried. */
const mostPlaces = 500;
type Known = Pick<ClinicContext, 'professionals' | 'inactiveProfessionals' | 'rooms' | 'inactiveRooms'>;
type Owned = Pick<ChosenCalendar, 'professionalId' | 'roomId'>;
/** Of a visit. */
type TakenBy = { readonly professionalId?: string | undefined; readonly roomId?: string | undefined };

/** Mapped to somebody or something that the clinic's document does not know (any more): whose time it is nobody can say. */
export const isUnassigned = (known: Known, { professionalId, roomId }: Owned): boolean =>
  (professionalId !== undefined &&
    ![...known.professionals, ...known.inactiveProfessionals].some(({ id }) => id === professionalId)) ||
  (roomId !== undefined && ![...known.rooms, ...known.inactiveRooms].some(({ id }) => id === roomId));

/** Those that keep a visit away: of its professional, of its room, and those that count for everybody. */
export const countingFor = <Calendar extends Owned>(
  context: Known | undefined,
  calendars: readonly Calendar[],
  { professionalId, roomId }: TakenBy,
): readonly Calendar[] =>
  calendars.filter(
    (calendar) =>
      isShared(calendar) ||
      (professionalId !== undefined && calendar.professionalId === professionalId) ||
      (roomId !== undefined && calendar.roomId === roomId) ||
      (context !== undefined && isUnassigned(context, calendar)),
  );

/** @throws ServiceNotFound */
export function serviceOf({ services }: ClinicContext, serviceId: string): HealthcareService {
  const service = services.find(({ id }) => id === serviceId);
  if (service === undefined) throw new ServiceNotFound(serviceId);
  return service;
}

/**
 * The calendar that the clinic has chosen for the professional, of a visit without one for the room; of an owner without
 * any the shared one. `undefined` where it is not clear which.
 */
export function writeCalendarOf<Calendar extends ChosenCalendar>(
  owners: Owners,
  calendars: readonly Calendar[],
  { professionalId, roomId }: TakenBy,
  unclear: ReadonlySet<ChosenCalendar> = new Set(ambiguousCalendars(owners, calendars)),
): Calendar | undefined {
  const own = calendars.filter((calendar) =>
    professionalId === undefined
      ? roomId !== undefined && calendar.roomId === roomId
      : calendar.professionalId === professionalId,
  );
  // an owner's chosen calendar that Google refuses is not replaced by another one
  if (own.some(({ chosenUse }) => chosenUse === 'write')) return writeCandidates(own)[0];
  const candidates = writeCandidates(own);
  const all = candidates.length > 0 ? candidates : writeCandidates(calendars.filter(isShared));
  return all.find((calendar) => !unclear.has(calendar));
}

/**
 * Everybody who offers the service with every room that it may take. A visit is written to the calendar that the clinic
 * has chosen for its professional, of one without a professional to the room's; of an owner without any to the shared
 * one. Where it is not clear which, there is no place.
 * @throws ProfessionalNotFound when the one asked for does not exist or does not offer the service
 */
export function bookingPlaces(
  context: ClinicContext,
  service: HealthcareService,
  calendars: readonly ChosenCalendar[],
  wanted?: string,
): readonly BookingPlace[] {
  const unclear = new Set(ambiguousCalendars(context, calendars));
  const places = takers(context, service, wanted).flatMap(
    ({ professional, room }): readonly BookingPlace[] => {
      const taken = { professionalId: professional?.id, roomId: room?.id };
      const calendarId = writeCalendarOf(context, calendars, taken, unclear)?.calendarId;
      if (calendarId === undefined) return [];
      const counting = countingFor(context, calendars, taken);
      return [
        {
          ...given({ professional, room }),
          calendarId,
          dependsOn: counting.map((calendar) => calendar.calendarId),
          durationMinutes: service.durationMinutes ?? professional?.consultationMinutes ?? usualMinutes,
          rules: rulesFor(context.booking.rules, service, professional),
        },
      ];
    },
  );
  return places.slice(0, mostPlaces);
}
