import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../domain/messaging/message.ts';
import type { Retention, RetentionPass } from '../ports/privacy/retention.ts';

/** What was deleted. */
type RetentionReport = {
  /** Absent: parked items that are no clinic's. */
  readonly clinicId?: ClinicId;
  readonly messages: number;
  readonly parked: number;
};

/**
 * Deletes what the clinics whose retention is due do not want to keep any longer, and parked items that no clinic has claimed
 * for `unclaimedDays`, in small steps. Before each step `stillWanted` is asked, and whether the clinic still wants it. A clinic
 * whose pass fails or ends early is due again after `leaseMs`; it keeps no other clinic waiting.
 */
export type ApplyRetention = (
  report: (done: RetentionReport) => void,
  onFailure: (error: unknown, clinicId: ClinicId) => void,
  stillWanted: () => boolean,
) => Promise<void>;

type Needs = { retention: Retention; unclaimedDays: number };

/** Of each clinic. */
const everyMs = 3_600_000;
/** Of one step, which has at most `batchSize` rows of a kind to delete. */
const leaseMs = 120_000;
const batchSize = 1_000;

export const makeApplyRetention = ({ retention, unclaimedDays }: Needs): ApplyRetention => {
  const deleteUnclaimed = async (stillWanted: () => boolean): Promise<number> => {
    let total = 0;
    while (stillWanted()) {
      const count = await retention.deleteUnclaimed(unclaimedDays, batchSize);
      total += count;
      if (count < batchSize) break;
    }
    return total;
  };

  /** Each step says whether there is more for it. Conversations that are done are not looked at again. */
  const stepsOf = ({ clinicId, before }: RetentionPass, deleted: { messages: number; parked: number }) => {
    let from: ConversationId | undefined;
    return [
      async () => (await retention.deleteNotesAndTurnRecords(clinicId, before, batchSize)) >= batchSize,
      async () => {
        const { messages, next } = await retention.deleteMessages(clinicId, before, batchSize, from);
        deleted.messages += messages;
        from = next;
        return next !== undefined;
      },
      async () => {
        const parked = await retention.deleteParked(clinicId, before, batchSize);
        deleted.parked += parked;
        return parked >= batchSize;
      },
    ];
  };

  const apply = async (
    claimed: RetentionPass,
    report: (done: RetentionReport) => void,
    stillWanted: () => boolean,
  ): Promise<void> => {
    const deleted = { messages: 0, parked: 0 };
    let pass: RetentionPass | undefined = claimed;
    try {
      for (const step of stepsOf(claimed, deleted))
        do {
          pass = stillWanted() ? await retention.extend(pass, leaseMs) : undefined;
          if (pass === undefined) return;
        } while (await step());
      await retention.extend(pass, everyMs);
    } finally {
      report({ clinicId: claimed.clinicId, ...deleted });
    }
  };

  return async (report, onFailure, stillWanted) => {
    report({ messages: 0, parked: await deleteUnclaimed(stillWanted) });
    while (stillWanted()) {
      const due = await retention.claimDue(leaseMs);
      if (due === undefined) return;
      await apply(due, report, stillWanted).catch((error: unknown) => onFailure(error, due.clinicId));
    }
  };
};
