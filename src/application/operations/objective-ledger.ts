import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { countVerdict, nothingCounted, sumOf } from '../../domain/figures/error-budget.ts';
import type { Objective, Verdict } from '../../domain/figures/objectives.ts';
import type { ClinicTally } from '../ports/operations/objective-tallies.ts';

/** What this process has judged and not stored yet: at most one tally for each clinic and promise, however long. */
export type ObjectiveLedger = {
  note(clinicId: ClinicId, objective: Objective, verdict: Verdict): void;
  /** Hands over what there is, and begins anew. */
  take(): readonly ClinicTally[];
  /** What was taken and could not be stored. */
  giveBack(tallies: readonly ClinicTally[]): void;
};

export function makeObjectiveLedger(): ObjectiveLedger {
  let open = new Map<string, ClinicTally>();
  const add = (tally: ClinicTally) => {
    const key = `${tally.clinicId} ${tally.objective}`;
    open.set(key, { ...tally, ...sumOf(open.get(key) ?? nothingCounted, tally) });
  };
  return {
    note(clinicId, objective, verdict) {
      if (verdict !== undefined) add({ clinicId, objective, ...countVerdict(nothingCounted, verdict) });
    },
    take() {
      const taken = [...open.values()];
      open = new Map();
      return taken;
    },
    giveBack: (tallies) => tallies.forEach(add),
  };
}
