import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../../src/domain/error.ts';
import { troubledWorld, troubles } from '../troubled-world.ts';
import { changeInGoogle, step } from './acts.ts';
import { check } from './check.ts';
import { choose } from './choose-calendars.ts';
import { end } from './come-to-rest.ts';
import { examples } from './examples.ts';
import { take } from './take.ts';

describe('whatever patients, staff and people in Google do, in any order and through any trouble', () => {
  it('ends with the book, Google and what the patients know being the same, and nobody told twice', async () => {
    const numRuns = Number(process.env['TWO_WAYS_RUNS'] ?? 150);
    let unheard = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 45 }),
        fc.array(fc.constantFrom(...troubles), { maxLength: 25 }),
        fc.nat(),
        fc.array(changeInGoogle, { maxLength: 3 }),
        async (steps, planned, seed, last) => {
          const world = await troubledWorld(seed, planned);
          // of two alone: the shared room would count for both
          await choose(world, 0);
          let choice = 0;
          for (const each of steps) {
            if (each.act === 'choose-calendars') choice = each.place;
            await take(world, each).catch((error: unknown) => {
              if (!(error instanceof DomainError)) throw error;
            });
            await world.settleDown();
          }
          if (await end(world, { choice, last })) unheard += 1;
          await check(world);
        },
      ),
      { numRuns, examples },
    );
    // only polling can have found it
    expect(unheard).toBeGreaterThan(numRuns / 10);
  }, 600_000);
});
