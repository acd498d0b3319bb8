import { beforeEach, describe, expect, it } from 'vitest';
import { apiKeyId, type ApiKey } from '../../../../src/domain/access/api-key.ts';
import { clinicId } from '../../../../src/domain/clinic/clinic.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const apiKeysContract = (make: MakeHarness) =>
  describe('api keys', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const aKey = (wish: Partial<ApiKey> = {}): ApiKey => ({
      id: apiKeyId(harness.ids.next()),
      name: 'Recepção',
      role: 'service',
      clinicIds: wish.clinicId === undefined ? [] : [wish.clinicId],
      createdBy: 'user:ana',
      createdAt: harness.now(),
      expiresAt: new Date(harness.now().getTime() + 86_400_000),
      ...wish,
    });

    it('are found by id, with their digest, as they were made', async () => {
      const key = aKey({ clinicId: await harness.addClinic() });
      const { apiKeys } = harness.stores;
      expect(await apiKeys.add(key, 'digest')).toBe(true);
      expect(await apiKeys.find(key.id)).toEqual({ key, digest: 'digest' });
      expect(await apiKeys.find(apiKeyId(harness.ids.next()))).toBeUndefined();
    });

    it('are made once per id, and for known clinics only', async () => {
      const key = aKey({ clinicId: await harness.addClinic() });
      const { apiKeys } = harness.stores;
      const added = await Promise.all(Array.from({ length: 5 }, (_, n) => apiKeys.add(key, `digest ${n}`)));
      expect(added.filter(Boolean)).toHaveLength(1);
      const unknown = clinicId(harness.ids.next());
      expect(await apiKeys.add(aKey({ clinicIds: [key.clinicIds[0]!, unknown] }), 'digest')).toBe(false);
    });

    it('give the digests of those that still open something', async () => {
      const clinic = await harness.addClinic();
      const [live, ended, revoked] = [
        aKey({ clinicId: clinic }),
        aKey({ clinicId: clinic, createdAt: new Date(0), expiresAt: new Date(1) }),
        aKey({ clinicId: clinic }),
      ];
      const { apiKeys } = harness.stores;
      for (const key of [live, ended, revoked]) await apiKeys.add(key, `digest of ${key.id}`);
      await apiKeys.revoke(clinic, revoked.id, 'user:ana', harness.now());
      const digests = await apiKeys.digests(harness.now());
      expect([live, ended, revoked].map(({ id }) => digests.get(id))).toEqual([
        `digest of ${live.id}`,
        undefined,
        undefined,
      ]);
    });

    it('are listed newest first by who owns them', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const [k1, k2, k3, k4] = [
        aKey({ clinicId: a }),
        aKey({ clinicId: b }),
        aKey({ clinicId: a }),
        aKey({ clinicIds: [a, b] }),
      ];
      const { apiKeys } = harness.stores;
      for (const key of [k1, k2, k3, k4]) await apiKeys.add(key, 'digest');
      expect(await apiKeys.list(a, 10)).toEqual([k3, k1]);
      expect(await apiKeys.list(a, 10, k3.id)).toEqual([k1]);
      expect(await apiKeys.list(b, 10)).toEqual([k2]);
      expect(await apiKeys.list('installation', 10)).toEqual([k4]);
    });

    it('are revoked once, by their owner only', async () => {
      const [a, b] = [await harness.addClinic(), await harness.addClinic()];
      const key = aKey({ clinicId: a });
      const { apiKeys } = harness.stores;
      await apiKeys.add(key, 'digest');
      const now = harness.now();
      expect(await apiKeys.revoke(b, key.id, 'user:eve', now)).toBeUndefined();
      expect(await apiKeys.revoke('installation', key.id, 'user:eve', now)).toBeUndefined();
      expect(await apiKeys.revoke(a, key.id, 'user:ana', now)).toEqual({ ...key, revokedAt: now });
      const later = new Date(now.getTime() + 5_000);
      expect((await apiKeys.revoke(a, key.id, 'user:ana', later))?.revokedAt).toEqual(now);
      expect((await apiKeys.find(key.id))?.key.revokedAt).toEqual(now);
    });

    it('know to the minute when they were last used', async () => {
      const key = aKey({ clinicId: await harness.addClinic() });
      const { apiKeys } = harness.stores;
      await apiKeys.add(key, 'digest');
      const at = (ms: number) => new Date(key.createdAt.getTime() + ms);
      for (const ms of [1_000, 30_000]) await apiKeys.markUsed(key.id, at(ms));
      expect((await apiKeys.find(key.id))?.key.lastUsedAt).toEqual(at(1_000));
      await apiKeys.markUsed(key.id, at(90_000));
      expect((await apiKeys.find(key.id))?.key.lastUsedAt).toEqual(at(90_000));
    });
  });
