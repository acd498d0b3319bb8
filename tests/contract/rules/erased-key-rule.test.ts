import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { covers, erasureId, mergedKey, type ErasedKey } from '../../../src/domain/privacy/erasure.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

const at = fc.nat(9).map((n) => new Date(Date.UTC(2026, 2, 1 + n)));
const until = fc.option(at, { nil: undefined });

describe('the statements about erased keys', () => {
  it('cover and merge as the rules do, for ever included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(until, until), { minLength: 1, maxLength: 3 }),
        at,
        async (times, sentAt) => {
          const clinicId = await harness.addClinic();
          const { erasedKeys } = harness.stores;
          const key = harness.ids.next();
          const erased = times.map(([coversUntil, keepUntil]): ErasedKey => ({
            key,
            ...(coversUntil && { coversUntil }),
            ...(keepUntil && { keepUntil }),
          }));
          for (const each of erased)
            await erasedKeys.remember([{ clinicId, id: erasureId(harness.ids.next()), keys: [each] }]);

          const merged = erased.reduce(mergedKey);
          expect(await erasedKeys.cover([{ clinicId, keys: [key], sentAt }])).toEqual([
            covers(merged, sentAt),
          ]);
          const now = new Date(Date.UTC(2026, 2, 5, 12));
          const isOver = merged.keepUntil !== undefined && merged.keepUntil < now;
          expect(await erasedKeys.forget(now, 100)).toBe(isOver ? 1 : 0);
          await database.owner.query('delete from erased_keys');
        },
      ),
      { numRuns: 60 },
    );
  });
});
