import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { joseStateSigner } from '../../../src/adapters/system/state-signer.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

const key = (byte: number) => new Uint8Array(32).fill(byte);
const signer = joseStateSigner([
  { kid: 'new', key: key(2) },
  { kid: 'old', key: key(1) },
]);
const now = new Date('2026-03-02T12:00:00Z');
const claims = {
  id: 'state-1',
  clinicId: clinicId('clinic-a'),
  userId: 'user-1',
  expiresAt: new Date('2026-03-02T12:10:00Z'),
};

describe('a signed state', () => {
  it('comes back as it was signed', async () => {
    expect(await signer.read(await signer.sign(claims), now)).toEqual(claims);
  });

  it('signed with an older key of the ring is still ours', async () => {
    const before = joseStateSigner([{ kid: 'old', key: key(1) }]);
    expect(await signer.read(await before.sign(claims), now)).toEqual(claims);
    expect(await before.read(await signer.sign(claims), now)).toEqual({ refused: 'tampered' });
  });

  it('expires', async () => {
    const state = await signer.sign(claims);
    expect(await signer.read(state, new Date('2026-03-02T12:09:59Z'))).toEqual(claims);
    expect(await signer.read(state, new Date('2026-03-02T12:10:00Z'))).toEqual({ refused: 'expired' });
  });

  it('is refused when a single character was changed', async () => {
    const state = await signer.sign(claims);
    for (let at = 0; at < state.length - 1; at += 7) {
      const changed = `${state.slice(0, at)}${state[at] === 'A' ? 'B' : 'A'}${state.slice(at + 1)}`;
      expect(await signer.read(changed, now)).toEqual({ refused: 'tampered' });
    }
  });

  it('is refused when it is anything else, also what the same key signed for another purpose', async () => {
    const body = {
      clinic: 'clinic-a',
      jti: 'state-1',
      sub: 'user-1',
      exp: 1_800_000_000,
      aud: 'google-oauth',
    };
    const otherType = await new SignJWT(body).setProtectedHeader({ alg: 'HS256', kid: 'new' }).sign(key(2));
    const otherAudience = await new SignJWT({ ...body, aud: 'session' })
      .setProtectedHeader({ alg: 'HS256', kid: 'new', typ: 'atende-oauth-state+jwt' })
      .sign(key(2));
    const incomplete = await new SignJWT({ aud: 'google-oauth', exp: 1_800_000_000 })
      .setProtectedHeader({ alg: 'HS256', kid: 'new', typ: 'atende-oauth-state+jwt' })
      .sign(key(2));
    const unsigned = new UnsecuredJWT(body).encode();
    for (const state of ['', 'clinic-a', 'a.b.c', otherType, otherAudience, incomplete, unsigned])
      expect(await signer.read(state, now)).toEqual({ refused: 'tampered' });
  });
});
