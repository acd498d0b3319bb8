import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { WebhookItem } from '../../../../../src/domain/messaging/webhook-item.ts';
import { ingestOn } from '../../../../support/worlds/ingest-on.ts';
import type { Harness } from '../../../harness/harness.ts';
import { aClinicWithNumber } from '../../../harness/steps.ts';

/** Each of the places at least once, some again, in any order. */
export const atLeastOnce = (places: number[], mostAgain: number) =>
  fc
    .tuple(
      fc.shuffledSubarray(places, { minLength: places.length }),
      fc.array(fc.constantFrom(...places), { maxLength: mostAgain }),
    )
    .map(([all, again]) => [...all, ...again]);

/** A clinic whose webhooks come to two processes in turn. */
export async function twoProcesses(harness: Harness) {
  const { stores, ids, erasureKeys } = harness;
  const { clinicId, number } = await aClinicWithNumber(harness);
  const { webProcess } = ingestOn({ stores, ids, clock: { now: () => harness.now() }, erasureKeys });
  const processes = [webProcess(), webProcess(2)] as const;
  const post = (items: readonly WebhookItem[], n: number) =>
    processes[n % 2 === 0 ? 0 : 1]({ items, requestId: 'request-1' });
  return {
    clinicId,
    number,
    /** All at once, or one after the other. */
    deliver: async (webhooks: readonly (readonly WebhookItem[])[], together: boolean): Promise<void> => {
      if (together) await Promise.all(webhooks.map(post));
      else for (const [n, items] of webhooks.entries()) await post(items, n);
    },
  };
}

/** However it is delivered, it ends in the same. */
export const alwaysEndsIn = <Delivery, End>(
  expected: End,
  anyDelivery: fc.Arbitrary<Delivery>,
  endOf: (delivery: Delivery, together: boolean) => Promise<End>,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(anyDelivery, fc.boolean(), async (delivery, together) => {
      expect(await endOf(delivery, together)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
