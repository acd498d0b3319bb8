/** Counts what happens, per clinic; `none` stands for "no clinic known". Durations in milliseconds. */
export interface Telemetry {
  webhookItem(clinicId: string | undefined, kind: string, outcome: string): void;
  /** Once for each clinic that the webhook concerned. */
  webhookAnswered(clinicId: string | undefined, status: number, ms: number): void;
  turnEnded(clinicId: string, outcome: string, waitedMs: number): void;
  delivery(clinicId: string, status: string, errorClass: string | undefined): void;
  /** From the commit of the message to the vendor's answer. */
  deliveryTook(clinicId: string, ms: number): void;
  retry(clinicId: string, errorClass: string): void;
  unknownSend(clinicId: string, event: 'opened' | 'settled' | 'resent' | 'given-up'): void;
  /** How a consent ended: `connected` or the code of its refusal. */
  consent(clinicId: string | undefined, outcome: string): void;
  renewal(clinicId: string, outcome: string, ms: number): void;
  revocation(clinicId: string, outcome: string): void;
  /** What a caller of the REST API was answered: `what` is book, reschedule or cancel; an error's code otherwise. */
  bookingAnswered(clinicId: string, what: string, outcome: string): void;
  /** How an attempt to bring an appointment and its calendar in step ended, and how long it was due before. */
  appointmentSynced(clinicId: string, calendarId: string, outcome: string, waitedMs: number): void;
  /** An older front end called; of which clinic only when it may act there. */
  legacyCalled(route: string, clinicId: string | undefined): void;
  /** What the clinic's policy deleted in one round, or the installation's of nobody's parked items. */
  retained(clinicId: string | undefined, messages: number, parked: number): void;
  loopFailed(loop: string): void;
}
