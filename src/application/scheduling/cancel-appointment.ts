import { tellOfAppointment } from '../../domain/patient-messages/appointment-notifications.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { messageId } from '../../domain/messaging/message.ts';
import type { PatientNotice } from '../../domain/scheduling/appointment-changes.ts';
import {
  AppointmentNotFound,
  type Appointment,
  type AppointmentId,
} from '../../domain/scheduling/appointment.ts';
import type { NoticeForecast } from '../../domain/patient-messages/notice.ts';
import type { ForeseeNotice } from '../messaging/window/foresee-notice.ts';
import type { ResolveClinicContext } from '../clinic/resolve-clinic-context.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import { deletedVisit } from './calendar-sync/record-finding.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Ids } from '../ports/system/ids.ts';

type CancelRequest = {
  readonly clinicId: ClinicId;
  readonly appointmentId: AppointmentId;
  /** A patient hears of it from the dialogue; when the clinic cancels, the patient is told. */
  readonly by: 'patient' | 'clinic';
  /** For the clinic's own records; never shown to the patient. */
  readonly reason?: string;
  /** The clinic itself tells the patient. */
  readonly isToldByClinic?: true;
};

/**
 * Frees the time at once; the event is removed from the calendar by the worker. Withdraws a pending move of it too.
 * Cancelling twice is cancelling once. Says whether and how the patient is told.
 * @throws AppointmentNotFound, AppointmentClosed when it had failed already.
 */
export type CancelAppointment = (
  request: CancelRequest,
) => Promise<{ readonly appointment: Appointment; readonly patientNotice: NoticeForecast }>;

type Needs = {
  appointments: Appointments;
  resolveClinicContext: ResolveClinicContext;
  foreseeNotice: ForeseeNotice;
  ids: Ids;
  alerts: Pick<Alerts, 'resolve'>;
  clock: Clock;
};

export const makeCancelAppointment = (needs: Needs): CancelAppointment => {
  const noticeFor = async (appointment: Appointment): Promise<PatientNotice> => {
    const { context } = await needs.resolveClinicContext(appointment.clinicId);
    return {
      messageId: messageId(needs.ids.next()),
      content: tellOfAppointment('cancelled', appointment, context, needs.clock.now()),
      requestId: appointment.id,
      about: { kind: 'cancelled', appointmentId: appointment.id },
    };
  };

  return async ({ clinicId, appointmentId, by, reason, isToldByClinic }) => {
    const found = await needs.appointments.get(clinicId, appointmentId);
    if (found === undefined) throw new AppointmentNotFound(appointmentId);
    const { conversationId } = found;
    const patientNotice =
      knownAlready(found, by, isToldByClinic) ??
      (await needs.foreseeNotice({ clinicId, conversationId, purpose: 'cancelled' }));
    const isTold = patientNotice.how !== 'none';
    const [cancelled] = await needs.appointments.apply(clinicId, [
      {
        change: 'cancel',
        appointmentId,
        reason: reason === undefined ? `by-${by}` : `by-${by}: ${reason}`,
        at: needs.clock.now(),
        ...(isTold && { notice: await noticeFor(found) }),
      },
    ]);
    if (found.askedAbout !== undefined)
      await needs.alerts.resolve(deletedVisit(clinicId, appointmentId), needs.clock.now());
    return { appointment: cancelled ?? found, patientNotice };
  };
};

/** Why the patient need not be told; `undefined` when they have to be. */
function knownAlready(
  { state, requestedAt }: Appointment,
  by: CancelRequest['by'],
  isToldByClinic: true | undefined,
): NoticeForecast | undefined {
  if (by === 'patient' || state === 'cancelled') return { how: 'none', because: 'known' };
  if (isToldByClinic === true) return { how: 'none', because: 'not-wanted' };
  // a hold that was never requested ends without a word
  return requestedAt === undefined ? { how: 'none', because: 'not-wanted' } : undefined;
}
