import { tellOfAppointment } from '../../domain/patient-messages/appointment-notifications.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { messageId } from '../../domain/messaging/message.ts';
import type { PatientNotice } from '../../domain/scheduling/appointment-changes.ts';
import {
  AppointmentNotFound,
  type Appointment,
  type AppointmentId,
} from '../../domain/scheduling/appointment.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';

type CancelRequest = {
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

type Needs = {
  appointments: Appointments;
  resolveClinicContext: ResolveClinicContext;
  ids: Ids;
  clock: Clock;
};

export const makeCancelAppointment = (needs: Needs): CancelAppointment => {
  const noticeFor = async (appointment: Appointment): Promise<PatientNotice> => {
    const { context } = await needs.resolveClinicContext(appointment.clinicId);
    return {
      messageId: messageId(needs.ids.next()),
      content: tellOfAppointment('cancelled', appointment, context, needs.clock.now()),
      requestId: appointment.id,
    };
  };

  return async ({ clinicId, appointmentId, by, reason }) => {
    const found = await needs.appointments.get(clinicId, appointmentId);
    if (found === undefined) throw new AppointmentNotFound(appointmentId);
    // a hold that was never requested ends without a word
    const isTold = by === 'clinic' && found.conversationId !== undefined && found.requestedAt !== undefined;
    const [cancelled] = await needs.appointments.apply(clinicId, [
      {
        change: 'cancel',
        appointmentId,
        reason: reason === undefined ? `by-${by}` : `by-${by}: ${reason}`,
        at: needs.clock.now(),
        ...(isTold && { notice: await noticeFor(found) }),
      },
    ]);
    return cancelled ?? found;
  };
};
