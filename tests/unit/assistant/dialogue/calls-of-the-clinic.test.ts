import { expect, it } from 'vitest';
import { aMessage } from '../../../support/builders/a-received-message.ts';
import { memoryWorld } from '../../../support/worlds/memory-world.ts';
import { work } from '../../../support/worlds/memory-workers.ts';

it('a call of the clinic ends the alarm about a patient when it is taken, and not before', async () => {
  const world = memoryWorld();
  const arrives = (more: Parameters<typeof aMessage>[0]) => {
    const message = aMessage({ number: { phoneNumberId: 'pn-1' }, sentAt: world.clock.now(), ...more });
    return world.ingestMessage({ items: [message], requestId: 'r' });
  };
  const calls = (outcome: 'missed' | 'rejected' | 'ended') =>
    arrives({ origin: 'staff', type: 'call', text: 'Ligação', details: { call: { outcome } } });
  const alerts = async () => [...(await world.stores.alerts.openCount()).keys()];
  const attention = () => [...world.db.conversations.values()][0]?.attention;

  await arrives({ text: 'minha mãe desmaiou' });
  world.clock.advance(10_000);
  await work(world);
  expect(await alerts()).toEqual(['emergency']);

  await calls('missed');
  await calls('rejected');
  expect(await alerts()).toEqual(['emergency']);
  expect(attention()).toHaveProperty('handover');

  await calls('ended');
  expect(await alerts()).toEqual([]);
  expect(attention()?.handover).toBeUndefined();
});
