import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ContactId } from '../../domain/messaging/people/contact-identity.ts';
import { windowOf, type DayOrInstant } from '../../domain/scheduling/booking-window.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { AppointmentPage, Appointments } from '../ports/scheduling/appointments.ts';

type ListRequest = {
  readonly clinicId: ClinicId;
  readonly from: DayOrInstant;
  readonly to: DayOrInstant;
  readonly limit: number;
  readonly cursor?: string;
  /** Only those of this person. */
  readonly contactId?: ContactId;
};

/**
 * A page of what the clinic's book holds in a window, in any state; days are days of the clinic's clocks.
 * @throws ClinicNotFound, InvalidCursor
 */
export type ListAppointments = (request: ListRequest) => Promise<AppointmentPage>;

type Needs = { appointments: Appointments; resolveClinicContext: ResolveClinicContext };

export const makeListAppointments =
  ({ appointments, resolveClinicContext }: Needs): ListAppointments =>
  async ({ clinicId, from, to, limit, cursor, contactId }) => {
    const { context } = await resolveClinicContext(clinicId);
    return appointments.list(clinicId, windowOf(context.timeZone, from, to), limit, cursor, contactId);
  };
