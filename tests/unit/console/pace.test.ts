import { expect, it } from 'vitest';
import { pace } from '../../../console/src/live/pace.ts';

it('lets some requests through at once, and not two a second in the long run', () => {
  let now = 0;
  const rest = pace(() => now);
  expect(rest(3)).toBe(0);
  expect(rest(4)).toBe(0);
  let requests = 7;
  while (now < 180_000) {
    const ms = rest(5);
    requests += 5;
    now += Math.max(250, ms);
  }
  expect(requests / 180).toBeLessThan(2);
  expect(requests / 180).toBeGreaterThan(1.5);
});

it('has as many again after a quiet time, and no more', () => {
  let now = 0;
  const rest = pace(() => now);
  rest(20);
  now += 3_600_000;
  expect(rest(7)).toBe(0);
  expect(rest(7)).toBeGreaterThan(1_000);
});
