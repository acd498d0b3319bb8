import { beforeEach, describe, expect, it } from 'vitest';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import type { Objective } from '../../../../src/domain/figures/objectives.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const day = (n: number) => `2026-11-${String(n).padStart(2, '0')}` as LocalDate;
const nobody = '01890000-0000-7000-8000-00000000dead' as ClinicId;

export const objectiveTalliesContract = (make: MakeHarness) =>
  describe('what was promised and kept', () => {
    let harness: Harness;
    let [one, other]: [ClinicId, ClinicId] = [nobody, nobody];
    beforeEach(async () => {
      harness = await make();
      [one, other] = [await harness.addClinic(), await harness.addClinic()];
    });
    const tallies = () => harness.stores.objectiveTallies;
    const add = (clinicId: ClinicId, on: number, objective: Objective, good: number, bad: number) =>
      tallies().add(day(on), [{ clinicId, objective, good, bad }]);
    const standing = async (objective: Objective, since = 1, lateSince = since) =>
      (await tallies().standings(day(since), day(lateSince))).find((each) => each.objective === objective);

    it('adds up what is counted of a clinic, from the day that is asked for on', async () => {
      await add(one, 1, 'answered', 100, 100);
      await add(one, 2, 'answered', 3, 1);
      await add(one, 2, 'answered', 4, 0);
      await add(one, 3, 'answered', 2, 1);
      await add(one, 3, 'delivered', 5, 0);
      await add(other, 3, 'answered', 50, 50);
      expect(await tallies().ofClinic(one, day(2))).toEqual(
        new Map([
          ['answered', { good: 9, bad: 2 }],
          ['delivered', { good: 5, bad: 0 }],
        ]),
      );
      expect(await tallies().ofClinic(one, day(4))).toEqual(new Map());
    });

    it('takes back what was restored, also on a later day', async () => {
      await add(one, 2, 'delivered', 9, 1);
      await add(one, 3, 'delivered', 1, -1);
      expect(await tallies().ofClinic(one, day(2))).toEqual(new Map([['delivered', { good: 10, bad: 0 }]]));
      expect(await standing('delivered', 2)).toMatchObject({ within: 1, spent: 0 });
      // the day of the failure is over: less than none
      expect(await standing('delivered', 3)).toMatchObject({ within: 1, spent: 0, worstLately: 0 });
    });

    it('leaves out a clinic that there is not, and keeps the others of the batch', async () => {
      const tally = { objective: 'answered', good: 1, bad: 0 } as const;
      await tallies().add(day(1), [
        { ...tally, clinicId: nobody },
        { ...tally, clinicId: one },
      ]);
      expect((await tallies().ofClinic(one, day(1))).size).toBe(1);
      expect(await standing('answered')).toMatchObject({ within: 1, spent: 0 });
    });

    it('counts the clinics that have budget left, and how the worst has done lately', async () => {
      // one of a hundred is exactly what is allowed
      await add(one, 2, 'answered', 99, 1);
      await add(other, 1, 'answered', 8, 2);
      await add(other, 2, 'answered', 90, 0);
      const all = await standing('answered');
      expect(all).toMatchObject({ objective: 'answered', within: 1, spent: 1 });
      expect(all?.worstLately).toBeCloseTo(2);
      expect((await standing('answered', 1, 2))?.worstLately).toBeCloseTo(1);
      expect((await standing('answered', 1, 3))?.worstLately).toBe(0);
    });

    it('has an answer for each promise, also where nothing was counted', async () => {
      const all = await tallies().standings(day(1), day(1));
      expect(all.map(({ objective }) => objective)).toEqual([
        'acknowledged',
        'answered',
        'delivered',
        'calendar-fresh',
        'token-healthy',
      ]);
      expect(all[0]).toEqual({ objective: 'acknowledged', within: 0, spent: 0, worstLately: 0 });
    });

    it('names the clinics that are worst off, the worst first', async () => {
      await add(one, 1, 'answered', 90, 10);
      await add(one, 1, 'delivered', 99, 1);
      await add(other, 1, 'acknowledged', 98, 2);
      await add(other, 1, 'answered', 100, 0);
      const worst = await tallies().worst(day(1), 2);
      expect(worst).toEqual([
        { clinicId: other, objective: 'acknowledged', good: 98, bad: 2 },
        { clinicId: one, objective: 'answered', good: 90, bad: 10 },
      ]);
      expect(await tallies().worst(day(1), 10)).toHaveLength(3);
    });

    it('forgets the days before one', async () => {
      await add(one, 1, 'answered', 1, 0);
      await add(one, 2, 'answered', 2, 0);
      await tallies().forget(day(2));
      expect(await tallies().ofClinic(one, day(1))).toEqual(new Map([['answered', { good: 2, bad: 0 }]]));
    });
  });
