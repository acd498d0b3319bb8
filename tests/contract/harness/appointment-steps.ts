import type { ClaimedSync } from '../../../src/application/ports/scheduling/appointments.ts';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { messageId } from '../../../src/domain/messaging/message.ts';
import type { AppointmentChange, PatientNotice } from '../../../src/domain/scheduling/appointment-changes.ts';
import {
  appointmentId,
  type Appointment,
  type AppointmentId,
} from '../../../src/domain/scheduling/appointment.ts';
import { anAppointment } from '../../support/builders/an-appointment.ts';
import type { Harness } from './harness.ts';
import { leaseMs } from './steps.ts';

type Wish = Parameters<typeof anAppointment>[2];

/** Takes the time of a new appointment. */
export async function hold(harness: Harness, clinicId: ClinicId, wish?: Wish): Promise<Appointment> {
  const appointment = anAppointment(harness, clinicId, wish);
  const [held] = await harness.stores.appointments.apply(clinicId, [{ change: 'hold', appointment }]);
  return held!;
}

/** One that waits for its calendar. */
export const book = (harness: Harness, clinicId: ClinicId, wish: Wish = {}): Promise<Appointment> =>
  hold(harness, clinicId, { requestedAt: harness.now(), ...wish });

export async function claimSync(harness: Harness): Promise<ClaimedSync> {
  const [sync] = await harness.stores.appointments.claim(1, leaseMs);
  if (sync === undefined) throw new Error('No appointment was due');
  return sync;
}

export const eventOf = ({ appointment }: ClaimedSync) => ({
  calendarId: appointment.calendarId,
  eventId: `event${appointment.generation}`,
  slot: appointment.slot,
});

/** Booked, and seen in its calendar. */
export async function confirm(harness: Harness, clinicId: ClinicId, wish?: Wish): Promise<Appointment> {
  const { id } = await book(harness, clinicId, wish);
  const sync = await claimSync(harness);
  if (sync.appointment.id !== id) throw new Error('Another appointment was due');
  await harness.stores.appointments.aboutToWrite(sync, eventOf(sync));
  await harness.stores.appointments.settle(sync, { to: 'confirmed' });
  return (await harness.stores.appointments.get(clinicId, id))!;
}

export const notice = (
  harness: Harness,
  body = 'told',
  about: PatientNotice['about'] = { kind: 'cancelled', appointmentId: appointmentId(harness.ids.next()) },
): PatientNotice => ({
  messageId: messageId(harness.ids.next()),
  content: { type: 'text', body },
  requestId: 'request-1',
  about,
});

/** What is done and seen in the book of the clinic of the running test. */
export const bookOf = (of: () => { readonly harness: Harness; readonly clinicId: ClinicId }) => {
  const apply = (change: AppointmentChange) =>
    of().harness.stores.appointments.apply(of().clinicId, [change]);
  return {
    stateOf: async ({ id }: Pick<Appointment, 'id'>) => {
      const { harness, clinicId } = of();
      const found = await harness.stores.appointments.get(clinicId, id);
      return [found?.state, found?.reason];
    },
    cancel: (id: AppointmentId, told?: PatientNotice) =>
      apply({
        ...{ change: 'cancel', appointmentId: id, reason: 'by-patient', at: of().harness.now() },
        ...(told && { notice: told }),
      }),
    request: (id: AppointmentId) => apply({ change: 'request', appointmentId: id, at: of().harness.now() }),
  };
};
