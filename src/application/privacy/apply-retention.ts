import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Retention, RetentionPolicy } from '../ports/privacy/retention.ts';

type RetentionReport = {
  /** Absent: parked items that are no clinic's. */
  readonly clinicId?: ClinicId;
  readonly messages: number;
  readonly parked: number;
};

/**
 * Deletes what the clinics whose retention is due do not want to keep any longer, and parked items that no clinic has claimed
 * for `unclaimedDays`, in small batches; `stillWanted` is asked before each. What is left of a clinic when it ends early, or
 * fails, is found when that clinic is due again, an hour later: a failure is told, and keeps no other clinic waiting.
 */
export type ApplyRetention = (
  report: (done: RetentionReport) => void,
  onFailure: (error: unknown, clinicId: ClinicId) => void,
  stillWanted: () => boolean,
) => Promise<void>;

type Needs = { retention: Retention; clock: Clock; unclaimedDays: number };

/** Of each clinic. */
const everyMs = 3_600_000;
const batchSize = 1_000;
const dayMs = 24 * 3_600_000;

export const makeApplyRetention = ({ retention, clock, unclaimedDays }: Needs): ApplyRetention => {
  const inBatches = async (some: () => Promise<number>, stillWanted: () => boolean): Promise<number> => {
    let total = 0;
    while (stillWanted()) {
      const count = await some();
      total += count;
      if (count < batchSize) break;
    }
    return total;
  };

  /** Conversation by conversation, so that those that are done are not looked at again. */
  const deleteMessages = async (clinicId: ClinicId, before: Date, stillWanted: () => boolean) => {
    let total = 0;
    let from: ConversationId | undefined;
    while (stillWanted()) {
      const { messages, next } = await retention.deleteMessages(clinicId, before, batchSize, from);
      total += messages;
      if (next === undefined) break;
      from = next;
    }
    return total;
  };

  const ago = (days: number) => new Date(clock.now().getTime() - days * dayMs);

  const apply = async ({ clinicId, days }: RetentionPolicy, stillWanted: () => boolean) => {
    const before = ago(days);
    const besides = () => retention.deleteNotesAndTurnRecords(clinicId, before, batchSize);
    await inBatches(besides, stillWanted);
    return {
      clinicId,
      messages: await deleteMessages(clinicId, before, stillWanted),
      parked: await inBatches(() => retention.deleteParked(clinicId, before, batchSize), stillWanted),
    };
  };

  return async (report, onFailure, stillWanted) => {
    const unclaimedBefore = ago(unclaimedDays);
    const unclaimed = () => retention.deleteUnclaimed(unclaimedBefore, batchSize);
    report({ messages: 0, parked: await inBatches(unclaimed, stillWanted) });
    while (stillWanted()) {
      const due = await retention.claimDue(everyMs);
      if (due === undefined) return;
      await apply(due, stillWanted).then(report, (error: unknown) => onFailure(error, due.clinicId));
    }
  };
};
