import { beforeEach, describe, expect, test } from 'vitest';
import { memoryClock, type SettableClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryRequestBudgets } from '../../../src/adapters/memory/access/request-budgets.ts';
import { localLimiter } from '../../../src/adapters/limits/local-limiter.ts';
import { sharedLimiter } from '../../../src/adapters/limits/shared-limiter.ts';
import type { RequestBudgets } from '../../../src/application/ports/access/request-budgets.ts';

const rate = { intervalMs: 100, burst: 40 };
let clock: SettableClock;
let budgets: RequestBudgets;
let takes: number;

beforeEach(() => {
  clock = memoryClock();
  const inner = memoryRequestBudgets(memoryDatabase(clock));
  takes = 0;
  budgets = {
    ...inner,
    take: (...wish) => {
      takes += 1;
      return inner.take(...wish);
    },
  };
});
const process = () => sharedLimiter({ budgets, clock, onFailure: () => undefined });
const admitted = async (limiter: ReturnType<typeof process>, count: number, key = 'a') => {
  const waits = await Promise.all(Array.from({ length: count }, () => limiter.admit([{ key, rate }])));
  return waits.filter((wait) => wait === undefined).length;
};

describe('the shared limiter', () => {
  test('lets a burst through and then no more, however many ask at once', async () => {
    const limiter = process();
    expect(await admitted(limiter, 100)).toBe(40);
    expect(await limiter.admit([{ key: 'a', rate }])).toBe(100);
    expect(await limiter.admit([{ key: 'b', rate }])).toBeUndefined();
  });

  test('lets no more through when several processes share it', async () => {
    const processes = [process(), process(), process(), process()];
    const all = await Promise.all(processes.map((limiter) => admitted(limiter, 30)));
    expect(all.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(40);
    expect(all.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(30);
  });

  test('goes on at the rate', async () => {
    const limiter = process();
    await admitted(limiter, 40);
    let through = 0;
    for (let second = 0; second < 10; second += 1) {
      clock.advance(1_000);
      through += await admitted(limiter, 25);
    }
    expect(through).toBe(100);
  });

  test('costs far less than a statement per request, and a refusal costs none until its end', async () => {
    const limiter = process();
    for (let n = 0; n < 40; n += 1) await limiter.admit([{ key: 'a', rate }]);
    expect(takes).toBeLessThanOrEqual(8);
    const before = takes;
    await limiter.admit([{ key: 'a', rate }]);
    const refused = takes;
    for (let n = 0; n < 1_000; n += 1) await limiter.admit([{ key: 'a', rate }]);
    expect(refused - before).toBeLessThanOrEqual(1);
    expect(takes).toBe(refused);
  });

  test('takes from no rate when one of them is full', async () => {
    const limiter = process();
    await admitted(limiter, 40, 'full');
    for (let n = 0; n < 50; n += 1)
      await limiter.admit([
        { key: 'full', rate },
        { key: 'free', rate },
      ]);
    // what was drawn for the free one is still there, or its time ended; never is more let through
    expect(await admitted(limiter, 100, 'free')).toBeGreaterThanOrEqual(39);
  });

  test('loses what it drew and did not use, instead of saving it for a burst', async () => {
    const limiter = process();
    await admitted(limiter, 20);
    clock.advance(10_000);
    expect(await admitted(limiter, 100)).toBe(40);
  });

  test('lets everything through while the budget cannot be read, and says so', async () => {
    const troubles: unknown[] = [];
    const broken: RequestBudgets = { ...budgets, take: () => Promise.reject(new Error('away')) };
    const limiter = sharedLimiter({ budgets: broken, clock, onFailure: (error) => troubles.push(error) });
    expect(await admitted(limiter, 100)).toBe(100);
    expect(troubles.length).toBeGreaterThan(0);
  });
});

test('the limiter of one process counts in memory', async () => {
  const limiter = localLimiter(clock);
  expect(await admitted(limiter, 100)).toBe(40);
  clock.advance(1_000);
  expect(await admitted(limiter, 100)).toBe(10);
});
