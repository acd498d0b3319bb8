import { expect, it } from 'vitest';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { leaseMs } from '../../support/worlds/memory-workers.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

async function answerOne(world: MemoryWorld): Promise<void> {
  world.clock.advance(60_000);
  const [turn] = await world.stores.turns.claim(1, leaseMs);
  expect(await world.answerPatient(turn!)).toMatchObject({ outcome: 'answered' });
  const [send] = await world.stores.outbox.claim(1, leaseMs);
  expect(await world.deliverMessage(send!)).toMatchObject({ settlement: { to: 'accepted' } });
}

/** Writes down each call of a store from here on. */
function callsOf(stores: object): readonly string[] {
  const calls: string[] = [];
  for (const [name, store] of Object.entries(stores) as [string, Record<string, unknown>][])
    for (const [method, call] of Object.entries(store)) {
      if (typeof call !== 'function') continue;
      store[method] = (...given: unknown[]): unknown => {
        calls.push(`${name}.${method}`);
        return (call as (...given: unknown[]) => unknown)(...given);
      };
    }
  return calls;
}

it('asks the stores for nothing that the claim has told, and writes nothing that stays as it is', async () => {
  const world = memoryWorld();
  const write = () =>
    world.ingestMessage({ items: [aMessage({ number: { phoneNumberId: 'pn-1' } })], requestId: 'r-1' });
  await write();
  await answerOne(world);
  await write();
  const calls = callsOf(world.stores);
  await answerOne(world);
  expect(calls).toEqual([
    'turns.claim',
    'turns.complete',
    'outbox.claim',
    'outbox.reservePlace',
    'outbox.settle',
    'parkedItems.statusesOf',
  ]);
});
