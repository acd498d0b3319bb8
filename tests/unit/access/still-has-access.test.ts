import { expect, test } from 'vitest';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { makeStillHasAccess } from '../../../src/application/access/still-has-access.ts';
import { apiKeyId } from '../../../src/domain/access/api-key.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import { addMemoryClinic } from '../../support/worlds/memory-clinics.ts';

test('a removed member and a revoked key lose their access, a token that names its role keeps it', async () => {
  const clock = memoryClock();
  const db = memoryDatabase(clock);
  const stores = memoryStores(db);
  const stillHasAccess = makeStillHasAccess({ ...stores, clock });
  const clinicId = addMemoryClinic(db);
  const base = { kind: 'person', isPlatformAdmin: false, clinics: new Map() } as const;
  const member = (userId: string): Caller => ({
    ...base,
    actor: `user:${userId}`,
    userId,
    isByMembership: true,
  });
  for (const userId of ['bia', 'caio']) {
    const put = { clinicId, userId, role: 'clinic-staff', addedBy: 'user:ana' } as const;
    await stores.clinicMembers.put(put, 'any', clock.now());
  }
  const keys = [apiKeyId(db.ids.next()), apiKeyId(db.ids.next())];
  for (const id of keys) {
    const expiresAt = new Date(clock.now().getTime() + 60_000);
    const made = { createdBy: 'user:ana', createdAt: clock.now(), expiresAt };
    await stores.apiKeys.add(
      { id, name: 'k', role: 'service', clinicId, clinicIds: [clinicId], ...made },
      'd',
    );
  }
  const callers: readonly Caller[] = [
    member('bia'),
    { ...base, actor: `key:${keys[0]}`, userId: keys[0]! },
    { ...base, actor: 'user:root', userId: 'root', isPlatformAdmin: true },
    member('caio'),
    { ...base, actor: `key:${keys[1]}`, userId: keys[1]! },
  ];
  const watchers = callers.map((caller) => ({ caller, clinicId }));
  expect(await stillHasAccess(watchers)).toEqual([true, true, true, true, true]);
  await stores.clinicMembers.remove(clinicId, 'bia', 'any');
  await stores.apiKeys.revoke(clinicId, keys[1]!, 'user:ana', clock.now());
  expect(await stillHasAccess(watchers)).toEqual([false, true, true, true, false]);
});
