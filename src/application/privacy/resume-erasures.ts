import { later, type Erasure } from '../../domain/privacy/erasure.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { Erasures } from '../ports/privacy/erasures.ts';
import type { CompleteErasure } from './complete-erasure.ts';

/**
 * Goes on with erasures that were cut off after their first step, and says how many are done now. One that fails again
 * is told and left to the next round: it keeps no later one from its certificate.
 */
export type ResumeErasures = (onFailure: (error: unknown, erasure: Erasure) => void) => Promise<number>;

type Needs = { erasures: Erasures; completeErasure: CompleteErasure; clock: Clock };

const atOnce = 20;
/** Until then whoever began it is still at it. */
const patienceMs = 60_000;

export const makeResumeErasures =
  ({ erasures, completeErasure, clock }: Needs): ResumeErasures =>
  async (onFailure) => {
    const before = later(clock.now(), -patienceMs);
    let done = 0;
    let page = await erasures.unfinished(atOnce, before);
    while (page.length > 0) {
      for (const erasure of page) {
        try {
          await completeErasure(erasure);
          done += 1;
        } catch (error) {
          onFailure(error, erasure);
        }
      }
      page = await erasures.unfinished(atOnce, before, page.at(-1));
    }
    return done;
  };
