import { expect, it } from 'vitest';
import { makePlaceParkedItems } from '../../../src/application/maintenance/place-parked-items.ts';
import { aMessage } from '../../support/builders/a-received-message.ts';
import { memoryWorld } from '../../support/worlds/memory-world.ts';

it('stores what came to a number while it was switched off, once it is on again', async () => {
  const { ingestMessage, replayParkedItems, stores, db, clinicId } = memoryWorld();
  const placeParkedItems = makePlaceParkedItems({ ...stores, replayParkedItems });
  const clinic = db.clinics.get(clinicId)!;
  clinic.active = false;
  const items = [aMessage({ number: { phoneNumberId: 'pn-1' }, text: 'Tem horário?' })];
  expect(await ingestMessage({ items, requestId: 'r' })).toEqual([
    { outcome: 'parked', clinicId, reason: 'number-inactive' },
  ]);
  await placeParkedItems(() => true);
  expect(db.messages).toHaveLength(0);

  clinic.active = true;
  await placeParkedItems(() => false);
  expect(db.messages).toHaveLength(0);
  await placeParkedItems(() => true);
  await placeParkedItems(() => true);
  expect(db.messages).toMatchObject([{ text: 'Tem horário?' }]);
  expect(await stores.parkedItems.addressees(['number-inactive'], 10)).toEqual([]);
});
