import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import type { LocalDate } from '../../../src/domain/clinic/local-time.ts';
import { budgetUsed, nothingCounted, standingsOf, sumOf } from '../../../src/domain/figures/error-budget.ts';
import { objectives } from '../../../src/domain/figures/objectives.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;
let clinics: readonly ClinicId[];

beforeAll(async () => {
  database = await openContractDatabase(1);
  harness = await database.harness();
  clinics = await Promise.all([1, 2, 3].map(() => harness.addClinic()));
});
afterAll(() => database.drop());

const day = (n: number) => `2026-11-0${n}` as LocalDate;
const counted = fc.record({
  clinic: fc.nat(2),
  objective: fc.constantFrom(...objectives),
  on: fc.integer({ min: 1, max: 4 }),
  // the edges of every target, nothing at all, and what is taken back
  good: fc.constantFrom(0, 1, 49, 98, 99, 199, 995, 999),
  bad: fc.constantFrom(-1, 0, 1, 2, 5),
});

describe('the budgets of all clinics in SQL', () => {
  it('are those of the rule, and so is the order of the clinics that are worst off', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(counted, { maxLength: 12 }), async (given) => {
        await database.owner.query('truncate objective_days');
        const tallies = harness.stores.objectiveTallies;
        for (const { clinic, on, ...tally } of given)
          await tallies.add(day(on), [{ clinicId: clinics[clinic] as ClinicId, ...tally }]);
        const total = (since: number, clinic: number, objective: string) =>
          given
            .filter((each) => each.clinic === clinic && each.objective === objective && each.on >= since)
            .reduce(sumOf, nothingCounted);
        const places = new Map(
          given.filter(({ on }) => on >= 2).map((each) => [`${each.clinic} ${each.objective}`, each]),
        );
        const found = [...places.values()].map(({ clinic, objective }) => ({
          clinicId: clinics[clinic] as ClinicId,
          objective,
          all: total(2, clinic, objective),
          lately: total(3, clinic, objective),
        }));
        expect(await tallies.standings(day(2), day(3))).toEqual(standingsOf(found));
        const used = found.map(({ objective, all }) => budgetUsed(objective, all)).filter((each) => each > 0);
        const worst = await tallies.worst(day(2), 100);
        expect(worst.map((tally) => budgetUsed(tally.objective, tally))).toEqual(
          used.toSorted((a, b) => b - a),
        );
      }),
      { numRuns: 100 },
    );
  });
});
