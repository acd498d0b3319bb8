import { Registry } from 'prom-client';
import { expect, it, onTestFinished } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { makeIngestFirst } from '../../../src/application/operations/ingest-first.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeWorkLoop } from '../../../src/adapters/worker/work-loop.ts';
import { silent } from '../../support/api/served.ts';

it('finds work that becomes due while it looks, without waiting for the next poll', async () => {
  const clock = memoryClock();
  const start = clock.now().getTime();
  const timers = memoryTimers(clock);
  const passed = () => clock.now().getTime() - start;
  const dueAt = 100;
  let isDone = false;
  const loop = makeWorkLoop<string>(
    {
      timers,
      randomness: seededRandomness(1),
      telemetry: prometheusTelemetry(new Registry()),
      log: silent,
      ingestFirst: makeIngestFirst(timers),
    },
    {
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
    },
  );
  onTestFinished(() => loop.stop(0));
  loop.start();
  await timers.advance(0);
  loop.wake(dueAt - 1 - passed());
  await timers.advance(1_000);
  expect(isDone).toBe(true);
});
