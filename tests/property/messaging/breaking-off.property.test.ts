import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTimers } from '../../../src/adapters/memory/system/timers.ts';
import { holdTurn, TurnLost } from '../../../src/application/messaging/turn/hold-turn.ts';
import type { ClaimedTurn } from '../../../src/application/ports/messaging/turns.ts';
import { defaultTurnTimes } from '../../../src/domain/messaging/turn.ts';

const turn = {} as ClaimedTurn;
const slowestMs = 500;

/** A store that takes its time, and looks at the row at some moment of it. */
async function brokenOffAfter(committedAt: number, seed: number): Promise<number> {
  const clock = memoryClock();
  const timers = memoryTimers(clock);
  const chance = seededRandomness(seed);
  const began = timers.elapsed();
  const renew = async () => {
    const all = Math.floor(chance.next() * slowestMs);
    const until = Math.floor(chance.next() * all);
    await timers.sleep(until);
    const isOurs = timers.elapsed() - began < committedAt;
    await timers.sleep(all - until);
    return isOurs;
  };
  const time = holdTurn({ turns: { renew }, timers, turnTimes: defaultTurnTimes }, turn);
  let endedAt = NaN;
  time.signal.addEventListener('abort', () => (endedAt = timers.elapsed() - began));
  await timers.advance(defaultTurnTimes.deadlineMs - 1);
  expect(time.signal.reason).toBeInstanceOf(TurnLost);
  time.close();
  return endedAt - committedAt;
}

it('an answer under way is broken off within a second of the commit of people, whenever it falls', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: defaultTurnTimes.deadlineMs - 1_500 }),
      fc.nat(),
      async (committedAt, seed) => {
        expect(await brokenOffAfter(committedAt, seed)).toBeLessThanOrEqual(1_000);
      },
    ),
    { numRuns: 300 },
  );
});
