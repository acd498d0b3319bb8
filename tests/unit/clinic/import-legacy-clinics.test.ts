import { expect, it } from 'vitest';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { makeImportLegacyClinics } from '../../../src/application/legacy/import-legacy-clinics.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const id = '5b0c6a0e-7a40-4a40-9d39-0c6f2f5f7a11';

it('a clinic that works here stays on when the predecessor has switched its own off since', async () => {
  const clock = memoryClock();
  const stores = memoryStores(memoryDatabase(clock));
  const { clinics } = makeImportLegacyClinics({ ...stores, clock });
  const row = { id, name: 'Clínica Ipê', document: '{}' };
  expect(await clinics([{ ...row, isActive: 'true' }])).toEqual([{ outcome: 'taken' }]);
  expect(await clinics([{ ...row, isActive: 'false' }])).toEqual([{ outcome: 'known' }]);
  expect(await stores.clinicRegistry.get(clinicId(id))).toMatchObject({ isActive: true, version: 1 });
});

it('a clinic that is switched off there comes switched off, and was never on', async () => {
  const clock = memoryClock();
  const stores = memoryStores(memoryDatabase(clock));
  const { clinics } = makeImportLegacyClinics({ ...stores, clock });
  await clinics([{ id, name: 'Clínica Ipê', document: '{}', isActive: 'false' }]);
  expect(await stores.clinicRegistry.get(clinicId(id))).toMatchObject({ isActive: false, version: 1 });
});
