import { expect, it } from 'vitest';
import { makeBulkhead } from '../../../src/application/scheduling/bulkhead.ts';
import { BookingsOverloaded } from '../../../src/domain/scheduling/scheduling-errors.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

it('lets in so many at once, the others in their order, and refuses what it cannot keep waiting', async () => {
  const inside: number[] = [];
  const ends = new Map<number, (failure?: Error) => void>();
  const enter = makeBulkhead<number, number>(
    (n) =>
      new Promise((resolve, reject) => {
        inside.push(n);
        ends.set(n, (failure) => (failure ? reject(failure) : resolve(n * 10)));
      }),
    { atOnce: 2, waiting: 2 },
  );
  const answers = [1, 2, 3, 4].map(enter);
  await expect(enter(5)).rejects.toThrow(BookingsOverloaded);
  expect(inside).toEqual([1, 2]);
  ends.get(2)?.(new Error('no'));
  await expect(answers[1]).rejects.toThrow('no');
  await turn();
  expect(inside).toEqual([1, 2, 3]);
  ends.get(1)?.();
  ends.get(3)?.();
  await turn();
  expect(inside).toEqual([1, 2, 3, 4]);
  ends.get(4)?.();
  expect(await Promise.all([answers[0], answers[2], answers[3]])).toEqual([10, 30, 40]);
  // all have left: two more may come in
  void enter(6);
  void enter(7);
  expect(inside.slice(-2)).toEqual([6, 7]);
});
