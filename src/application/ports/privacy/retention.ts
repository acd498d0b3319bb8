import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';

/** `next`: of which conversation there may be more, and of all behind it; absent when all of the clinic were gone through. */
export type DeletedMessages = { readonly messages: number; readonly next?: ConversationId };
export type RetentionPolicy = { readonly clinicId: ClinicId; readonly days: number };

/** How long each clinic keeps messages, and their end. Contract: tests/contract/contracts/privacy/retention.contract.ts */
export interface Retention {
  /** Absent: messages are kept. @throws ClinicNotFound */
  daysOf(clinicId: ClinicId): Promise<number | undefined>;
  /** It is due at once. @throws ClinicNotFound */
  setDays(clinicId: ClinicId, days: number | undefined): Promise<void>;
  /** That of the clinic whose has been due longest, due again `againMs` from now; absent when none is. */
  claimDue(againMs: number): Promise<RetentionPolicy | undefined>;
  /**
   * Goes through the clinic's conversations by id, beginning with `from`, until `limit` messages are deleted that were stored
   * before then and that no worker has to do with. Of the conversations that it went through and that ended before then, it
   * empties what the assistant remembers.
   */
  deleteMessages(
    clinicId: ClinicId,
    before: Date,
    limit: number,
    from?: ConversationId,
  ): Promise<DeletedMessages>;
  /** Deletes the team's notes of before then, and how models came to answers before then. */
  deleteNotes(clinicId: ClinicId, before: Date): Promise<void>;
  /** Deletes at most `limit` parked items of the clinic that were received before then. How many. */
  deleteParked(clinicId: ClinicId, before: Date, limit: number): Promise<number>;
  /** The same for those to numbers that no clinic has. */
  deleteUnclaimed(before: Date, limit: number): Promise<number>;
}
