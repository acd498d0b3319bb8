import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { appointmentId, type Appointment, type AppointmentId } from '../../domain/scheduling/appointment.ts';
import { checkMovable } from '../../domain/scheduling/change-appointment.ts';
import { onceOnly } from './book-appointment.ts';
import type { BeyondLimits } from '../../domain/scheduling/visits/limits-in-the-way.ts';
import { takeTime, type TakeNeeds } from './take-time.ts';
import { findMoved } from './visit-plan.ts';
import { given } from '../../domain/given.ts';

type MoveRequest = {
  readonly clinicId: ClinicId;
  /** The appointment that is to be moved. */
  readonly appointmentId: AppointmentId;
  readonly start: Date;
  /** The same professional when absent. */
  readonly professionalId?: string;
  readonly intent: 'hold' | 'book';
  /** Limits of patients that people of the clinic knowingly go beyond. */
  readonly beyondLimits?: BeyondLimits;
  /** The clinic itself tells the patient that it was moved. */
  readonly isToldByClinic?: true;
  readonly key?: string;
};

/**
 * Takes the new time as a new appointment of the same series. The old one stays until the new one is confirmed, and
 * stays for good when it is not. An earlier request to move the same appointment is withdrawn, also by one to move it to
 * the time that it has already.
 * @throws AppointmentNotFound, AppointmentClosed when there is nothing to move any more, and what BookAppointment throws.
 */
export type RescheduleAppointment = (request: MoveRequest) => Promise<Appointment>;

export const makeRescheduleAppointment =
  (needs: TakeNeeds): RescheduleAppointment =>
  async (request) => {
    const { clinicId, appointmentId: oldId, start, intent, key, beyondLimits = [], ...visit } = request;
    const { isToldByClinic } = visit;
    const once =
      key === undefined
        ? undefined
        : onceOnly('move', key, {
            oldId,
            start,
            intent,
            ...visit,
            ...given({ beyondLimits: request.beyondLimits }),
          });
    const made = once && (await needs.appointments.madeOnce(clinicId, once));
    if (made !== undefined) return made;
    const { found: old, moved } = await findMoved(needs, clinicId, oldId);
    checkMovable(old);
    const professionalId = visit.professionalId ?? old.professionalId;
    const isThere = ({ slot, professionalId: theirs }: Appointment) =>
      slot.start.getTime() === start.getTime() && theirs === professionalId;
    if (isThere(moved)) {
      const [stayed = moved] = await needs.appointments.apply(clinicId, [
        { change: 'stay', appointmentId: moved.id, ...given({ once }) },
      ]);
      return stayed;
    }
    if (isThere(old)) return old;
    return takeTime(needs, {
      clinicId,
      serviceId: old.serviceId,
      professionalId,
      start,
      intent,
      once,
      moving: moved,
      beyondLimits,
      appointment: {
        id: appointmentId(needs.ids.next()),
        seriesId: old.seriesId,
        replaces: moved.id,
        ...given({ contactId: old.contactId, conversationId: old.conversationId, isToldByClinic }),
      },
    });
  };
