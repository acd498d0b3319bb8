import { expect, it } from 'vitest';
import type { Fate } from '../../../src/adapters/memory/messaging/message-sender.ts';
import { deliverDueMessages } from '../../../src/adapters/worker/deliver-due-messages.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { gatedLoop } from '../../support/worlds/gated-loop.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';

const settings = { concurrency: 4, leaseMs: 30_000, pollMs: 30_000 };
const minute = 60_000;

type Wish = Pick<Parameters<typeof memoryWorld>[0] & object, 'around' | 'aroundOutbox'>;

/** So many patients have an answer that is due, and WhatsApp does as `fateOf` says. */
async function outage(patients: number, fateOf: () => Fate, wish: Wish = {}) {
  const worker = gatedLoop(settings.concurrency);
  const world = memoryWorld({ ...wish, fateOf, gateOf: worker.gateOf });
  for (let n = 0; n < patients; n += 1) {
    const person = { phone: phone(`55119888800${String(n).padStart(2, '0')}`) };
    await world.ingestMessage({
      items: [aMessage({ number: { phoneNumberId: 'pn-1' }, person, text: 'Bom dia' })],
      requestId: 'r',
    });
  }
  world.clock.advance(10_000);
  for (const turn of await world.stores.turns.claim(patients, leaseMs)) await world.answerPatient(turn);
  const { needs: shared, sendGate } = worker.of();
  const { outbox } = world.stores;
  const loop = deliverDueMessages(
    { ...shared, outbox, sendGate, sendHands: world.sendHands, deliverMessage: world.deliverMessage },
    settings,
  );
  loop.start();
  const statuses = () =>
    world.db.messages.flatMap((row) => (row.direction === 'outbound' ? [row.status] : [])).toSorted();
  return { world, loop, statuses, pass: (ms: number) => shared.timers.advance(ms) };
}

it('leaves messages where they are while WhatsApp does not answer, and brings all of them afterwards', async () => {
  let isDown = true;
  const { world, loop, statuses, pass } = await outage(40, () =>
    isDown ? { fate: 'unknown', delivered: false } : { fate: 'accepted' },
  );
  await pass(10 * minute);
  // what was in hand, and one now and then: 5, 10, 20, 40 and 60 seconds apart
  expect(world.whatsapp.calls.length).toBeLessThan(25);
  expect(statuses().filter((status) => status === 'queued').length).toBeGreaterThan(15);
  isDown = false;
  await pass(5 * minute);
  expect(new Set(statuses())).toEqual(new Set(['accepted']));
  expect(world.whatsapp.phone).toHaveLength(40);
  await loop.stop(0);
});

it('does not pause for lost answers with others between them, nor for refusals', async () => {
  let calls = 0;
  const { world, loop, statuses, pass } = await outage(30, () => {
    calls += 1;
    return calls % 4 === 0 ? { fate: 'accepted' } : { fate: 'unknown', delivered: true };
  });
  await pass(1_000);
  expect(world.whatsapp.calls.length).toBe(30);
  expect(statuses()).not.toContain('queued');
  await loop.stop(0);
});

it('lends no hand while WhatsApp does not answer', async () => {
  let isDown = true;
  const { world, loop, pass } = await outage(20, () =>
    isDown ? { fate: 'unknown', delivered: false } : { fate: 'accepted' },
  );
  const before = world.sendHands.borrow();
  expect(before).toBeDefined();
  before?.letGo();
  await pass(1_000);
  expect(world.sendHands.borrow()).toBeUndefined();
  isDown = false;
  await pass(5 * minute);
  const after = world.sendHands.borrow();
  expect(after).toBeDefined();
  after?.letGo();
  await loop.stop(0);
  expect(world.sendHands.borrow()).toBeUndefined();
});

it('tries one message at a time after a pause, however many are due', async () => {
  const { world, loop, pass } = await outage(30, () => ({ fate: 'unknown', delivered: false }));
  await pass(50);
  const first = world.whatsapp.calls.length;
  expect(first).toBeLessThanOrEqual(8);
  await pass(4_000);
  expect(world.whatsapp.calls.length).toBe(first);
  await pass(1_500);
  expect(world.whatsapp.calls.length).toBe(first + 1);
  await pass(9_000);
  expect(world.whatsapp.calls.length).toBe(first + 1);
  await loop.stop(0);
});

/** A door before which all wait until it is opened. */
function door() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

it('gives back what waits for its turn when the process ends, and lets what is being sent end', async () => {
  const { open, opened } = door();
  const { world, loop, statuses, pass } = await outage(9, () => ({ fate: 'accepted' }), {
    around: (sender) => ({ ...sender, send: (request) => opened.then(() => sender.send(request)) }),
  });
  await pass(1_000);
  expect(statuses()).toEqual(Array(9).fill('sending'));
  const stopped = loop.stop(5_000);
  await pass(0);
  expect(statuses()).toEqual([...Array<string>(5).fill('queued'), ...Array<string>(4).fill('sending')]);
  open();
  await pass(0);
  await stopped;
  expect(statuses()).toEqual([...Array<string>(4).fill('accepted'), ...Array<string>(5).fill('queued')]);
  expect(world.whatsapp.calls).toHaveLength(4);
  const waiting = world.db.messages.filter(({ status }) => status === 'queued');
  expect(new Set(waiting.map(({ attempts, resends }) => attempts + resends))).toEqual(new Set([0]));
});

it('sends the next message while the one before is being written down', async () => {
  const { open, opened } = door();
  const { world, loop, statuses, pass } = await outage(9, () => ({ fate: 'accepted' }), {
    aroundOutbox: (outbox) => ({
      ...outbox,
      settle: (...settlement) => opened.then(() => outbox.settle(...settlement)),
    }),
  });
  await pass(1_000);
  expect(statuses()).toEqual(Array(9).fill('sending'));
  expect(world.whatsapp.calls).toHaveLength(9);
  open();
  await pass(0);
  expect(statuses()).toEqual(Array(9).fill('accepted'));
  await loop.stop(0);
});
