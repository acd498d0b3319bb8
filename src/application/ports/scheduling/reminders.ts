import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { MessageId } from '../../../domain/messaging/message.ts';
import type { DecidedReminder } from '../../../domain/reminders/decide-reminder.ts';
import type { QueuedReminder } from '../../../domain/reminders/recheck-reminder.ts';
import type { PatientNotice } from '../../../domain/scheduling/appointment-changes.ts';
import type { Appointment, AppointmentId } from '../../../domain/scheduling/appointment.ts';
import type { TimeSlot } from '../../../domain/scheduling/time-slot.ts';

/** A confirmed visit whose reminders have to be looked at, held under a lease. */
export type ClaimedVisit = {
  readonly appointment: Appointment;
  /** Of its present time. */
  readonly decided: readonly DecidedReminder[];
  /** It is being moved, or somebody changed it in Google and the patient has not heard yet. */
  readonly isUnsettled: boolean;
  /** When it got its present time, if it had another one before. */
  readonly movedAt?: Date;
  /** When its patient was reminded last, of whatever time of it. */
  readonly lastRemindedAt?: Date;
  readonly leaseToken: number;
};

export type ReminderSettlement = {
  readonly skipped: readonly DecidedReminder[];
  /** A reminder that goes out, and its message: stored only if that reminder was not decided before. */
  readonly sent?: DecidedReminder & { readonly notice: PatientNotice };
  /** When the visit is looked at again; absent: not any more. */
  readonly next?: Date;
};

/** A visit to come that nobody has confirmed, and what became of its reminders. */
export type UnconfirmedVisit = {
  readonly appointment: Appointment;
  readonly reminders: readonly (DecidedReminder & { readonly messageId?: MessageId })[];
};

/**
 * When patients are reminded of their visits. A visit is due as soon as it is confirmed or has got another time, and when
 * the rules or the time zone of its clinic change. Contract: tests/contract/contracts/scheduling/reminders.contract.ts
 */
export interface Reminders {
  /** Claims visits of active clinics that are due, in turns over the clinics. */
  claim(limit: number, leaseMs: number): Promise<readonly ClaimedVisit[]>;
  /**
   * In one transaction with the message. `false`, and no change, when the lease is not ours any more, or the visit has
   * ended or moved since.
   */
  settle(visit: ClaimedVisit, settlement: ReminderSettlement): Promise<boolean>;
  /** What the message of a reminder of this visit was decided for; `undefined` of any other message. */
  queued(
    clinicId: ClinicId,
    appointmentId: AppointmentId,
    messageId: MessageId,
  ): Promise<QueuedReminder | undefined>;
  /** Milliseconds until a visit that is not due yet becomes due. */
  msUntilDue(): Promise<number | undefined>;
  /** Confirmed visits that begin in the window and whose patients have not said that they come, by start and id. @throws InvalidCursor */
  unconfirmed(
    clinicId: ClinicId,
    window: TimeSlot,
    limit: number,
    cursor?: string,
  ): Promise<{ readonly visits: readonly UnconfirmedVisit[]; readonly next?: string }>;
}
