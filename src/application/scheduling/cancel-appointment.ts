import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Appointment, AppointmentId } from '../../domain/scheduling/appointment.ts';

export type CancelRequest = {
  readonly clinicId: ClinicId;
  readonly appointmentId: AppointmentId;
  /** A patient hears of it from the dialogue; when the clinic cancels, the patient is told. */
  readonly by: 'patient' | 'clinic';
  /** For the clinic's own records; never shown to the patient. */
  readonly reason?: string;
};

/**
 * Frees the time at once; the event is removed from the calendar by the worker. Withdraws a pending move of it too.
 * Cancelling twice is cancelling once.
 * @throws AppointmentNotFound, AppointmentClosed when it had failed already.
 */
export type CancelAppointment = (request: CancelRequest) => Promise<Appointment>;
