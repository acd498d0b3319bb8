import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paceAll } from '../../../src/domain/messaging/pacing.ts';
import { openContractDatabase, type ContractDatabase } from '../harness/contract-database.ts';
import type { Harness } from '../harness/harness.ts';
import { aParty, claimSend, queueReplies, type Party } from '../harness/steps.ts';

let database: ContractDatabase;
let harness: Harness;
let party: Party;

beforeAll(async () => {
  database = await openContractDatabase(2);
  harness = await database.harness();
  party = await aParty(harness);
});
afterAll(() => database.drop());

/** Whole seconds from now, so that the milliseconds between a reading and the statement decide nothing. */
const seconds = fc.integer({ min: -20, max: 60 });
const rates = fc.record({ interval: fc.integer({ min: 1, max: 20 }), burst: fc.integer({ min: 1, max: 4 }) });
const slack = 900;

const inMs = ({ interval, burst }: { interval: number; burst: number }) => ({
  intervalMs: interval * 1_000,
  burst,
});

async function timesOf(keys: readonly string[]) {
  const { rows } = await database.owner.query<{ key: string; next_free_at: Date; now: Date }>(
    'select key, next_free_at, now() as now from send_pacing where key = any($1)',
    [keys],
  );
  const of = (key: string) => rows.find((row) => row.key === key)?.next_free_at;
  return { now: rows[0]?.now ?? new Date(), nextFree: keys.map(of) };
}

const expectNear = (one: Date | undefined, other: Date | undefined) =>
  expect(Math.abs((one?.getTime() ?? 0) - (other?.getTime() ?? 0))).toBeLessThan(slack);

describe('the statement that takes a place in the rates', () => {
  it('takes one in both or in none, and says when, as the rule does', async () => {
    await queueReplies(harness, party, 'Oi');
    const send = await claimSend(harness);
    const keys = [`number:${send.from.whatsappNumber}`, `pair:${send.conversationId}`];
    const read = () => timesOf(keys);
    await harness.stores.outbox.reservePlace(
      send,
      { number: { intervalMs: 0, burst: 1 }, pair: { intervalMs: 0, burst: 1 } },
      { full: 60_000, least: 60_000 },
    );
    await fc.assert(
      fc.asyncProperty(rates, rates, seconds, seconds, async (number, pair, ofNumber, ofPair) => {
        await database.owner.query(
          `update send_pacing set next_free_at = now() + interval '0.5 s' + at * interval '1 s'
           from unnest($1::text[], $2::integer[]) as given (key, at) where send_pacing.key = given.key`,
          [keys, [ofNumber, ofPair]],
        );
        const before = await read();
        const policy = { number: inMs(number), pair: inMs(pair) };
        const expected = paceAll(
          [policy.number, policy.pair].map((rate, n) => ({ rate, nextFree: before.nextFree[n] })),
          before.now,
        );
        const place = await harness.stores.outbox.reservePlace(send, policy, {
          full: 600_000,
          least: 600_000,
        });
        const after = await read();
        if (expected.go) {
          expect(place).toBe('go');
          expected.nextFree.forEach((time, n) =>
            expect(Math.abs((after.nextFree[n]?.getTime() ?? 0) - time.getTime())).toBeLessThan(slack),
          );
        } else {
          const isNumberFull = expected.full.includes(0);
          expect(place).toEqual({ notBefore: expect.any(Date) as Date, isNumberFull });
          const notBefore = typeof place === 'object' ? place.notBefore.getTime() : 0;
          expect(Math.abs(notBefore - expected.notBefore.getTime())).toBeLessThan(slack);
          expect(after.nextFree).toEqual(before.nextFree);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('gives the sends of one number places one behind the other, as the rule does, when they ask at once', async () => {
    const clinic = { clinicId: party.clinicId, number: party.number };
    const others = [];
    for (const bsuid of ['BR.2', 'BR.3', 'BR.4', 'BR.5', 'BR.6'])
      others.push(await aParty(harness, clinic, { bsuid }));
    for (const other of others) await queueReplies(harness, other, 'Oi');
    const sends = await harness.stores.outbox.claim(10, 600_000);
    expect(sends).toHaveLength(others.length);
    const lease = { full: 600_000, least: 600_000 };
    const free = { intervalMs: 0, burst: 1 };
    // the rows of all are there
    for (const send of sends)
      await harness.stores.outbox.reservePlace(send, { number: free, pair: free }, lease);
    const keys = [
      `number:${party.number.whatsappNumber}`,
      ...sends.map(({ conversationId }) => `pair:${conversationId}`),
    ];
    await fc.assert(
      fc.asyncProperty(
        rates,
        rates,
        fc.array(seconds, { minLength: keys.length, maxLength: keys.length }),
        async (number, pair, offsets) => {
          await database.owner.query(
            `update send_pacing set next_free_at = now() + interval '0.5 s' + at * interval '1 s'
             from unnest($1::text[], $2::integer[]) as given (key, at) where send_pacing.key = given.key`,
            [keys, offsets],
          );
          const before = await timesOf(keys);
          const policy = { number: inMs(number), pair: inMs(pair) };
          const free = [...before.nextFree];
          const expected = sends.map((_, n) => {
            const place = paceAll(
              [
                { rate: policy.number, nextFree: free[0] },
                { rate: policy.pair, nextFree: free[n + 1] },
              ],
              before.now,
            );
            if (place.go) [free[0], free[n + 1]] = place.nextFree;
            return place;
          });

          const places = await Promise.all(
            sends.map((send) => harness.stores.outbox.reservePlace(send, policy, lease)),
          );

          const after = await timesOf(keys);
          expect(places.map((place) => place === 'go')).toEqual(expected.map(({ go }) => go));
          for (const [n, place] of places.entries()) {
            const rule = expected[n]!;
            if (rule.go || typeof place === 'string') continue;
            expect(place.isNumberFull).toBe(rule.full.includes(0));
            expectNear(place.notBefore, rule.notBefore);
          }
          for (const [n, time] of free.entries()) expectNear(after.nextFree[n], time);
        },
      ),
      { numRuns: 150 },
    );
  });
});
