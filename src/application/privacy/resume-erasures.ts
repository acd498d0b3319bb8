import { later } from '../../domain/privacy/erasure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Erasures } from '../ports/erasures.ts';
import type { CompleteErasure } from './complete-erasure.ts';

/** Goes on with erasures that were cut off after their first step. How many. */
export type ResumeErasures = () => Promise<number>;

type Needs = { erasures: Erasures; completeErasure: CompleteErasure; clock: Clock };

const atOnce = 20;
/** Until then whoever began it is still at it. */
const patienceMs = 60_000;

export const makeResumeErasures =
  ({ erasures, completeErasure, clock }: Needs): ResumeErasures =>
  async () => {
    const open = await erasures.unfinished(atOnce, later(clock.now(), -patienceMs));
    for (const erasure of open) await completeErasure(erasure);
    return open.length;
  };
