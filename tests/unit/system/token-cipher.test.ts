import { describe, expect, it } from 'vitest';
import { joseTokenCipher } from '../../../src/adapters/system/token-cipher.ts';
import type { KeyRing, NamedKey } from '../../../src/adapters/system/named-keys.ts';
import { sealedToken } from '../../../src/application/ports/token-cipher.ts';
import { clinicId } from '../../../src/domain/clinic/clinic.ts';

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
    for (const text of ['', 'a.b.c.d.e', secret, `${sealed.slice(0, -2)}AA`, sealed.replace('.', '..')])
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
});
