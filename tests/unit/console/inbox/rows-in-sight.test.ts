import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsInSight, startsOf } from '../../../../console/src/inbox/rows-in-sight.ts';

const beyond = 8;

test('of however many rows those in sight are drawn, and some around them', () => {
  const aList = fc.array(fc.constantFrom(36, 56, 76, 96), { maxLength: 400 });
  fc.assert(
    fc.property(aList, fc.nat(40_000), fc.nat(2_000), (sizes, top, height) => {
      const starts = startsOf(sizes);
      const { from, to } = rowsInSight(starts, top, height);
      expect(0 <= from && from <= to && to <= sizes.length).toBe(true);
      const inSight = sizes.flatMap((size, index) => {
        const start = starts[index] ?? 0;
        return start + size > top && start < top + height ? [index] : [];
      });
      for (const index of inSight) expect(from <= index && index < to).toBe(true);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 36) + 2 * beyond + 2);
    }),
  );
});

test('a list of ten thousand draws no more than a short one', () => {
  const starts = startsOf(Array.from({ length: 10_000 }, () => 76));
  expect(starts.at(-1)).toBe(760_000);
  expect(rowsInSight(starts, 0, 800)).toEqual({ from: 0, to: 19 });
  expect(rowsInSight(starts, 380_000, 800)).toEqual({ from: 4_992, to: 5_019 });
  expect(rowsInSight(starts, 760_000 - 800, 800).to).toBe(10_000);
  expect(rowsInSight(startsOf([]), 0, 800)).toEqual({ from: 0, to: 0 });
});
