import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';
import { describe, expect, it } from 'vitest';
import { joseTokenCipher } from '../../../src/adapters/crypto/token-cipher.ts';
import type { KeyRing, NamedKey } from '../../../src/adapters/crypto/named-keys.ts';
import { sealedToken } from '../../../src/application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';
import { withOtherLetter } from '../../support/other-letter.ts';

const key = (kid: string, byte: number): NamedKey => ({ kid, key: new Uint8Array(32).fill(byte) });
const cipher = joseTokenCipher([key('k1', 1)]);
const place = { clinicId: clinicId('clinic-a'), purpose: 'refresh-token' } as const;
const secret = '1//invented-refresh-token';

describe('a sealed token', () => {
  it('opens where it belongs, and is different every time', async () => {
    const [one, two] = [await cipher.seal(secret, place), await cipher.seal(secret, place)];
    expect(one).not.toBe(two);
    expect(one).not.toContain(Buffer.from(secret).toString('base64url'));
    expect(await cipher.open(one, place)).toEqual({ opened: secret });
  });

  it('does not open in the row of another clinic, nor in another column', async () => {
    const sealed = await cipher.seal(secret, place);
    expect(await cipher.open(sealed, { ...place, clinicId: clinicId('clinic-b') })).toEqual({
      unreadable: 'foreign',
    });
    expect(await cipher.open(sealed, { ...place, purpose: 'access-token' })).toEqual({
      unreadable: 'foreign',
    });
  });

  it('does not open when anything in it was changed', async () => {
    const sealed = await cipher.seal(secret, place);
    const parts = sealed.split('.');
    const header = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString()) as Record<string, unknown>;
    const otherClinic = Buffer.from(JSON.stringify({ ...header, clinic: 'clinic-b' })).toString('base64url');
    const forged = sealedToken([otherClinic, ...parts.slice(1)].join('.'));
    expect(await cipher.open(forged, { ...place, clinicId: clinicId('clinic-b') })).toEqual({
      unreadable: 'wrong-key',
    });
    for (const text of ['', 'a.b.c.d.e', secret, withOtherLetter(sealed), sealed.replace('.', '..')])
      expect(await cipher.open(sealedToken(text), place)).toEqual({ unreadable: 'wrong-key' });
  });

  it('says so when its key is not there, or another one has its name', async () => {
    const sealed = await cipher.seal(secret, place);
    expect(await joseTokenCipher([key('k2', 2)]).open(sealed, place)).toEqual({ unreadable: 'unknown-key' });
    expect(await joseTokenCipher([key('k1', 9)]).open(sealed, place)).toEqual({ unreadable: 'wrong-key' });
  });

  it('opens with any key of the ring while new ones are made with the first', async () => {
    const ring: KeyRing = [key('k2', 2), key('k1', 1)];
    const rotated = joseTokenCipher(ring);
    const old = await cipher.seal(secret, place);
    expect(await rotated.open(old, place)).toEqual({ opened: secret });
    expect(rotated.isCurrent(old)).toBe(false);
    const fresh = await rotated.seal(secret, place);
    expect(rotated.isCurrent(fresh)).toBe(true);
    expect(await cipher.open(fresh, place)).toEqual({ unreadable: 'unknown-key' });
    expect(rotated.isCurrent(sealedToken('nonsense'))).toBe(false);
  });

  const sealedBy = async (header: Partial<CompactJWEHeaderParameters>, fill = 1) =>
    sealedToken(
      await new CompactEncrypt(new TextEncoder().encode(secret))
        .setProtectedHeader({
          alg: 'dir',
          enc: 'A256GCM',
          kid: 'k1',
          clinic: place.clinicId,
          purpose: place.purpose,
          ...header,
        })
        .encrypt(new Uint8Array(32).fill(fill)),
    );

  it('is one when it is made with the right key by hand (or the next tests say nothing)', async () => {
    expect(await cipher.open(await sealedBy({}), place)).toEqual({ opened: secret });
  });

  it.each([
    { enc: 'A128CBC-HS256' },
    { alg: 'A256KW' },
    { alg: 'A256GCMKW' },
    { alg: 'A256KW', enc: 'A128GCM' },
  ])('does not open when the same key sealed it by %j', async (header) => {
    expect(await cipher.open(await sealedBy(header), place)).toEqual({ unreadable: 'wrong-key' });
  });

  it('does not open under the name of another key of the ring', async () => {
    const both = joseTokenCipher([key('k1', 1), key('k2', 2)]);
    expect(await both.open(await sealedBy({ kid: 'k2' }, 1), place)).toEqual({ unreadable: 'wrong-key' });
    expect(await both.open(await sealedBy({ kid: 'k1' }, 2), place)).toEqual({ unreadable: 'wrong-key' });
  });

  it.each(['', 'K1', '__proto__', 'constructor', '../k1', 'k1\u0000'])(
    'does not open under the kid %j, which nobody has',
    async (kid) => {
      expect(await cipher.open(await sealedBy({ kid }), place)).toEqual({ unreadable: 'unknown-key' });
    },
  );

  it('does not open with parts of another one that the same key sealed', async () => {
    const [one, two] = [await cipher.seal(secret, place), await cipher.seal('another secret', place)];
    const parts = [one, two].map((sealed) => sealed.split('.'));
    for (let from = 1; from < 5; from += 1) {
      const mixed = parts[0]!.map((part, at) => (at === from ? parts[1]![at]! : part)).join('.');
      const isWhole = mixed === one;
      if (!isWhole) expect(await cipher.open(sealedToken(mixed), place)).toEqual({ unreadable: 'wrong-key' });
    }
  });
});
