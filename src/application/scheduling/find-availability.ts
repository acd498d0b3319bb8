import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { LocalDate } from '../../domain/clinic/local-time.ts';
import type { AppointmentId } from '../../domain/scheduling/appointment.ts';
import type { OfferedSlots } from '../../domain/scheduling/offered-slots.ts';

export type AvailabilityRequest = {
  readonly clinicId: ClinicId;
  readonly serviceId: string;
  /** Only times of this practitioner; otherwise of everybody who offers the service. */
  readonly practitionerId?: string;
  /** An instant, or a day of the clinic's clocks: then from its beginning. */
  readonly from: Date | LocalDate;
  /** An instant (not included), or a day of the clinic's clocks: then to its end. */
  readonly to: Date | LocalDate;
  /** This appointment is to be moved: its own time counts as free. */
  readonly moving?: AppointmentId;
  /** Something is about to be decided by the answer: the calendars are read now. */
  readonly anew?: true;
  /** The earliest so many; all when absent. */
  readonly limit?: number;
};

/**
 * The times that may be booked, within the clinic's minimum notice and horizon. Calendars are read at most half a
 * minute ago; booking reads them anew.
 * @throws ClinicNotFound, ServiceNotFound, PractitionerNotFound, AppointmentNotFound, GoogleNotConnected,
 * GoogleReconnectRequired, CalendarsUnavailable
 */
export type FindAvailability = (request: AvailabilityRequest) => Promise<OfferedSlots>;
