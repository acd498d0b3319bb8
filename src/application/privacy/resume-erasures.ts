import type { Erasures } from '../ports/erasures.ts';
import type { CompleteErasure } from './complete-erasure.ts';

/** Goes on with erasures that were cut off after their first step. How many. */
export type ResumeErasures = () => Promise<number>;

type Needs = { erasures: Erasures; completeErasure: CompleteErasure };

const atOnce = 20;

export const makeResumeErasures =
  ({ erasures, completeErasure }: Needs): ResumeErasures =>
  async () => {
    const open = await erasures.unfinished(atOnce);
    for (const erasure of open) await completeErasure(erasure);
    return open.length;
  };
