import { beforeEach, describe, expect, it } from 'vitest';
import type { PendingConsent } from '../../../../src/application/ports/connection/oauth-states.ts';
import { sealedToken } from '../../../../src/application/ports/connection/token-cipher.ts';
import type { ClinicId } from '../../../../src/domain/clinic/clinic.ts';
import { inMs, minute } from '../../harness/grant-steps.ts';
import type { Harness, MakeHarness } from '../../harness/harness.ts';

export const oauthStatesContract = (make: MakeHarness) =>
  describe('oauth states', () => {
    let harness: Harness;
    let clinicId: ClinicId;
    beforeEach(async () => {
      harness = await make();
      clinicId = await harness.addClinic();
    });
    const pending = (wish: Partial<PendingConsent> = {}): PendingConsent => ({
      clinicId,
      stateHash: 'hash-1',
      userId: 'user-1',
      verifier: sealedToken('sealed-verifier'),
      nonce: 'nonce-1',
      expiresAt: inMs(harness, 10 * minute),
      ...wish,
    });
    const add = (wish?: Partial<PendingConsent>) =>
      harness.stores.oauthStates.add(pending(wish), harness.now());
    const consume = (stateHash = 'hash-1', browser?: string, of = clinicId) =>
      harness.stores.oauthStates.consume(of, stateHash, browser, harness.now());

    it('come back whole, once', async () => {
      const given = pending();
      await harness.stores.oauthStates.add(given, harness.now());
      expect(await consume()).toEqual(given);
      expect(await consume()).toEqual({ used: 'open', userId: 'user-1' });
    });

    it('say to whoever comes again what came of them, and only to the same browser', async () => {
      const given = pending({ browserHash: 'browser-a' });
      await harness.stores.oauthStates.add(given, harness.now());
      await consume('hash-1', 'browser-a');
      await harness.stores.oauthStates.finish(given, 'connected');
      expect(await consume('hash-1', 'browser-a')).toEqual({ used: 'connected', userId: 'user-1' });
      expect(await consume('hash-1', 'browser-b')).toBe('foreign');
      expect(await consume('hash-1')).toBe('foreign');
      await harness.stores.oauthStates.finish(given, 'refused');
      expect(await consume('hash-1', 'browser-a')).toEqual({ used: 'refused', userId: 'user-1' });
      await harness.passTime(10 * minute + 1);
      expect(await consume('hash-1', 'browser-a')).toBe('unknown');
    });

    it('are given to one of many who come at once', async () => {
      await add();
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => consume()));
      const isUsed = (outcome: object | string) => typeof outcome === 'object' && 'used' in outcome;
      expect(outcomes.filter(isUsed)).toHaveLength(7);
      expect(outcomes.filter((outcome) => !isUsed(outcome))).toMatchObject([{ stateHash: 'hash-1' }]);
    });

    it('of one browser are not given to another, and stay', async () => {
      await add({ browserHash: 'browser-a' });
      expect(await consume('hash-1', 'browser-b')).toBe('foreign');
      expect(await consume('hash-1')).toBe('foreign');
      expect(await consume('hash-1', 'browser-a')).toMatchObject({ browserHash: 'browser-a' });
    });

    it('that ask for no browser are given to any', async () => {
      await add();
      expect(await consume('hash-1', 'browser-a')).toMatchObject({ userId: 'user-1' });
    });

    it('of one clinic are unknown to another', async () => {
      await add();
      expect(await consume('hash-1', undefined, await harness.addClinic())).toBe('unknown');
      expect(await consume()).toMatchObject({ clinicId });
    });

    it('expire, and are forgotten when the next one begins', async () => {
      await add();
      await harness.passTime(10 * minute + 1);
      expect(await consume()).toBe('unknown');
      await add({ stateHash: 'hash-2' });
      expect(await consume('hash-2')).toMatchObject({ stateHash: 'hash-2' });
    });

    it('end with the disconnect of the clinic', async () => {
      await add();
      await harness.stores.googleConnections.disconnect(clinicId, harness.ids.next());
      expect(await consume()).toBe('unknown');
    });
  });
