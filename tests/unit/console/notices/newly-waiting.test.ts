import { expect, it } from 'vitest';
import { knownOf, newlyWaiting } from '../../../../console/src/notices/newly-waiting.ts';

const conversation = (id: string, since?: string) => ({
  id,
  ...(since !== undefined && { waiting: { reason: 'emergency' as const, since } }),
});

it('names who begins to wait, and whoever waits again, but nobody twice', () => {
  const known = knownOf([
    conversation('a', '2026-11-29T10:00:00Z'),
    conversation('b', '2026-11-29T10:01:00Z'),
  ]);
  const now = [
    conversation('a', '2026-11-29T10:00:00Z'),
    conversation('b', '2026-11-29T10:05:00Z'),
    conversation('c', '2026-11-29T10:06:00Z'),
    conversation('d'),
  ];
  expect(newlyWaiting(known, now).map(({ id }) => id)).toEqual(['b', 'c']);
  expect(newlyWaiting(knownOf(now), now)).toEqual([]);
});
