import type { ClinicId } from '../../domain/clinic/clinic.ts';
import {
  AppointmentNotFound,
  type Appointment,
  type AppointmentId,
} from '../../domain/scheduling/appointment.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Appointments } from '../ports/scheduling/appointments.ts';
import type { Clock } from '../ports/system/clock.ts';
import { deletedVisit } from './calendar-sync/record-finding.ts';

type KeepRequest = { readonly clinicId: ClinicId; readonly appointmentId: AppointmentId };

/**
 * The clinic's answer that a visit stands although somebody deleted its event in Google: the event is written again by the
 * worker. Harmless when nothing was asked.
 * @throws AppointmentNotFound, AppointmentClosed when it is not confirmed (any more)
 */
export type KeepAppointment = (request: KeepRequest) => Promise<Appointment>;

type Needs = { appointments: Appointments; alerts: Alerts; clock: Clock };

export const makeKeepAppointment =
  ({ appointments, alerts, clock }: Needs): KeepAppointment =>
  async ({ clinicId, appointmentId }) => {
    const [kept] = await appointments.apply(clinicId, [{ change: 'keep', appointmentId }]);
    if (kept === undefined) throw new AppointmentNotFound(appointmentId);
    await alerts.resolve(deletedVisit(clinicId, appointmentId), clock.now());
    return kept;
  };
