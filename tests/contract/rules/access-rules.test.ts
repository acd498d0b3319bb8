import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repetitionOf } from '../../../src/domain/access/repeated-request.ts';
import { takePlaces } from '../../../src/domain/messaging/pacing.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';

let database: ContractDatabase;
let harness: Harness;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
});
afterAll(() => database.drop());

const start = Date.UTC(2026, 2, 2, 12, 0, 0);

describe('the statements of the interface', () => {
  it('find of a repeated request what the rule finds', async () => {
    const scenario = fc.record({
      sameRequest: fc.boolean(),
      ending: fc.constantFrom('answered', 'released', 'open'),
      leaseMs: fc.constantFrom(1_000, 60_000),
      laterMs: fc.constantFrom(0, 1_000, 30_000),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ sameRequest, ending, leaseMs, laterMs }) => {
        const { idempotentRequests } = harness.stores;
        const clinicId = await harness.addClinic();
        const scope = { clinicId, caller: 'ana', operation: 'book', key: 'key-1' };
        const first = { id: harness.ids.next(), scope, requestHash: 'one' };
        const now = new Date(start + laterMs);
        await idempotentRequests.begin(first, leaseMs, new Date(start));
        if (ending === 'answered') await idempotentRequests.answer(first, { status: 201, headers: {} });
        if (ending === 'released') await idempotentRequests.release(first);

        const requestHash = sameRequest ? 'one' : 'other';
        const again = { id: harness.ids.next(), scope, requestHash };
        const { state } = await idempotentRequests.begin(again, leaseMs, now);

        const leaseUntil = ending === 'open' ? new Date(start + leaseMs) : undefined;
        const kept = { requestHash: 'one', isAnswered: ending === 'answered', leaseUntil };
        const repetition = repetitionOf(kept, requestHash, now);
        expect(state).toBe(repetition === 'begin' ? 'first' : repetition);
      }),
      { numRuns: 60 },
    );
  });

  it('give as many places of a budget as the rule gives', async () => {
    const rate = fc.record({
      intervalMs: fc.constantFrom(100, 250, 1_000),
      burst: fc.integer({ min: 1, max: 5 }),
    });
    const taken = fc.record({ count: fc.integer({ min: 1, max: 8 }), passMs: fc.nat(30).map((n) => n * 50) });
    await fc.assert(
      fc.asyncProperty(rate, fc.array(taken, { minLength: 1, maxLength: 5 }), async (given, requests) => {
        const key = harness.ids.next();
        let now = start;
        let nextFree: Date | undefined;
        for (const { count, passMs } of requests) {
          now += passMs;
          const at = new Date(now);
          const expected = takePlaces(given, count, nextFree, at);
          nextFree = expected.nextFree;
          const { granted, notBefore } = expected;
          const request = { key, rate: given, count };
          expect(await harness.stores.requestBudgets.take([request], at)).toEqual([
            { key, granted, notBefore },
          ]);
        }
      }),
      { numRuns: 80 },
    );
  });
});
