import type { ClinicContext } from '../../clinic/clinic-context.ts';
import { folded } from '../../language/folded-text.ts';
import type { HealthcareService } from '../../clinic/healthcare-service.ts';
import type { Practitioner } from '../../clinic/practitioner.ts';
import { isWritable, type ChosenCalendar } from './chosen-calendar.ts';
import { ambiguousCalendars } from './whose-calendar.ts';
import { PractitionerNotFound, ServiceNotFound } from '../scheduling-errors.ts';
import { given } from '../../given.ts';

/** Where a visit could take place: with who, in which calendar it would stand, and which ones keep it away. */
export type BookingPlace = {
  readonly practitioner?: Practitioner;
  readonly calendarId: string;
  readonly dependsOn: readonly string[];
  readonly durationMinutes: number;
};

const usualMinutes = 30;
type Known = Pick<ClinicContext, 'practitioners' | 'inactivePractitioners'>;

/** Mapped to somebody of who the clinic's document does not know (any more): whose time it is nobody can say. */
export const isUnassigned = (
  { practitioners, inactivePractitioners }: Known,
  { practitionerId }: Pick<ChosenCalendar, 'practitionerId'>,
): boolean =>
  practitionerId !== undefined &&
  ![...practitioners, ...inactivePractitioners].some(({ id }) => id === practitionerId);

/** Those that keep a visit away: the practitioner's own, and those that count for everybody. */
export const countingFor = <Calendar extends Pick<ChosenCalendar, 'practitionerId'>>(
  context: Known | undefined,
  calendars: readonly Calendar[],
  practitionerId: string | undefined,
): readonly Calendar[] =>
  calendars.filter(
    (calendar) =>
      calendar.practitionerId === undefined ||
      calendar.practitionerId === practitionerId ||
      (context !== undefined && isUnassigned(context, calendar)),
  );

/** @throws ServiceNotFound */
export function serviceOf({ services }: ClinicContext, serviceId: string): HealthcareService {
  const service = services.find(({ id }) => id === serviceId);
  if (service === undefined) throw new ServiceNotFound(serviceId);
  return service;
}

/**
 * A practitioner's own calendars count for them, calendars without a (known) practitioner for everybody. A visit is
 * written to their first writable calendar, else to the one that the clinic shares; with neither there is no place.
 * @throws PractitionerNotFound when the one asked for does not exist or does not offer the service
 */
export function bookingPlaces(
  context: ClinicContext,
  service: HealthcareService,
  calendars: readonly ChosenCalendar[],
  wanted?: string,
): readonly BookingPlace[] {
  const shared = calendars.filter(({ practitionerId }) => practitionerId === undefined).filter(isWritable);
  const unclear = new Set(ambiguousCalendars(context, calendars));
  return whoOffers(context, service, wanted).flatMap((practitioner): readonly BookingPlace[] => {
    const own =
      practitioner === undefined
        ? []
        : calendars.filter(({ practitionerId }) => practitionerId === practitioner.id);
    const written = own.find(isWritable) ?? shared.find((calendar) => !unclear.has(calendar));
    if (written === undefined) return [];
    return [
      {
        ...given({ practitioner }),
        calendarId: written.calendarId,
        dependsOn: countingFor(context, calendars, practitioner?.id).map(({ calendarId }) => calendarId),
        durationMinutes: service.durationMinutes ?? practitioner?.consultationMinutes ?? usualMinutes,
      },
    ];
  });
}

/**
 * Those the service names, else those of its specialty, else everybody. Of who it names, and of its specialists, only
 * those who are not switched off: then perhaps nobody. A clinic that has no practitioners at all still has an agenda.
 */
function whoOffers(
  { practitioners, inactivePractitioners }: ClinicContext,
  { practitionerIds, specialty }: HealthcareService,
  wanted: string | undefined,
): readonly (Practitioner | undefined)[] {
  const isNamed = ({ id, name }: Practitioner) =>
    practitionerIds.some((named) => named === id || folded(named) === folded(name));
  const isSpecialist = ({ specialties }: Practitioner) =>
    specialties.some((own) => folded(own) === folded(specialty ?? ''));
  const all = [...practitioners, ...inactivePractitioners];
  const everybody = all.some(isSpecialist) ? practitioners.filter(isSpecialist) : practitioners;
  const offering = practitionerIds.length > 0 ? practitioners.filter(isNamed) : everybody;
  if (wanted === undefined) return all.length === 0 ? [undefined] : offering;
  const chosen = offering.find(({ id }) => id === wanted);
  if (chosen === undefined) throw new PractitionerNotFound(wanted);
  return [chosen];
}
