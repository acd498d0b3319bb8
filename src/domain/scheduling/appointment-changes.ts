import type { OutboundContent, MessageId } from '../messaging/message.ts';
import type { NoticeSubject } from '../patient-messages/notice.ts';
import type { Appointment, AppointmentId } from './appointment.ts';
import type { CountedLimit } from './visit-limits.ts';

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
  /** By which it is said again when it goes out late. */
  readonly about: NoticeSubject;
};

/** What the assistant or the front end asks of the appointment book; several commit together or not at all. */
export type AppointmentChange =
  /** Takes the time of a new appointment; withdraws earlier requests to move what it replaces. */
  | {
      readonly change: 'hold';
      readonly appointment: Appointment;
      readonly once?: OnceOnly;
      /** Kept in the same transaction: its day or week may fill up meanwhile. */
      readonly limits?: readonly CountedLimit[];
    }
  /** It stays where it is: withdraws earlier requests to move it. Refused when it could not be moved. */
  | { readonly change: 'stay'; readonly appointmentId: AppointmentId; readonly once?: OnceOnly }
  /** The patient's yes to a hold. Harmless when it was said before. */
  | { readonly change: 'request'; readonly appointmentId: AppointmentId; readonly at: Date }
  /** The clinic's answer that a visit stands although its event was deleted. Harmless when nothing was asked. */
  | { readonly change: 'keep'; readonly appointmentId: AppointmentId }
  /** The clinic writes its visits elsewhere now. Harmless when it stands there. Refused when it is not confirmed. */
  | { readonly change: 'relocate'; readonly appointmentId: AppointmentId; readonly calendarId: string }
  /** The patient will come. Harmless when it was said before. Refused when the visit is not confirmed. */
  | { readonly change: 'attend'; readonly appointmentId: AppointmentId; readonly at: Date }
  /** Harmless when it is cancelled already; the notice is stored only by the change that really cancels. */
  | {
      readonly change: 'cancel';
      readonly appointmentId: AppointmentId;
      readonly reason: string;
      readonly at: Date;
      readonly notice?: PatientNotice;
    };
