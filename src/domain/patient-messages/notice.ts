import type { OutboundContent } from '../messaging/message.ts';
import type { Appointment, AppointmentId } from '../scheduling/appointment.ts';
import type { AppointmentNotification } from './appointment-notifications.ts';

/** `reopening`: asks the patient to write, because something waits for that. */
export type NoticeKind = AppointmentNotification | 'reopening';

/** What a notice tells, and of which appointment. */
export type NoticeSubject =
  | { readonly kind: AppointmentNotification; readonly appointmentId: AppointmentId }
  | { readonly kind: 'reopening' };

/** A notice that goes out later than this is looked at again first. */
const freshMs = 5 * 60_000;

type Due = {
  readonly createdAt: Date;
  readonly waited: boolean;
  readonly about?: NoticeSubject | undefined;
};

/** Whether what it says may have been overtaken by events. Nobody is reminded of a visit that was moved a moment ago. */
export const mayBeOutdated = ({ createdAt, waited, about }: Due, now: Date): boolean =>
  about?.kind === 'reminder' || waited || now.getTime() - createdAt.getTime() > freshMs;

/**
 * Whether the notice would still be right. One that is not is never sent: whatever made it wrong was the patient's own
 * act, or has a notice of its own.
 */
export function isStillTrue(
  kind: AppointmentNotification,
  appointment: Pick<Appointment, 'state' | 'slot' | 'requestedAt'> | undefined,
  now: Date,
): boolean {
  if (appointment === undefined) return false;
  const { state, slot, requestedAt } = appointment;
  switch (kind) {
    case 'confirmed':
    case 'moved':
    case 'moved-by-clinic':
      return state === 'confirmed' && slot.end > now;
    // after it began it reminds of nothing
    case 'reminder':
      return state === 'confirmed' && slot.start > now;
    case 'cancelled':
      return state === 'cancelled';
    case 'slot-taken':
    case 'calendar-failure':
      return state === 'failed';
    case 'waiting':
    case 'waiting-for-hours':
      return state === 'held' && requestedAt !== undefined;
  }
}

/** Why a notice was cancelled that events have overtaken. */
export const noLongerTrue = 'no-longer-true';

/** Whether and how a patient is told, as far as it can be said before. */
export type NoticeForecast =
  /**
   * `message`: at once. `template`: at once, as one, because the customer service window is closed. `when-patient-writes`:
   * the same, but there is no template, and it waits.
   */
  | { readonly how: 'message' | 'template' | 'when-patient-writes' }
  | {
      readonly how: 'none';
      /** `opted-out`: the patient wants nothing that the clinic starts by itself. `not-wanted`: it was held for a moment and never requested, or the clinic tells them itself. `known`: nothing changed, or by the patient. */
      readonly because: 'no-conversation' | 'opted-out' | 'not-wanted' | 'known';
    };

/** Stands in the conversation until its template is filled. */
export const reopening: OutboundContent = {
  type: 'text',
  body: 'Pedimos ao paciente que escreva, para receber o que espera por ele.',
};
