import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

/** `next`: where the next call begins. That conversation and later ones may hold more; absent when all were visited. */
type DeletedMessages = { readonly messages: number; readonly next?: ConversationId };
/** The retention of a clinic in one process's hands until `leaseUntil`: what was stored before `before` is to go. */
export type RetentionPass = {
  readonly clinicId: ClinicId;
  readonly days: number;
  readonly before: Date;
  readonly leaseUntil: Date;
};

/** How long each clinic keeps messages, and their end. Contract: tests/contract/contracts/privacy/retention.contract.ts */
export interface Retention {
  /** Absent: messages are kept. @throws ClinicNotFound */
  daysOf(clinicId: ClinicId): Promise<number | undefined>;
  /** It is due at once. @throws ClinicNotFound */
  setDays(clinicId: ClinicId, days: number | undefined): Promise<void>;
  /** That of the clinic whose has been due longest, for `leaseMs`, after which it is due again; absent when none is. */
  claimDue(leaseMs: number): Promise<RetentionPass | undefined>;
  /** It is due again `dueInMs` from now. Absent: it is not this process's any more, or the clinic has made another choice. */
  extend(pass: RetentionPass, dueInMs: number): Promise<RetentionPass | undefined>;
  /**
   * Visits the clinic's conversations by id, beginning with `from`, some thousands at most, until `limit` messages are deleted
   * that were stored before `before` and that are not to be sent any more, the oldest of a conversation first. Then it empties
   * what the assistant remembers of visited conversations that ended before `before`.
   */
  deleteMessages(
    clinicId: ClinicId,
    before: Date,
    limit: number,
    from?: ConversationId,
  ): Promise<DeletedMessages>;
  /** Deletes notes of the team, and how models came to answers, from before `before`: at most `limit` of each. How many. */
  deleteNotesAndTurnRecords(clinicId: ClinicId, before: Date, limit: number): Promise<number>;
  /** Deletes at most `limit` parked items of the clinic that were received before then. How many. */
  deleteParked(clinicId: ClinicId, before: Date, limit: number): Promise<number>;
  /** The same for those to numbers that no clinic has, `days` after they were received. */
  deleteUnclaimed(days: number, limit: number): Promise<number>;
}
