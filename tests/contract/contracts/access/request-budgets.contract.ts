import { beforeEach, describe, expect, it } from 'vitest';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

const rate = { intervalMs: 100, burst: 10 };

export const requestBudgetsContract = (make: MakeHarness) =>
  describe('request budgets', () => {
    let harness: Harness;
    let now: Date;
    beforeEach(async () => {
      harness = await make();
      now = harness.now();
    });
    const take = async (count: number, ms = 0, key = 'a', paced = rate) => {
      const at = new Date(now.getTime() + ms);
      const [grant] = await harness.stores.requestBudgets.take([{ key, rate: paced, count }], at);
      return grant!;
    };
    const granted = async (...wish: Parameters<typeof take>) => (await take(...wish)).granted;

    it('give a burst at once and then one per interval', async () => {
      expect(await granted(6)).toBe(6);
      expect(await granted(6)).toBe(4);
      const refused = await take(1);
      expect(refused.granted).toBe(0);
      expect(refused.notBefore).toEqual(new Date(now.getTime() + 100));
      expect(await granted(5, 99)).toBe(0);
      expect(await granted(5, 100)).toBe(1);
      expect(await granted(5, 400)).toBe(3);
    });

    it('fill up again, to the burst and not beyond', async () => {
      expect(await granted(10)).toBe(10);
      expect(await granted(50, 60_000)).toBe(10);
      expect(await granted(1, 60_000)).toBe(0);
    });

    it('are one per key, of several at once each on its own', async () => {
      await take(10, 0, 'a');
      const wishes = ['b', 'a', 'c'].map((key) => ({ key, rate, count: 3 }));
      const grants = await harness.stores.requestBudgets.take(wishes, now);
      expect(Object.fromEntries(grants.map(({ key, granted: given }) => [key, given]))).toEqual({
        a: 0,
        b: 3,
        c: 3,
      });
    });

    it('are never overdrawn by many at once', async () => {
      const all = await Promise.all(Array.from({ length: 12 }, () => granted(2)));
      expect(all.reduce((sum, given) => sum + given, 0)).toBe(10);
    });

    it('follow a change of the rate', async () => {
      expect(await granted(10)).toBe(10);
      expect(await granted(5, 0, 'a', { intervalMs: 100, burst: 12 })).toBe(2);
    });

    it('forget keys that are full again', async () => {
      await take(10);
      const { requestBudgets } = harness.stores;
      expect(await requestBudgets.forget(now)).toBe(0);
      expect(await requestBudgets.forget(new Date(now.getTime() + 60_000))).toBe(1);
    });
  });
