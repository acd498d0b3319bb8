import { beforeEach, describe, expect, it } from 'vitest';
import type { SpendingDay } from '../../../../src/application/ports/assistant/model-spending.ts';
import type { LocalDate } from '../../../../src/domain/clinic/local-time.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const limits = { microdollars: 1_000, tokens: 10_000 };
const some = { microdollars: 300, tokens: 100 };

export const modelSpendingContract = (make: MakeHarness) =>
  describe('spending on models', () => {
    let harness: Harness;
    let today: SpendingDay;
    beforeEach(async () => {
      harness = await make();
      today = { clinicId: await harness.addClinic(), day: '2026-11-25' as LocalDate };
    });
    const spending = () => harness.stores.modelSpending;

    it('counts what is set aside until it is settled, and then what was used', async () => {
      expect(await spending().usedOn(today)).toEqual({ microdollars: 0, tokens: 0, unpriced: 0 });
      expect(await spending().reserve(today, some, limits)).toBe(true);
      expect(await spending().usedOn(today)).toMatchObject(some);
      const used = { microdollars: 20, tokens: 90, isPriced: true };
      expect(await spending().settle(today, some, used)).toEqual({
        microdollars: 20,
        tokens: 90,
        unpriced: 0,
      });
    });

    it('never sets aside more than the limit, however many ask at once', async () => {
      const asked = await Promise.all(
        Array.from({ length: 10 }, () => spending().reserve(today, some, limits)),
      );
      expect(asked.filter(Boolean)).toHaveLength(3);
      expect(await spending().usedOn(today)).toMatchObject({ microdollars: 900 });
      expect(await spending().reserve(today, { microdollars: 0, tokens: 9_701 }, limits)).toBe(false);
    });

    it('sets nothing aside that does not even fit into an empty day', async () => {
      expect(await spending().reserve(today, { microdollars: 1_001, tokens: 1 }, limits)).toBe(false);
      expect(await spending().usedOn(today)).toEqual({ microdollars: 0, tokens: 0, unpriced: 0 });
    });

    it('counts turns without a known price apart: unknown is not zero', async () => {
      await spending().reserve(today, { microdollars: 0, tokens: 500 }, limits);
      const used = { microdollars: 0, tokens: 200, isPriced: false };
      expect(await spending().settle(today, { microdollars: 0, tokens: 500 }, used)).toEqual({
        microdollars: 0,
        tokens: 200,
        unpriced: 1,
      });
    });

    it('is of one clinic and one day', async () => {
      await spending().reserve(today, some, limits);
      const none = { microdollars: 0, tokens: 0, unpriced: 0 };
      expect(await spending().usedOn({ ...today, day: '2026-11-26' as LocalDate })).toEqual(none);
      expect(await spending().usedOn({ ...today, clinicId: await harness.addClinic() })).toEqual(none);
    });
  });
