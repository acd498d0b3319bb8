import { describe, expect, it } from 'vitest';
import type { GoogleFate } from '../../../src/adapters/memory/connection/google-authorization.ts';
import { joseTokenCipher } from '../../../src/adapters/crypto/token-cipher.ts';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import { connectionWorld, minute, renewalLeaseMs } from '../../support/worlds/connection-world.ts';

async function connected(wish: Parameters<typeof connectionWorld>[0] = {}, count = 1) {
  const fates: GoogleFate[] = [];
  const world = connectionWorld({ fateOf: () => fates.shift() ?? 'done', ...wish });
  const clinics = Array.from({ length: count }, () => world.addClinic());
  for (const [n, clinic] of clinics.entries()) await world.connect(clinic, { sub: `maria${n}` });
  return { world, fates, clinics, clinic: clinics[0]! };
}
const cipherOf = (byte: number) => joseTokenCipher([{ kid: 'k1', key: new Uint8Array(32).fill(byte) }]);
const afterAnHour = 61 * minute;

describe('renewing tokens', () => {
  it('brings a new access token before the old one expires, again and again', async () => {
    const { world, clinic } = await connected();
    for (let hour = 0; hour < 24; hour += 1) {
      world.clock.advance(50 * minute);
      expect(await world.status(clinic)).toMatchObject({ valid: true });
      expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
      expect(await world.renewDue()).toEqual([]);
    }
    expect(world.google.calls.filter(({ kind }) => kind === 'renew')).toHaveLength(24);
  });

  it('stores a refresh token that Google replaced', async () => {
    const { world, clinic } = await connected({ rotation: 'strict' });
    const first = world.connectionOf(clinic)?.refreshToken;
    for (let hour = 0; hour < 5; hour += 1) {
      world.clock.advance(50 * minute);
      expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
    }
    expect(world.connectionOf(clinic)?.refreshToken).not.toBe(first);
  });

  it('that fails for now goes on with the old token, waits longer each time, and alerts only when that has expired', async () => {
    const { world, fates, clinic } = await connected();
    world.clock.advance(50 * minute);
    fates.push('transient', 'lost', 'transient');
    expect(await world.renewDue()).toEqual([{ outcome: 'failed', code: 'scripted-transient' }]);
    expect(await world.status(clinic)).toMatchObject({
      status: 'renewing_failed',
      connected: true,
      valid: true,
    });
    expect(await world.renewDue()).toEqual([]);
    world.clock.advance(minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'failed', code: 'timeout' }]);
    expect(world.openAlerts()).toEqual([]);
    world.clock.advance(15 * minute);
    expect(await world.renewDue()).toMatchObject([{ outcome: 'failed' }]);
    expect(world.openAlerts()).toEqual(['google-renewal-failing']);
    expect(await world.status(clinic)).toMatchObject({ connected: true, valid: false });
    world.clock.advance(15 * minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
    expect(world.openAlerts()).toEqual([]);
    expect(await world.status(clinic)).toMatchObject({ status: 'connected', valid: true });
  });

  it('of a dead grant stops for good, with an alert and a way out', async () => {
    const { world, clinic } = await connected();
    world.google.endGrantsOf('maria0');
    world.clock.advance(50 * minute);
    expect(await world.renewDue()).toEqual([
      { outcome: 'reconnect-required', code: 'invalid_grant', probed: 0 },
    ]);
    expect(world.openAlerts()).toEqual(['google-reconnect-required']);
    expect(await world.status(clinic)).toMatchObject({
      status: 'reconnect_required',
      connected: false,
      nextStep: expect.stringMatching(/Conecte/),
    });
    world.clock.advance(30 * 24 * 60 * minute);
    expect(await world.renewDue()).toEqual([]);
    expect(world.google.calls.filter(({ kind }) => kind === 'renew')).toHaveLength(1);
  });

  it('of a dead grant probes the other clinics of the account, each once', async () => {
    const world = connectionWorld({ seed: 6 });
    const clinics = [1, 2, 3, 4].map(() => world.addClinic());
    for (const clinic of clinics) {
      await world.connect(clinic, { sub: 'maria' });
      world.clock.advance(5 * minute);
    }
    world.google.endGrantsOf('maria');
    world.clock.advance(30 * minute);
    expect(await world.renewDue()).toMatchObject([{ outcome: 'reconnect-required', probed: 3 }]);
    const probed = await world.renewDue();
    expect(probed.map(({ outcome }) => outcome)).toEqual(Array(3).fill('reconnect-required'));
    expect(await world.renewDue()).toEqual([]);
    expect(world.openAlerts()).toEqual(Array(4).fill('google-reconnect-required'));
  });

  it('with a refused client is one alert of the installation and a break, and no clinic is touched', async () => {
    const { world, fates, clinics } = await connected({}, 12);
    world.clock.advance(50 * minute);
    fates.push(...Array<GoogleFate>(3).fill('deployment'));
    expect(await world.renewDue(undefined, 3)).toMatchObject(Array(3).fill({ outcome: 'postponed' }));
    expect(world.openAlerts()).toEqual(['google-client-refused']);
    expect(world.db.alerts[0]).toMatchObject({ occurrences: 3 });
    expect(world.db.alerts[0]).not.toHaveProperty('clinicId');
    expect(await world.renewDue()).toEqual([]);
    for (const clinic of clinics)
      expect(await world.status(clinic)).toMatchObject({ status: 'connected', valid: true });
    fates.push('deployment');
    world.clock.advance(minute);
    expect(await world.renewDue()).toMatchObject([{ outcome: 'postponed' }]);
    expect(await world.renewDue()).toEqual([]);
    world.clock.advance(minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
    expect(world.openAlerts()).toEqual([]);
    expect((await world.renewDue(undefined, 50)).length).toBeGreaterThan(5);
  });

  it('that Google does not understand alerts us and blames no clinic', async () => {
    const { world, fates, clinic } = await connected();
    world.clock.advance(50 * minute);
    fates.push('bug');
    expect(await world.renewDue()).toEqual([{ outcome: 'postponed', code: 'scripted-bug' }]);
    expect(world.openAlerts()).toEqual(['google-request-refused']);
    expect(await world.status(clinic)).toMatchObject({ status: 'connected' });
  });

  it('with a token that was copied from another clinic asks Google nothing', async () => {
    const { world, clinics } = await connected({}, 2);
    const [mine, yours] = clinics.map((clinic) => world.connectionOf(clinic)!);
    mine!.refreshToken = yours!.refreshToken;
    world.clock.advance(50 * minute);
    const outcomes = await world.renewDue();
    expect(outcomes).toContainEqual({ outcome: 'reconnect-required', code: 'token-unreadable' });
    expect(outcomes).toContainEqual({ outcome: 'renewed' });
    expect(world.google.calls.filter(({ kind }) => kind === 'renew')).toHaveLength(1);
  });

  it('without the key that sealed the tokens alerts us and blames no clinic', async () => {
    const { world, clinic } = await connected();
    const row = world.connectionOf(clinic)!;
    row.refreshToken = sealedToken(row.refreshToken!.replace('|k1|', '|k0|'));
    world.clock.advance(50 * minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'postponed', code: 'unknown-key' }]);
    expect(world.openAlerts()).toEqual(['encryption-key-missing']);
    expect(await world.status(clinic)).toMatchObject({ status: 'connected' });
  });

  it('with a wrong key under the right name alerts us and blames no clinic', async () => {
    const { world, clinic } = await connected();
    const row = world.connectionOf(clinic)!;
    const place = { clinicId: clinic, purpose: 'refresh-token' } as const;
    row.refreshToken = await cipherOf(1).seal('1//good', place);
    world.clock.advance(55 * minute);
    const own = world.process((google) => google, cipherOf(2));
    expect(await world.renewDue(own)).toEqual([{ outcome: 'postponed', code: 'wrong-key' }]);
    expect(world.openAlerts()).toEqual(['encryption-key-missing']);
    expect(await world.status(clinic)).toMatchObject({ status: 'connected' });
    expect(await cipherOf(1).open(row.refreshToken, place)).toEqual({ opened: '1//good' });
  });

  it('warns days before a grant ends that Google limits in time', async () => {
    const { world, clinic } = await connected();
    world.connectionOf(clinic)!.refreshExpiresAt = new Date(
      world.clock.now().getTime() + 4 * 24 * 60 * minute,
    );
    world.clock.advance(50 * minute);
    await world.renewDue();
    expect(world.openAlerts()).toEqual([]);
    world.clock.advance(25 * 60 * minute);
    await world.renewDue();
    expect(world.openAlerts()).toEqual(['google-access-ends']);
  });

  it('by a renewer that slept changes nothing that somebody else did meanwhile', async () => {
    const { world, clinic } = await connected();
    world.clock.advance(50 * minute);
    const [slow] = await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    world.clock.advance(renewalLeaseMs + 1);
    expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
    const before = structuredClone(world.connectionOf(clinic));
    expect(await world.renewTokens(slow!)).toEqual({ outcome: 'overtaken' });
    expect(world.connectionOf(clinic)).toEqual(before);
    world.google.endGrantsOf('maria0');
    await world.connect(clinic, { sub: 'joao' });
    expect(await world.renewTokens(slow!)).toEqual({ outcome: 'overtaken' });
    await world.disconnect(clinic);
    expect(await world.renewTokens(slow!)).toEqual({ outcome: 'overtaken' });
    expect(world.connectionOf(clinic)).toBeUndefined();
    expect(world.openAlerts()).toEqual(['google-disconnected']);
  });

  it('of a grant that was found dead by mistake ends its alerts when the late answer brings it back', async () => {
    const { world, clinic } = await connected({ rotation: 'strict' });
    world.clock.advance(50 * minute);
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let answered: () => void = () => undefined;
    const isAnswered = new Promise<void>((resolve) => (answered = resolve));
    const slow = world.process((own) => ({
      ...own,
      async renew(token) {
        const answer = await own.renew(token);
        answered();
        await asleep;
        return answer;
      },
    }));
    const [claim] = await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    const late = slow.renewTokens(claim!);
    await isAnswered;
    world.clock.advance(renewalLeaseMs + 1);
    expect(await world.renewDue()).toMatchObject([{ outcome: 'reconnect-required' }]);
    expect(world.openAlerts()).toEqual(['google-reconnect-required']);
    wake();
    expect(await late).toEqual({ outcome: 'renewed' });
    expect(await world.status(clinic)).toMatchObject({ status: 'connected' });
    expect(world.openAlerts()).toEqual([]);
  });

  it('by a renewer that slept saves the grant when Google replaced the refresh token meanwhile', async () => {
    const { world, clinic } = await connected({ rotation: 'strict' });
    world.clock.advance(afterAnHour);
    const [slow] = await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    world.clock.advance(renewalLeaseMs + 1);
    await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    expect(await world.renewTokens(slow!)).toEqual({ outcome: 'renewed' });
    expect(await world.status(clinic)).toMatchObject({ valid: true });
    world.clock.advance(50 * minute);
    expect(await world.renewDue()).toEqual([{ outcome: 'renewed' }]);
  });
});
