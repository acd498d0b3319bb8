import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryAlertChannel } from '../../../src/adapters/memory/operations/alert-channel.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { memoryTokenCipher } from '../../../src/adapters/memory/connection/token-cipher.ts';
import { makeDeliverAlert } from '../../../src/application/alerting/deliver-alert.ts';
import { makePlanAlertDeliveries } from '../../../src/application/alerting/plan-alert-deliveries.ts';
import type { AlertParcel } from '../../../src/application/ports/alerting/alert-channel.ts';
import type { AlertKind } from '../../../src/domain/alerting/alert-kinds.ts';
import { defaultAlertPolicy } from '../../../src/domain/alerting/alert-retry.ts';
import { isQuiet } from '../../../src/domain/reminders/plan-reminders.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

const minute = 60_000;
const leaseMs = minute;
const timeZone = 'America/Sao_Paulo';
const quiet = { from: 22 * 60, to: 7 * 60 };
const kinds = ['emergency', 'handover', 'model-budget'] as const satisfies readonly AlertKind[];

/** What may happen, in any order. */
const step = fc.oneof(
  fc.record({ do: fc.constant('open' as const), kind: fc.constantFrom(...kinds) }),
  fc.record({ do: fc.constant('resolve' as const), kind: fc.constantFrom(...kinds) }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 20, 31, 180, 600) }),
  fc.record({
    do: fc.constant('plan' as const),
    then: fc.constantFrom('done', 'done', 'dies', 'late', 'after a claim', 'after the end'),
  }),
  fc.record({
    do: fc.constant('tell' as const),
    then: fc.constantFrom('delivered', 'lost', 'failed', 'dies before', 'dies after'),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function house() {
  const clock = memoryClock(new Date('2026-11-29T15:00:00Z'));
  const db = memoryDatabase(clock);
  const stores = memoryStores(db);
  const clinicId = addMemoryClinic(db);
  const channel = memoryAlertChannel();
  const arrivals: { parcel: AlertParcel; at: Date }[] = [];
  const receiver = {
    accepts: () => true,
    async send(parcel: AlertParcel) {
      const before = channel.arrived.length;
      const receipt = await channel.send(parcel);
      if (channel.arrived.length > before) arrivals.push({ parcel, at: clock.now() });
      return receipt;
    },
  };
  const needs = {
    ...{ ...stores, clock, randomness: seededRandomness(7), tokenCipher: memoryTokenCipher('k1') },
    alertPolicy: {
      ...defaultAlertPolicy,
      baseMs: 1_000,
      capMs: 5 * minute,
      giveUpAfterMs: 1e12,
      maxAttempts: 1e6,
    },
    alertChannels: { webhook: receiver, email: receiver },
    alertOutside: { publicUrl: 'https://atende.example.com', destinations: [], timeZone },
  };
  await stores.alertDestinations.replace(
    clinicId,
    [
      { channel: 'webhook', address: 'awake' },
      { channel: 'email', address: 'asleep', quiet },
    ],
    clock.now(),
  );
  const plan = makePlanAlertDeliveries(needs);
  const deliver = makeDeliverAlert(needs);
  const condition = (kind: AlertKind) => ({ clinicId, kind, subject: 's' });
  const late: (() => Promise<unknown>)[] = [];
  const run = async (each: Step): Promise<void> => {
    const now = clock.now();
    if (each.do === 'open') await stores.alerts.open(condition(each.kind), 'seen', now);
    if (each.do === 'resolve') await stores.alerts.resolve(condition(each.kind), now);
    if (each.do === 'wait') clock.advance(each.minutes * minute);
    if (each.do === 'plan')
      for (const due of await stores.alertDeliveries.claimAlerts(5, leaseMs)) {
        if (each.then === 'done') await plan(due);
        if (each.then === 'late') late.push(() => plan(due));
        if (each.then === 'after a claim') await run({ do: 'tell', then: 'dies before' });
        if (each.then === 'after the end') await stores.alerts.resolve(due.alert, clock.now());
        if (each.then.startsWith('after')) await plan(due);
      }
    if (each.do === 'wait') await late.shift()?.();
    if (each.do === 'tell') {
      for (const claimed of await stores.alertDeliveries.claim(5, leaseMs)) {
        if (each.then === 'dies before') continue;
        if (each.then === 'lost' || each.then === 'failed') channel.next(each.then);
        if (each.then === 'dies after')
          // the other side has it, and we never settle
          await makeDeliverAlert({
            ...needs,
            alertDeliveries: { settle: () => Promise.reject(new Error('died')) },
          })(claimed).catch(() => undefined);
        else await deliver(claimed);
      }
    }
  };
  /** Days on which nothing fails. */
  const settle = async () => {
    for (const act of late) await act();
    for (let n = 0; n < 400; n += 1) {
      clock.advance(10 * minute);
      await run({ do: 'plan', then: 'done' });
      await run({ do: 'tell', then: 'delivered' });
    }
  };
  return { ...stores, db, clock, arrivals, run, settle };
}

const keyOf = ({ address, message }: AlertParcel) => `${address} ${message.alertId} ${message.event}`;

test('whatever happens, each destination hears each event once, the end never first, and quiet hours are quiet', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), async (steps) => {
      const { db, arrivals, run, settle } = await house();
      for (const each of steps) await run(each);
      await settle();

      const ids = new Map<string, Set<string>>();
      const began = new Set<string>();
      for (const { parcel, at } of arrivals) {
        const key = keyOf(parcel);
        ids.set(key, (ids.get(key) ?? new Set()).add(parcel.deliveryId));
        const { alertId, event, kind } = parcel.message;
        const place = `${parcel.address} ${alertId}`;
        if (event === 'resolved') expect(began).toContain(place);
        else began.add(place);
        if (parcel.address === 'asleep' && kind !== 'emergency')
          expect(isQuiet(at, quiet, timeZone), `${kind} at ${at.toISOString()}`).toBe(false);
      }
      for (const [key, deliveries] of ids) expect(deliveries.size, key).toBe(1);

      for (const alert of db.alerts)
        for (const address of ['awake', 'asleep']) {
          const heard = (event: string) => ids.has(`${address} ${alert.id} ${event}`);
          if (alert.resolvedAt === undefined) {
            expect(heard('opened'), `${alert.kind} at ${address}`).toBe(true);
            expect(heard('escalated')).toBe(alert.kind !== 'model-budget');
          } else if (heard('opened') || heard('escalated')) expect(heard('resolved')).toBe(true);
        }
    }),
    { numRuns: 150 },
  );
});

test('what is over before the quiet hours are is not told at all', async () => {
  const { run, settle, arrivals, clock } = await house();
  // 23:00 of the clinic's clocks
  clock.advance(11 * 60 * minute);
  await run({ do: 'open', kind: 'handover' });
  await run({ do: 'plan', then: 'done' });
  await run({ do: 'tell', then: 'delivered' });
  await run({ do: 'wait', minutes: 20 });
  await run({ do: 'resolve', kind: 'handover' });
  await settle();
  expect(arrivals.map(({ parcel }) => keyOf(parcel).split(' ')).map(([at, , event]) => [at, event])).toEqual([
    ['awake', 'opened'],
    ['awake', 'resolved'],
  ]);
});
