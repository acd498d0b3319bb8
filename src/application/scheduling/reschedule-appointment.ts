import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Appointment, AppointmentId } from '../../domain/scheduling/appointment.ts';

export type MoveRequest = {
  readonly clinicId: ClinicId;
  /** The appointment that is to be moved. */
  readonly appointmentId: AppointmentId;
  readonly start: Date;
  /** The same practitioner when absent. */
  readonly practitionerId?: string;
  readonly intent: 'hold' | 'book';
  readonly key?: string;
};

/**
 * Takes the new time as a new appointment of the same series. The old one stays until the new one is confirmed, and
 * stays for good when it is not. An earlier wish to move the same appointment is withdrawn.
 * @throws AppointmentNotFound, AppointmentClosed when there is nothing to move any more, and what BookAppointment throws.
 */
export type RescheduleAppointment = (request: MoveRequest) => Promise<Appointment>;
