import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentages } from '../../../console/src/clinic/figures/percentages.ts';

const anyCounts = fc.array(fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 100_000_000 })), {
  minLength: 1,
  maxLength: 12,
});
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

test('shares sum to a hundred, or to nothing where there is nothing', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      expect(sum(percentages(counts))).toBe(sum(counts) === 0 ? 0 : 100);
    }),
    { examples: [[[1, 1, 1]], [[0, 0, 0]], [[1, 1, 1, 1, 1, 1]], [[333, 333, 334]], [[1, 199, 200]]] },
  );
});

test('a share is its part rounded up or down: nothing stays nothing, and all is all', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const all = sum(counts);
      percentages(counts).forEach((share, place) => {
        const exact = all === 0 ? 0 : ((counts[place] ?? 0) * 100) / all;
        expect(Number.isInteger(share)).toBe(true);
        expect(Math.abs(share - exact)).toBeLessThan(1);
      });
    }),
    { examples: [[[0, 7]], [[1, 0, 1_000_000]]] },
  );
});

test('a larger part never shows a smaller share', () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const shares = percentages(counts);
      counts.forEach((one, a) =>
        counts.forEach((other, b) => {
          if (one > other) expect(shares[a]).toBeGreaterThanOrEqual(shares[b] ?? 0);
        }),
      );
    }),
  );
});

test('of three equal parts the first is rounded up', () => {
  expect(percentages([1, 1, 1])).toEqual([34, 33, 33]);
  expect(percentages([2, 1, 0])).toEqual([67, 33, 0]);
});
