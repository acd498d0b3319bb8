import { objectives, objectiveTargets, type Objective, type Verdict } from './objectives.ts';

/** How many promises were kept and broken; those that were restored count as kept. */
export type Tally = { readonly good: number; readonly bad: number };

export const nothingCounted: Tally = { good: 0, bad: 0 };

/** The budget is of so many days, today among them. */
export const budgetDays = 30;
/** What is used up lately is of so many days, today among them. */
export const lateDays = 2;

export const sumOf = (a: Tally, b: Tally): Tally => ({ good: a.good + b.good, bad: a.bad + b.bad });

export const countVerdict = (tally: Tally, verdict: NonNullable<Verdict>): Tally =>
  sumOf(tally, { good: verdict === 'bad' ? 0 : 1, bad: { good: 0, bad: 1, restored: -1 }[verdict] });

/** Of how many events a promise may be broken, as a share. */
export const allowedErrors = (objective: Objective): number => 1 - objectiveTargets[objective];

/**
 * Which share of its error budget is used, if things go on as in the tally: 1 is all of it, 2 is twice as much as there
 * is. Nothing where nothing happened. A promise that is restored on a later day leaves less than no broken one there.
 */
export function budgetUsed(objective: Objective, { good, bad }: Tally): number {
  const all = good + bad;
  return all <= 0 ? 0 : Math.max(0, bad) / all / allowedErrors(objective);
}

const isWithinBudget = (objective: Objective, tally: Tally): boolean => budgetUsed(objective, tally) <= 1;

/** How all clinics stand with one promise. */
export type ObjectiveStanding = {
  readonly objective: Objective;
  /** Clinics of which something was counted, by whether they have error budget left. */
  readonly within: number;
  readonly spent: number;
  /** `budgetUsed` of lately, of the clinic that is worst off. */
  readonly worstLately: number;
};

type OfClinic = { readonly objective: Objective; readonly all: Tally; readonly lately: Tally };

/** @param clinics one entry for each clinic and promise of which something was counted */
export const standingsOf = (clinics: readonly OfClinic[]): readonly ObjectiveStanding[] =>
  objectives.map((objective) => {
    const own = clinics.filter((each) => each.objective === objective);
    const within = own.filter(({ all }) => isWithinBudget(objective, all)).length;
    const worstLately = Math.max(0, ...own.map(({ lately }) => budgetUsed(objective, lately)));
    return { objective, within, spent: own.length - within, worstLately };
  });
