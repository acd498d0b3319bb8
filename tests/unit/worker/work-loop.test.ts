import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeIngestFirst } from '../../../src/application/operations/ingest-first.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeWorkLoop } from '../../../src/adapters/worker/work-loop.ts';
import { silent } from '../../support/api/served.ts';

const needsOf = (timers: ReturnType<typeof memoryTimers>) => ({
  timers,
  randomness: seededRandomness(1),
  telemetry: prometheusTelemetry(new Registry()),
  log: silent,
  ingestFirst: makeIngestFirst(timers),
});

it('finds work that becomes due while it looks, without waiting for the next poll', async () => {
  const clock = memoryClock();
  const start = clock.now().getTime();
  const timers = memoryTimers(clock);
  const passed = () => clock.now().getTime() - start;
  const dueAt = 100;
  let isDone = false;
  const loop = makeWorkLoop<string>(needsOf(timers), {
    name: 'test',
    async claim() {
      const isDue = passed() >= dueAt && !isDone;
      // the store answers, and its time goes on
      if (passed() === dueAt - 1) clock.advance(1);
      return isDue ? ['work'] : [];
    },
    async handle() {
      isDone = true;
    },
    // as the stores say it: what is due already is for a claim to find
    msUntilDue: async () => (!isDone && dueAt > passed() ? dueAt - passed() : undefined),
    concurrency: 1,
    pollMs: 30_000,
  });
  onTestFinished(() => loop.stop(0));
  loop.start();
  await timers.advance(0);
  loop.wake(dueAt - 1 - passed());
  await timers.advance(1_000);
  expect(isDone).toBe(true);
});

it('claims together what becomes due within moments, and at once what comes alone', async () => {
  const clock = memoryClock();
  const timers = memoryTimers(clock);
  const start = clock.now().getTime();
  let due = 0;
  const claims: [at: number, taken: number][] = [];
  const loop = makeWorkLoop<number>(needsOf(timers), {
    name: 'test',
    async claim(limit) {
      const taken = Math.min(limit, due);
      due -= taken;
      if (taken > 0) claims.push([clock.now().getTime() - start, taken]);
      return Array.from({ length: taken }, (_, n) => n);
    },
    handle: async () => undefined,
    msUntilDue: async () => undefined,
    concurrency: 100,
    pollMs: 30_000,
  });
  onTestFinished(() => loop.stop(0));
  loop.start();
  await timers.advance(1_000);
  for (let n = 0; n < 5; n += 1) {
    due += 1;
    loop.wake();
    await timers.advance(1);
  }
  await timers.advance(100);
  expect(claims).toEqual([
    [1_000, 1],
    [1_010, 4],
  ]);
});

it('lends a hand that is free, and claims for those that are left', async () => {
  const timers = memoryTimers(memoryClock());
  const claimedFor: number[] = [];
  const handled: string[] = [];
  const loop = makeWorkLoop<string>(needsOf(timers), {
    name: 'test',
    async claim(limit) {
      claimedFor.push(limit);
      return [];
    },
    handle: async (work) => void handled.push(work),
    msUntilDue: async () => undefined,
    concurrency: 2,
    pollMs: 1_000,
  });
  onTestFinished(() => loop.stop(0));
  const look = async () => {
    await timers.advance(1_000);
    return claimedFor.splice(0).at(-1);
  };
  expect(loop.lend()).toBeUndefined();
  loop.start();
  expect(await look()).toBe(2);
  const [first, second] = [loop.lend(), loop.lend()];
  expect(loop.lend()).toBeUndefined();
  expect(await look()).toBeUndefined();
  first?.();
  expect(await look()).toBe(1);
  second?.('work');
  second?.('work that comes too late');
  expect(await look()).toBe(2);
  expect(handled).toEqual(['work']);
});

it('waits for a hand that it has lent when it stops, and lends none any more', async () => {
  const timers = memoryTimers(memoryClock());
  const handled: string[] = [];
  const loop = makeWorkLoop<string>(needsOf(timers), {
    name: 'test',
    claim: async () => [],
    handle: async (work) => void handled.push(work),
    msUntilDue: async () => undefined,
    concurrency: 2,
    pollMs: 1_000,
  });
  loop.start();
  const give = loop.lend();
  const stopped = loop.stop(5_000);
  expect(loop.lend()).toBeUndefined();
  give?.('work');
  await stopped;
  expect(handled).toEqual(['work']);
});

it('lends no hand while more may be due than it could claim', async () => {
  const timers = memoryTimers(memoryClock());
  const ends: (() => void)[] = [];
  let due = 3;
  const loop = makeWorkLoop<string>(needsOf(timers), {
    name: 'test',
    async claim(limit) {
      const taken = Math.min(limit, due);
      due -= taken;
      return Array<string>(taken).fill('work');
    },
    handle: () => new Promise((end) => ends.push(end)),
    msUntilDue: async () => undefined,
    concurrency: 2,
    pollMs: 1_000,
  });
  onTestFinished(() => loop.stop(0));
  loop.start();
  await timers.advance(0);
  expect(due).toBe(1);
  ends.shift()?.();
  await timers.advance(1);
  // a hand is free, but something was due before
  expect(loop.lend()).toBeUndefined();
  ends.shift()?.();
  await timers.advance(10);
  expect(due).toBe(0);
  const give = loop.lend();
  expect(give).toBeDefined();
  give?.();
  ends.shift()?.();
});
