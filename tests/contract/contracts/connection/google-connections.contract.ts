import { beforeEach, describe, expect, it } from 'vitest';
import {
  aConnection,
  aSealed,
  claimRenewal,
  connect,
  inMs,
  leaseMs,
  minute,
  renewed,
} from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const googleConnectionsContract = (make: MakeHarness) =>
  describe('google connections', () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await make();
    });
    const store = () => harness.stores.googleConnections;
    const claim = (limit = 10) => store().claimDue(limit, leaseMs);
    it('come back as they were saved, without the refresh token', async () => {
      const refreshExpiresAt = inMs(harness, 7 * 24 * 60 * minute);
      const { clinicId, connection, saved } = await connect(harness, undefined, { refreshExpiresAt });
      const { accessToken, scopes, expiresAt, nextRenewalAt, account } = connection;
      const found = await store().get(clinicId);
      expect(found).toMatchObject({
        clinicId,
        account,
        accessToken,
        scopes,
        status: 'connected',
        failures: 0,
      });
      expect(found).toMatchObject({ expiresAt, nextRenewalAt, refreshExpiresAt, version: saved.version });
      expect(JSON.stringify(found)).not.toContain(connection.refreshToken);
      expect(await store().get(await harness.addClinic())).toBeUndefined();
    });

    it('are saved only over the version that was seen', async () => {
      const { clinicId, connection, saved } = await connect(harness);
      const other = aConnection(harness, clinicId);
      expect(await store().save(other, undefined)).toBe('changed');
      expect(await store().save(other, saved.version + 1_000)).toBe('changed');
      expect(await harness.readGrant(clinicId)).toMatchObject({ refreshToken: connection.refreshToken });
      expect(await store().save(other, saved.version)).toMatchObject({ saved: { revokesFormer: false } });
      expect(await harness.readGrant(clinicId)).toMatchObject({ refreshToken: other.refreshToken });
      const newcomer = await harness.addClinic();
      expect(await store().save(aConnection(harness, newcomer), saved.version)).toBe('changed');
      expect(await store().get(newcomer)).toBeUndefined();
    });

    it('are connected by one of many consents that end at once', async () => {
      const clinicId = await harness.addClinic();
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, n) =>
          store().save(aConnection(harness, clinicId, { account: { sub: `sub-${n}` } }), undefined),
        ),
      );
      expect(outcomes.filter((outcome) => typeof outcome === 'object')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(5);
    });

    it('keep their refresh token, and when it ends, when a consent of the same account brought none', async () => {
      const refreshExpiresAt = inMs(harness, 60 * minute);
      const { clinicId, connection } = await connect(harness, undefined, { refreshExpiresAt });
      const { refreshToken, ...without } = aConnection(harness, clinicId);
      const seen = await store().get(clinicId);
      await store().save(without, seen?.version);
      expect((await harness.readGrant(clinicId))?.refreshToken).not.toBe(refreshToken);
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe(connection.refreshToken);
      expect((await store().get(clinicId))?.refreshExpiresAt).toEqual(refreshExpiresAt);
      const fresh = await connect(harness, clinicId);
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe(fresh.connection.refreshToken);
      expect((await store().get(clinicId))?.refreshExpiresAt).toBeUndefined();
    });

    it('become due for renewal, and are held by one renewer until its lease is over', async () => {
      const { clinicId, connection } = await connect(harness);
      expect(await claim()).toEqual([]);
      expect(await store().msUntilDue()).toBeLessThanOrEqual(45 * minute);
      await harness.passTime(45 * minute);
      const claims = (await Promise.all(Array.from({ length: 8 }, () => claim()))).flat();
      expect(claims).toMatchObject([
        { clinicId, sub: 'sub-1', refreshToken: connection.refreshToken, status: 'connected', failures: 0 },
      ]);
      expect(await claim()).toEqual([]);
      await harness.passTime(leaseMs + 1_000);
      expect(await claim()).toHaveLength(1);
    });

    it('are claimed in parts, none twice, oldest first', async () => {
      for (let n = 0; n < 12; n += 1)
        await connect(harness, undefined, { nextRenewalAt: inMs(harness, (12 - n) * 1_000) });
      await harness.passTime(minute);
      const parts = await Promise.all(Array.from({ length: 6 }, () => claim(2)));
      const seen = parts.flat().map(({ clinicId }) => clinicId);
      expect(new Set(seen).size).toBe(12);
    });

    it('take the renewed tokens, and the refresh token that Google replaced, at once', async () => {
      const { clinicId, connection } = await connect(harness);
      await harness.passTime(45 * minute);
      const tokens = renewed(harness);
      const before = await store().get(clinicId);
      expect(await store().settle(await claimRenewal(harness), { to: 'renewed', tokens })).toBe(true);
      expect(await harness.readGrant(clinicId)).toEqual({
        status: 'connected',
        accessToken: tokens.accessToken,
        refreshToken: connection.refreshToken,
      });
      const after = await store().get(clinicId);
      expect(after?.version).not.toBe(before?.version);
      expect(after).toMatchObject({ scopes: ['email', 'openid'], expiresAt: tokens.expiresAt });
      expect(await claim()).toEqual([]);

      await harness.passTime(45 * minute);
      const replaced = renewed(harness, { refreshToken: aSealed('refresh'), scopes: ['openid'] });
      await store().settle(await claimRenewal(harness), { to: 'renewed', tokens: replaced });
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe(replaced.refreshToken);
      expect((await store().get(clinicId))?.scopes).toEqual(['openid']);
    });

    it('count failures in a row, keep the access token meanwhile, and forget them at the next success', async () => {
      const { clinicId, connection } = await connect(harness);
      await harness.passTime(45 * minute);
      for (const failures of [1, 2]) {
        const nextRenewalAt = inMs(harness, minute);
        const claimed = await claimRenewal(harness);
        expect(claimed.failures).toBe(failures - 1);
        expect(claimed.lastErrorCode).toBe(failures === 1 ? undefined : 'timeout');
        await store().settle(claimed, { to: 'failed', code: 'timeout', nextRenewalAt });
        expect(await store().get(clinicId)).toMatchObject({
          status: 'renewing_failed',
          failures,
          lastErrorCode: 'timeout',
          accessToken: connection.accessToken,
        });
        expect(await claim()).toEqual([]);
        await harness.passTime(minute);
      }
      await store().settle(await claimRenewal(harness), { to: 'renewed', tokens: renewed(harness) });
      const found = await store().get(clinicId);
      expect(found).toMatchObject({ status: 'connected', failures: 0 });
      expect(found?.lastErrorCode).toBeUndefined();
    });

    it('are never renewed again once the grant is dead', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      await store().settle(await claimRenewal(harness), { to: 'reconnect-required', code: 'invalid_grant' });
      expect(await store().get(clinicId)).toMatchObject({
        status: 'reconnect_required',
        lastErrorCode: 'invalid_grant',
      });
      await harness.passTime(100 * 24 * 60 * minute);
      expect(await claim()).toEqual([]);
      expect(await store().msUntilDue()).toBeUndefined();
      const { saved } = await connect(harness, clinicId);
      expect(await store().get(clinicId)).toMatchObject({ status: 'connected', version: saved.version });
    });

    it('can be postponed without a trace', async () => {
      const { clinicId, saved } = await connect(harness);
      await harness.passTime(45 * minute);
      const nextRenewalAt = inMs(harness, minute);
      expect(await store().settle(await claimRenewal(harness), { to: 'postponed', nextRenewalAt })).toBe(
        true,
      );
      expect(await store().get(clinicId)).toMatchObject({
        status: 'connected',
        failures: 0,
        version: saved.version,
      });
      expect(await claim()).toEqual([]);
      await harness.passTime(minute);
      expect(await claim()).toHaveLength(1);
    });

    it('cannot be changed by a renewer that lost its lease', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const zombie = await claimRenewal(harness);
      await harness.passTime(leaseMs + 1_000);
      const heir = await claimRenewal(harness);
      const late = renewed(harness);
      expect(await store().settle(zombie, { to: 'renewed', tokens: late })).toBe(false);
      expect(await store().settle(zombie, { to: 'reconnect-required', code: 'invalid_grant' })).toBe(false);
      const good = renewed(harness);
      expect(await store().settle(heir, { to: 'renewed', tokens: good })).toBe(true);
      expect(await store().settle(heir, { to: 'renewed', tokens: late })).toBe(false);
      expect((await harness.readGrant(clinicId))?.accessToken).toBe(good.accessToken);
    });

    it('are not overwritten by a slow renewer when the clinic reconnected meanwhile', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const slow = await claimRenewal(harness);
      const { connection } = await connect(harness, clinicId);
      const tokens = renewed(harness, { refreshToken: aSealed('refresh') });
      expect(await store().settle(slow, { to: 'renewed', tokens })).toBe(false);
      expect(await store().settle(slow, { to: 'reconnect-required', code: 'invalid_grant' })).toBe(false);
      expect(await store().settle(slow, { to: 'failed', code: 'x', nextRenewalAt: harness.now() })).toBe(
        false,
      );
      expect(await store().keepReplaced(slow, tokens)).toEqual({ stored: connection.refreshToken });
      expect(await harness.readGrant(clinicId)).toEqual({
        status: 'connected',
        accessToken: connection.accessToken,
        refreshToken: connection.refreshToken,
      });
    });

    it('do not come back to life by a slow renewer after the clinic disconnected, even if it connected anew', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const slow = await claimRenewal(harness);
      await store().disconnect(clinicId, harness.ids.next());
      const tokens = renewed(harness, { refreshToken: aSealed('refresh') });
      expect(await store().settle(slow, { to: 'renewed', tokens })).toBe(false);
      expect(await store().keepReplaced(slow, tokens)).toBe(false);
      expect(await store().probeSiblings(await harness.addClinic(), 'sub-1', inMs(harness, minute))).toBe(0);
      for (const revocation of await harness.stores.googleRevocations.claimOf(clinicId, leaseMs))
        await harness.stores.googleRevocations.settle(revocation, { to: 'finished' });
      expect(await store().get(clinicId)).toBeUndefined();
      expect(await store().settle(slow, { to: 'renewed', tokens })).toBe(false);

      await harness.passTime(10 * minute);
      await connect(harness, clinicId, { nextRenewalAt: harness.now() });
      const [fresh] = await claim();
      expect(fresh?.version).not.toBe(slow.version);
      expect(
        await store().settle({ ...slow, leaseToken: fresh!.leaseToken }, { to: 'renewed', tokens }),
      ).toBe(false);
    });

    it('keep a refresh token that Google replaced although the renewer was too late, even after a verdict of death', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const zombie = await claimRenewal(harness);
      await harness.passTime(leaseMs + 1_000);
      await store().settle(await claimRenewal(harness), { to: 'reconnect-required', code: 'invalid_grant' });
      const tokens = renewed(harness, { refreshToken: aSealed('refresh') });
      expect(await store().keepReplaced(zombie, tokens)).toBe(true);
      expect(await harness.readGrant(clinicId)).toEqual({
        status: 'connected',
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken,
      });
      expect(await store().keepReplaced(zombie, renewed(harness))).toEqual({ stored: tokens.refreshToken });
      const stranger = { ...zombie, sub: 'sub-2', refreshToken: tokens.refreshToken! };
      expect(await store().keepReplaced(stranger, renewed(harness))).toBe(false);
      await harness.passTime(45 * minute);
      expect(await claim()).toHaveLength(1);
    });

    it('keep a replaced refresh token also when the former one was sealed anew meanwhile', async () => {
      const { clinicId } = await connect(harness);
      await harness.passTime(45 * minute);
      const zombie = await claimRenewal(harness);
      const [secret] = (await harness.stores.sealedTokens.page(10)).filter(
        ({ purpose }) => purpose === 'refresh-token',
      );
      const anew = aSealed('refresh');
      expect(await harness.stores.sealedTokens.replace(secret!, anew)).toBe(true);
      const tokens = renewed(harness, { refreshToken: aSealed('refresh') });
      expect(await store().keepReplaced(zombie, tokens)).toEqual({ stored: anew });
      expect(await store().keepReplaced({ ...zombie, refreshToken: anew }, tokens)).toBe(true);
      expect((await harness.readGrant(clinicId))?.refreshToken).toBe(tokens.refreshToken);
    });

    it('can be claimed one by one, due or not, by one renewer who saw the newest version', async () => {
      const { clinicId, saved } = await connect(harness);
      expect(await store().claimOne(clinicId, saved.version - 1, leaseMs)).toBe('changed');
      expect(await store().claimOne(await harness.addClinic(), 1, leaseMs)).toBe('changed');
      const claims = await Promise.all(
        Array.from({ length: 8 }, () => store().claimOne(clinicId, saved.version, leaseMs)),
      );
      const won = claims.filter((outcome) => typeof outcome === 'object');
      expect(won).toHaveLength(1);
      expect(claims.filter((outcome) => outcome === 'leased')).toHaveLength(7);
      await store().settle(won[0]!, { to: 'failed', code: 'x', nextRenewalAt: inMs(harness, minute) });
      const { version } = (await store().get(clinicId))!;
      expect(await store().claimOne(clinicId, version, leaseMs)).toBe('waiting');
      await harness.passTime(minute);
      expect(await store().claimOne(clinicId, version, leaseMs)).toMatchObject({ clinicId });
    });

    it('cannot be claimed once they are dead or disconnected', async () => {
      const dead = await connect(harness);
      expect(await store().requireReconnect(dead.clinicId, dead.saved.version + 7, 'missing-scope')).toBe(
        false,
      );
      expect(await store().requireReconnect(dead.clinicId, dead.saved.version, 'missing-scope')).toBe(true);
      const { version } = (await store().get(dead.clinicId))!;
      expect(await store().claimOne(dead.clinicId, version, leaseMs)).toBe('changed');
      expect(await store().requireReconnect(dead.clinicId, version, 'again')).toBe(false);
    });

    it('of one account are all probed when one turns out dead, but not those that just proved to work', async () => {
      const dead = await connect(harness);
      const sibling = await connect(harness);
      const stranger = await connect(harness, undefined, { account: { sub: 'sub-2' } });
      await harness.passTime(10 * minute);
      const proven = await connect(harness);
      expect(await store().probeSiblings(dead.clinicId, 'sub-1', inMs(harness, -minute))).toBe(1);
      expect((await claim()).map(({ clinicId }) => clinicId)).toEqual([sibling.clinicId]);
      expect(await store().probeSiblings(dead.clinicId, 'sub-1', inMs(harness, -minute))).toBe(0);
      expect([stranger.clinicId, proven.clinicId]).not.toContain(sibling.clinicId);
    });

    it('tell operators how each clinic stands', async () => {
      const { clinicId } = await connect(harness);
      const dead = await connect(harness);
      await store().requireReconnect(dead.clinicId, dead.saved.version, 'missing-scope');
      expect(await store().statuses()).toEqual(
        new Map([
          [clinicId, 'connected'],
          [dead.clinicId, 'reconnect_required'],
        ]),
      );
    });
  });
