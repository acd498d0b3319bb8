import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Clock } from '../ports/clock.ts';
import type { Retention, RetentionPolicy } from '../ports/retention.ts';

type RetentionReport = {
  readonly clinicId: ClinicId;
  readonly messages: number;
  readonly parked: number;
};

/**
 * Deletes what the clinics do not want to keep any longer, in small batches; `stillWanted` is asked before each. What
 * is left when it ends early is found by the next run.
 */
export type ApplyRetention = (
  report: (done: RetentionReport) => void,
  stillWanted: () => boolean,
) => Promise<void>;

type Needs = { retention: Retention; clock: Clock };

const clinicsAtOnce = 100;
const batchSize = 1_000;
const dayMs = 24 * 3_600_000;

export const makeApplyRetention = ({ retention, clock }: Needs): ApplyRetention => {
  const inBatches = async (some: () => Promise<number>, stillWanted: () => boolean): Promise<number> => {
    let total = 0;
    while (stillWanted()) {
      const count = await some();
      total += count;
      if (count < batchSize) break;
    }
    return total;
  };

  const apply = async ({ clinicId, days }: RetentionPolicy, stillWanted: () => boolean) => {
    const before = new Date(clock.now().getTime() - days * dayMs);
    return {
      clinicId,
      messages: await inBatches(() => retention.deleteMessages(clinicId, before, batchSize), stillWanted),
      parked: await inBatches(() => retention.deleteParked(clinicId, before, batchSize), stillWanted),
    };
  };

  return async (report, stillWanted) => {
    let after: ClinicId | undefined;
    while (stillWanted()) {
      const page = await retention.policies(clinicsAtOnce, after);
      for (const policy of page) {
        if (!stillWanted()) return;
        report(await apply(policy, stillWanted));
      }
      after = page.at(-1)?.clinicId;
      if (page.length < clinicsAtOnce) return;
    }
  };
};
