import { describe, expect, it } from 'vitest';
import { memoryTokenCipher } from '../../../src/adapters/memory/connection/token-cipher.ts';
import { makeRotateKeys } from '../../../src/application/connection/rotate-keys.ts';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import { connectionWorld, minute, renewalLeaseMs } from '../../support/worlds/connection-world.ts';

async function connected(count: number) {
  const world = connectionWorld();
  const clinics = Array.from({ length: count }, () => world.addClinic());
  for (const [n, clinic] of clinics.entries()) await world.connect(clinic, { sub: `maria${n}` });
  const { sealedTokens } = world.stores;
  const rotate = makeRotateKeys({ sealedTokens, tokenCipher: memoryTokenCipher('k2', 'k1') });
  const sealed = () =>
    clinics.flatMap((clinic) => {
      const { accessToken, refreshToken } = world.connectionOf(clinic)!;
      return [accessToken, refreshToken].map((token) => token?.split('|')[1]);
    });
  return { world, clinics, rotate, sealed };
}

describe('rotating keys', () => {
  it('seals every token with the first key, and has nothing to do the second time', async () => {
    const { rotate, sealed } = await connected(3);
    expect(await rotate()).toEqual({ looked: 6, resealed: 6, unreadable: 0 });
    expect(new Set(sealed())).toEqual(new Set(['k2']));
    expect(await rotate()).toEqual({ looked: 6, resealed: 0, unreadable: 0 });
  });

  it('leaves alone what it cannot read', async () => {
    const { world, clinics, rotate } = await connected(2);
    const row = world.connectionOf(clinics[0]!)!;
    row.refreshToken = sealedToken('sealed|k0|x|refresh-token|1|y');
    expect(await rotate()).toEqual({ looked: 4, resealed: 3, unreadable: 1 });
    expect(row.refreshToken).toContain('|k0|');
  });

  it('loses no refresh token that Google replaced while it went on, not even one that came too late', async () => {
    const world = connectionWorld({ rotation: 'strict' });
    const clinic = world.addClinic();
    await world.connect(clinic);
    world.clock.advance(50 * minute);
    const [slow] = await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    world.clock.advance(renewalLeaseMs + 1);
    await world.stores.googleConnections.claimDue(1, renewalLeaseMs);
    const { sealedTokens } = world.stores;
    await makeRotateKeys({ sealedTokens, tokenCipher: memoryTokenCipher('k2', 'k1') })();
    const both = world.process((google) => google, memoryTokenCipher('k1', 'k2'));
    expect(await both.renewTokens(slow!)).toEqual({ outcome: 'renewed' });
    const { refreshToken } = world.connectionOf(clinic)!;
    expect(world.google.lives(refreshToken!.split('|').at(-1)!)).toBe(true);
  });

  it('goes on while renewals are under way, and loses none of what they bring', async () => {
    const { world, clinics, rotate, sealed } = await connected(20);
    world.clock.advance(50 * minute);
    await Promise.all([rotate(), world.renewDue(undefined, 10), world.renewDue(undefined, 10)]);
    await rotate();
    expect(new Set(sealed())).toEqual(new Set(['k2']));
    for (const clinic of clinics) {
      const { accessToken, refreshToken } = world.connectionOf(clinic)!;
      expect(world.google.lives(accessToken!.split('|').at(-1)!)).toBe(true);
      expect(world.google.lives(refreshToken!.split('|').at(-1)!)).toBe(true);
    }
    expect(await world.status(clinics[0]!)).toMatchObject({ valid: true });
  });
});
