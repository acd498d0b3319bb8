import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimedSend } from '../../../src/application/ports/messaging/outbox.ts';
import { endingBetween } from '../../../src/domain/messaging/delivery-status.ts';
import { afterLateAcceptance, afterSettlement, afterStatus } from '../../../src/domain/messaging/delivery.ts';
import { aStatus } from '../../support/builders/a-status.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, type Party } from '../harness/steps.ts';
import {
  aDelivery,
  aSettlement,
  aStatusOf,
  leaseToken,
  readDelivery,
  storeDelivery,
} from './any-delivery.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
});
afterAll(() => database.drop());

const now = new Date('2026-03-02T12:00:30Z');
/** A wamid is somebody's only once. */
const wamidOf = (id: string) => `wamid.${id}`;

describe('the statements about sends', () => {
  it('settle any messages as the rule does, whoever has the lease, also when many are settled at once', async () => {
    const aSend = fc.record({
      delivery: aDelivery,
      given: aSettlement,
      isNamed: fc.boolean(),
      isOurs: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(aSend, { minLength: 1, maxLength: 4 }), async (sends) => {
        const stored = [];
        for (const { delivery, given, isNamed, isOurs } of sends) {
          const id = harness.ids.next();
          const before = { ...delivery, ...(isNamed && { metaMessageId: wamidOf(id) }) };
          const settlement = given.to === 'accepted' ? { ...given, metaMessageId: wamidOf(id) } : given;
          const messageId = await storeDelivery(database.owner, party, id, before);
          const isHeld = isOurs && before.leaseUntil !== undefined;
          const late =
            settlement.to === 'accepted'
              ? afterLateAcceptance(before, settlement.metaMessageId, now)
              : undefined;
          const after = isHeld ? afterSettlement(before, settlement, now) : late;
          stored.push({ messageId, token: leaseToken + (isOurs ? 0 : 1), settlement, before, after });
        }

        const settled = await Promise.all(
          stored.map(({ messageId, token, settlement }) => {
            const { clinicId, placement } = party;
            const send = { clinicId, conversationId: placement.conversationId, messageId, leaseToken: token };
            return harness.stores.outbox.settle(send as unknown as ClaimedSend, settlement, now);
          }),
        );

        expect(settled).toEqual(stored.map(({ after }) => after !== undefined));
        for (const { messageId, before, after } of stored)
          expect(await readDelivery(database.owner, messageId)).toEqual(after ?? before);
      }),
      { numRuns: 120 },
    );
  });

  it('learn any statuses as the rule does, one after the other, when they come at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        aDelivery,
        fc.array(aStatusOf, { minLength: 1, maxLength: 5 }),
        async (before, given) => {
          const id = harness.ids.next();
          const messageId = await storeDelivery(database.owner, party, id, before);
          const statuses = given.map(({ status, at, why }) =>
            aStatus(status, {
              at,
              outboundId: messageId,
              metaMessageId: wamidOf(id),
              ...(status === 'failed' &&
                why !== undefined && { error: { code: why, title: `${why}`, class: 'final' } }),
            }),
          );

          const outcomes = await harness.stores.deliveryLog.record(
            statuses.map((status) => ({ clinicId: party.clinicId, status })),
          );

          let after = before;
          for (const [n, status] of statuses.entries()) {
            expect(outcomes[n]).toMatchObject({
              outcome: after.times[status.status] === undefined ? 'recorded' : 'old',
              settledUnknown: after.status === 'unknown',
            });
            after = afterStatus(after, status);
          }
          const ending = endingBetween(before.status, after.status);
          expect(outcomes.map((outcome) => outcome.ending)).toEqual(
            statuses.map((_, n) => (n === 0 ? ending : undefined)),
          );
          expect(await readDelivery(database.owner, messageId)).toEqual(after);
        },
      ),
      { numRuns: 150 },
    );
  });
});
