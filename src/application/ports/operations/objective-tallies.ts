import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { LocalDate } from '../../../domain/clinic/local-time.ts';
import type { ObjectiveStanding, Tally } from '../../../domain/figures/error-budget.ts';
import type { Objective } from '../../../domain/figures/objectives.ts';

export type ClinicTally = Tally & { readonly clinicId: ClinicId; readonly objective: Objective };

/**
 * Promises that were kept and broken, by clinic and day of UTC.
 * Contract: tests/contract/contracts/operations/objective-tallies.contract.ts
 */
export interface ObjectiveTallies {
  /** Adds to what was counted on a day; each clinic and promise once. What is of no clinic that there is is left out. */
  add(day: LocalDate, tallies: readonly ClinicTally[]): Promise<void>;
  /** What was counted of one clinic since a day, that day among them; a promise of which nothing was is absent. */
  ofClinic(clinicId: ClinicId, since: LocalDate): Promise<ReadonlyMap<Objective, Tally>>;
  /** How all clinics stand with each promise: as many answers as there are promises, however many clinics. */
  standings(since: LocalDate, lateSince: LocalDate): Promise<readonly ObjectiveStanding[]>;
  /** The clinics that have used most of a budget since a day, the worst first; at most `limit`. */
  worst(since: LocalDate, limit: number): Promise<readonly ClinicTally[]>;
  /** Forgets the days before one. */
  forget(before: LocalDate): Promise<void>;
}
