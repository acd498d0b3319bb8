import type { ClinicContext } from '../../clinic/clinic-context.ts';
import type { HealthcareService } from '../../clinic/healthcare-service.ts';
import type { Professional } from '../../clinic/professional.ts';
import { isNamed, type Room } from '../../clinic/room.ts';
import { given } from '../../given.ts';
import { folded } from '../../language/folded-text.ts';
import { ProfessionalNotFound } from '../scheduling-errors.ts';

/** Whose time a visit takes: a professional's, a room's, or that of both. */
type Takers = { readonly professional?: Professional; readonly room?: Room };

/** In the clinic's order, rooms within people. @throws ProfessionalNotFound when `wanted` does not offer the service */
export function takers(
  context: ClinicContext,
  service: HealthcareService,
  wanted: string | undefined,
): readonly Takers[] {
  const rooms = roomsFor(context, service);
  return whoOffers(context, service, wanted).flatMap((professional) =>
    rooms.map((room) => ({ ...given({ professional, room }) })),
  );
}

/** Those that the service names and that are not switched off; of a service that names only such, none. */
function roomsFor(
  { rooms }: Pick<ClinicContext, 'rooms'>,
  { roomIds }: HealthcareService,
): readonly (Room | undefined)[] {
  if (roomIds.length === 0) return [undefined];
  return rooms.filter((room) => roomIds.some((named) => isNamed(room, named)));
}

/**
 * Those the service names, else those of its specialty, else everybody. Of who it names, and of its specialists, only
 * those who are not switched off: then perhaps nobody. A clinic that has no professionals at all still has an agenda.
 */
function whoOffers(
  { professionals, inactiveProfessionals }: ClinicContext,
  service: HealthcareService,
  wanted: string | undefined,
): readonly (Professional | undefined)[] {
  const { professionalIds, specialty } = service;
  const isOffering = ({ id, name }: Professional) =>
    professionalIds.some((named) => named === id || folded(named) === folded(name));
  const isSpecialist = ({ specialties }: Professional) =>
    specialties.some((own) => folded(own) === folded(specialty ?? ''));
  const all = [...professionals, ...inactiveProfessionals];
  const hasSpecialists = all.some(isSpecialist);
  const takesNobody = isWithoutProfessional(service, hasSpecialists);
  const everybody = hasSpecialists ? professionals.filter(isSpecialist) : professionals;
  const offering = professionalIds.length > 0 ? professionals.filter(isOffering) : everybody;
  if (wanted === undefined) return takesNobody || all.length === 0 ? [undefined] : offering;
  const chosen = takesNobody ? undefined : offering.find(({ id }) => id === wanted);
  if (chosen === undefined) throw new ProfessionalNotFound(wanted);
  return [chosen];
}

/** The clinic's word, or else: an exam with a room or a device of its own that nobody is named for. */
function isWithoutProfessional(
  { kind, professionalIds, roomIds, needsProfessional }: HealthcareService,
  hasSpecialists: boolean,
): boolean {
  if (needsProfessional !== undefined) return !needsProfessional;
  return kind === 'exam' && roomIds.length > 0 && professionalIds.length === 0 && !hasSpecialists;
}
