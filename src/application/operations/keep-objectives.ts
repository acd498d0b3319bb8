import { budgetDays } from '../../domain/figures/error-budget.ts';
import { utcDay } from '../../domain/figures/utc-day.ts';
import type { ObjectiveTallies } from '../ports/operations/objective-tallies.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ObjectiveLedger } from './objective-ledger.ts';

/** Stores what this process has judged since the last time; what cannot be stored is kept for the next time. */
export type SaveObjectives = () => Promise<void>;
/** Forgets the days that no budget counts any more. May be repeated, by several processes at once. */
export type ForgetOldObjectives = () => Promise<void>;

type Needs = {
  objectiveLedger: ObjectiveLedger;
  objectiveTallies: Pick<ObjectiveTallies, 'add' | 'forget'>;
  clock: Clock;
};

/** One statement each, so that none holds its rows for long. */
const atOnce = 1_000;

export const makeSaveObjectives =
  ({ objectiveLedger, objectiveTallies, clock }: Needs): SaveObjectives =>
  async () => {
    const taken = objectiveLedger.take();
    for (let done = 0; done < taken.length; done += atOnce) {
      try {
        await objectiveTallies.add(utcDay(clock.now()), taken.slice(done, done + atOnce));
      } catch (error) {
        objectiveLedger.giveBack(taken.slice(done));
        throw error;
      }
    }
  };

export const makeForgetOldObjectives =
  ({ objectiveTallies, clock }: Omit<Needs, 'objectiveLedger'>): ForgetOldObjectives =>
  () =>
    objectiveTallies.forget(utcDay(clock.now(), 1 - budgetDays));
