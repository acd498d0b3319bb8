import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredSecret } from '../../../../src/application/ports/connection/sealed-tokens.ts';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import { claimRenewal, connect, minute, renewed } from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const sealedTokensContract = (make: MakeHarness) =>
  describe('sealed tokens', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const store = () => harness.stores.sealedTokens;
    const all = async (size: number) => {
      const seen: StoredSecret[] = [];
      for (let page = await store().page(size); page.length > 0; page = await store().page(size, page.at(-1)))
        seen.push(...page);
      return seen;
    };

    it('are paged, each once: those of connections and of grants that wait for their end', async () => {
      const kept = await connect(harness, undefined, { account: { sub: 'kept' } });
      const ended = await connect(harness, undefined, { account: { sub: 'ended' } });
      await harness.stores.googleConnections.disconnect(ended.clinicId, harness.ids.next());
      for (const size of [1, 2, 100]) {
        const seen = await all(size);
        expect(seen.map(({ sealed }) => sealed).sort()).toEqual(
          [kept.connection.accessToken, kept.connection.refreshToken, ended.connection.refreshToken].sort(),
        );
        expect(seen.filter(({ place }) => place === 'revocation')).toMatchObject([
          { clinicId: ended.clinicId, purpose: 'refresh-token' },
        ]);
      }
    });

    it('are replaced in their place only, and only while they are what was read', async () => {
      const { clinicId, connection } = await connect(harness);
      await connect(harness);
      const [access, refresh] = (await all(100)).filter((secret) => secret.clinicId === clinicId);
      expect(await store().replace(access!, sealedToken('new-access'))).toBe(true);
      expect(await store().replace(access!, sealedToken('other'))).toBe(false);
      expect(await harness.readGrant(clinicId)).toMatchObject({
        accessToken: 'new-access',
        refreshToken: connection.refreshToken,
      });
      expect(await store().replace(refresh!, sealedToken('new-refresh'))).toBe(true);
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe('new-refresh');
    });

    it('can be replaced while a renewal is under way, which still takes effect', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const claim = await claimRenewal(harness);
      for (const secret of await all(100))
        await store().replace(secret, sealedToken(`new-${secret.purpose}`));
      const tokens = renewed(harness);
      expect(await harness.stores.googleConnections.settle(claim, { to: 'renewed', tokens })).toBe(true);
      expect(await harness.readGrant(clinicId)).toMatchObject({
        accessToken: tokens.accessToken,
        refreshToken: 'new-refresh-token',
      });
    });

    it('of a renewal that was faster are left alone', async () => {
      const { clinicId } = await connect(harness);
      const before = await all(100);
      await harness.passTime(45 * minute);
      const tokens = renewed(harness, { refreshToken: sealedToken('replaced-by-google') });
      await harness.stores.googleConnections.settle(await claimRenewal(harness), { to: 'renewed', tokens });
      for (const secret of before) expect(await store().replace(secret, sealedToken('old'))).toBe(false);
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe('replaced-by-google');
    });
  });
