import type { ConnectionStatus } from '../../../domain/connection/google-connection.ts';
import type { SendEnding } from '../../../domain/messaging/delivery-status.ts';
import type { TokenCount } from '../../../domain/assistant/model/turn-record.ts';

/** Counts what happens, per clinic; `none` stands for "no clinic known". Durations in milliseconds. */
export interface Telemetry {
  webhookItem(clinicId: string | undefined, kind: string, outcome: string): void;
  /** Once for each clinic that the webhook concerned. */
  webhookAnswered(clinicId: string | undefined, status: number, ms: number): void;
  /** A request was answered; `route` is its pattern, absent for an unknown one. */
  requestAnswered(method: string, route: string | undefined, status: number, ms: number): void;
  turnEnded(clinicId: string, outcome: string, waitedMs: number): void;
  delivery(clinicId: string, status: string, errorClass: string | undefined): void;
  /** A message has reached the patient or failed; once for each, but one that failed may arrive after all. */
  messageEnded(clinicId: string, ending: SendEnding): void;
  /** From the commit of the message to the vendor's answer. */
  deliveryTook(clinicId: string, ms: number): void;
  retry(clinicId: string, errorClass: string): void;
  unknownSend(clinicId: string, event: 'opened' | 'settled' | 'resent' | 'given-up'): void;
  /** Whether the patient's phone was told that people have read: `dropped` when too many were on their way. */
  readReceipt(clinicId: string, outcome: 'told' | 'refused' | 'dropped'): void;
  /** How a consent ended: `connected` or the code of its refusal. */
  consent(clinicId: string | undefined, outcome: string): void;
  /** How a clinic's Google connection stands, at a look that comes at even intervals. */
  connectionSeen(clinicId: string, status: ConnectionStatus): void;
  renewal(clinicId: string, outcome: string, ms: number): void;
  revocation(clinicId: string, outcome: string): void;
  /** What a caller of the REST API was answered: `what` is book, reschedule or cancel; an error's code otherwise. */
  bookingAnswered(clinicId: string, what: string, outcome: string): void;
  /** How an attempt to bring an appointment and its calendar in step ended, and how long it was due before. */
  appointmentSynced(clinicId: string, calendarId: string, outcome: string, waitedMs: number): void;
  /** How a reading of a calendar's changes ended, and how long it took. */
  calendarRead(clinicId: string, outcome: string, ms: number): void;
  /** An older front end called; of which clinic only when it may act there. */
  legacyCalled(route: string, clinicId: string | undefined): void;
  /** What the clinic's policy deleted in one round, or the installation's of nobody's parked items. */
  retained(clinicId: string | undefined, messages: number, parked: number): void;
  /** One request to a language model: how it ended, and how long it took. */
  modelAsked(clinicId: string, end: string, ms: number): void;
  /** What a turn of a model came to: `model`, or why the guided dialogue answered; tokens; millionths of a dollar. */
  modelTurn(clinicId: string, outcome: string, use: TokenCount & { readonly microdollars?: number }): void;
  /** How an attempt to tell of an alert ended; without a clinic at a destination of the installation. */
  alertDelivery(clinicId: string | undefined, channel: string, outcome: string): void;
  loopFailed(loop: string): void;
}
