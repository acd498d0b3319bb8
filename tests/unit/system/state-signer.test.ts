import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { forged } from '../../support/api/issuer.ts';
import { joseStateSigner } from '../../../src/adapters/crypto/state-signer.ts';
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

  it('says where it came from, also when it comes too late', async () => {
    const state = await signer.sign({ ...claims, returnTo: '/console/c/1/clinica/google' });
    expect(await signer.read(state, now)).toEqual({ ...claims, returnTo: '/console/c/1/clinica/google' });
    expect(await signer.read(state, new Date('2026-03-02T12:10:00Z'))).toEqual({
      refused: 'expired',
      returnTo: '/console/c/1/clinica/google',
    });
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

  const body = { clinic: 'clinic-a', jti: 'state-1', sub: 'user-1', exp: 1_800_000_000, aud: 'google-oauth' };
  const typ = 'atende-oauth-state+jwt';
  const signed = (header: { readonly alg: string; readonly kid?: string }, by: Uint8Array) =>
    new SignJWT(body).setProtectedHeader({ typ, ...header }).sign(by);
  const refused = async (state: string) =>
    expect(await signer.read(state, now)).toEqual({ refused: 'tampered' });

  it('is one when it is made with the right key by hand (or the next tests say nothing)', async () => {
    expect(await signer.read(await signed({ alg: 'HS256', kid: 'new' }, key(2)), now)).toMatchObject({
      id: 'state-1',
    });
  });

  it.each(['HS384', 'HS512'])('is refused when the same key signed it with %s', async (alg) => {
    await refused(await signed({ alg, kid: 'new' }, new Uint8Array(64).fill(2)));
    await refused(
      await signed({ alg, kid: 'new' }, key(2)).catch(() => forged({ alg, typ, kid: 'new' }, {})),
    );
  });

  it.each(['none', 'None', 'NONE', '', 'RS256', 'dir'])(
    'is refused when it says that its algorithm is "%s"',
    async (alg) => {
      const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
      for (const signature of ['', 'AAAA'])
        await refused(`${encoded({ alg, typ, kid: 'new' })}.${encoded(body)}.${signature}`);
    },
  );

  it.each(['old', 'nobody', '', '__proto__', 'constructor', '../new', 'new\u0000', 'NEW'])(
    'is refused under the kid %j, which is not that of the key that signed it',
    async (kid) => refused(await signed({ alg: 'HS256', kid }, key(2))),
  );

  it('is refused without a kid, and with a key that it brings itself', async () => {
    await refused(await signed({ alg: 'HS256' }, key(2)));
    const jwk = { kty: 'oct', k: Buffer.from(key(7)).toString('base64url') };
    const own = { alg: 'HS256', typ, kid: 'new', jwk };
    await refused(await new SignJWT(body).setProtectedHeader(own).sign(key(7)));
  });

  it('ends when its signer said, also where a clock is behind; it has no beginning that one could miss', async () => {
    const state = await signer.sign(claims);
    expect(await signer.read(state, new Date('2026-03-02T11:00:00Z'))).toEqual(claims);
    expect(await signer.read(state, new Date('2026-03-02T12:10:01Z'))).toEqual({ refused: 'expired' });
  });
});
