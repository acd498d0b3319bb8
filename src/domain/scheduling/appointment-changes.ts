import type { OutboundContent, MessageId } from '../messaging/message.ts';
import type { Appointment, AppointmentId } from './appointment.ts';

/** Makes a repeated request harmless: the same key and fingerprint find what the first one made. */
export type OnceOnly = {
  readonly key: string;
  /** Of everything that was asked for. */
  readonly fingerprint: string;
};

/** A message to the patient, stored together with the change that it is about. */
export type PatientNotice = {
  readonly messageId: MessageId;
  readonly content: OutboundContent;
  readonly requestId: string;
};

/** What the assistant or the front end asks of the appointment book; several commit together or not at all. */
export type AppointmentChange =
  /** Takes the time of a new appointment; withdraws earlier requests to move what it replaces. */
  | { readonly change: 'hold'; readonly appointment: Appointment; readonly once?: OnceOnly }
  /** It stays where it is: withdraws earlier requests to move it. Refused when it could not be moved. */
  | { readonly change: 'stay'; readonly appointmentId: AppointmentId; readonly once?: OnceOnly }
  /** The patient's yes to a hold. Harmless when it was said before. */
  | { readonly change: 'request'; readonly appointmentId: AppointmentId; readonly at: Date }
  /** Harmless when it is cancelled already; the notice is stored only by the change that really cancels. */
  | {
      readonly change: 'cancel';
      readonly appointmentId: AppointmentId;
      readonly reason: string;
      readonly at: Date;
      readonly notice?: PatientNotice;
    };
