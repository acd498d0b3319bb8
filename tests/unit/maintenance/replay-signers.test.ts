import { expect, it } from 'vitest';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import type { WebhookSigner } from '../../../src/domain/connection/webhook-signer.ts';
import type { PhoneDigits } from '../../../src/domain/messaging/people/phone-number.ts';
import { aMessage, phone } from '../../support/builders/a-received-message.ts';
import { addMemoryNumber } from '../../support/worlds/memory-clinics.ts';
import { memoryWorld, type MemoryWorld } from '../../support/worlds/memory-world.ts';

const [one, other] = ['5547333300001', '5547333300002'].map(phone);
const installation: WebhookSigner = { by: 'installation' };

const receive = (world: MemoryWorld, phoneNumberId: string, signer: WebhookSigner) =>
  world.ingestMessage({ items: [aMessage({ number: { phoneNumberId } })], requestId: 'r', signer });
const giveOwnApp = ({ db, clinicId, clock }: MemoryWorld, whatsappNumber: PhoneDigits) => {
  db.numberSecrets.push({
    ...{ id: db.ids.next(), clinicId, whatsappNumber, kind: 'app-secret', version: 1, state: 'own' },
    ...{ changedAt: clock.now(), changedBy: 'x', fingerprint: undefined, previous: undefined },
    sealed: sealedToken('x'),
  });
  // secrets are looked at every two seconds
  clock.advance(3_000);
};
const parked = async ({ stores }: MemoryWorld) =>
  (await stores.parkedItems.list('all', 10)).map(({ reason }) => reason);

it('a clinic’s secret of one number lets nothing into another, also when that was switched off meanwhile', async () => {
  const world = memoryWorld();
  const { db, clinicId } = world;
  addMemoryNumber(db, clinicId, { whatsappNumber: other!, phoneNumberId: 'pn-other', active: false });
  const signer: WebhookSigner = { by: 'clinic', clinicId, numbers: new Set([one!]) };
  await receive(world, 'pn-other', signer);
  expect(await parked(world)).toEqual(['number-inactive']);
  const row = db.numbers.find(({ number }) => number.phoneNumberId === 'pn-other')!;
  row.active = true;
  expect(await world.replayParkedItems()).toEqual({ looked: 1, resolved: 0 });
  expect(db.messages).toEqual([]);
  expect(await parked(world)).toEqual(['signer-foreign']);
  expect(await world.stores.alerts.openCount()).toEqual(new Map([['webhook-foreign', 1]]));
});

it('what the installation’s app brought stays out of a number that has an app of its own by now', async () => {
  const world = memoryWorld();
  const { db, clinicId } = world;
  await receive(world, 'pn-late', installation);
  expect(await parked(world)).toEqual(['number-unknown']);
  addMemoryNumber(db, clinicId, { whatsappNumber: one!, phoneNumberId: 'pn-late' });
  giveOwnApp(world, one!);
  expect(await world.replayParkedItems()).toEqual({ looked: 1, resolved: 0 });
  expect(db.messages).toEqual([]);
  // nothing is lost: the number goes back to the installation's app
  db.numberSecrets.splice(0);
  world.clock.advance(3_000);
  expect(await world.replayParkedItems()).toEqual({ looked: 1, resolved: 1 });
  expect(db.messages).toHaveLength(1);
});

it('what both kinds of signers brought, and what an older program parked, finds its place at once', async () => {
  const world = memoryWorld();
  const { db, clinicId } = world;
  addMemoryNumber(db, clinicId, { whatsappNumber: one!, phoneNumberId: 'pn-own', active: false });
  await receive(world, 'pn-own', { by: 'clinic', clinicId, numbers: new Set([one!]) });
  await receive(world, 'pn-own', installation);
  await world.ingestMessage({ items: [aMessage({ number: { phoneNumberId: 'pn-own' } })], requestId: 'r' });
  db.numbers.find(({ number }) => number.phoneNumberId === 'pn-own')!.active = true;
  expect(await world.replayParkedItems()).toEqual({ looked: 3, resolved: 3 });
  expect(db.messages).toHaveLength(3);
});
