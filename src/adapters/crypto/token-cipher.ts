import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import {
  sealedToken,
  type Opened,
  type TokenCipher,
} from '../../application/ports/connection/token-cipher.ts';
import { keyNamed, type KeyRing } from './named-keys.ts';

const header = { alg: 'dir', enc: 'A256GCM' } as const;

/**
 * Compact JWE, 256-bit keys. Clinic and purpose lie in the protected header, which the encryption authenticates: a row
 * that is copied to another clinic, or from one column to another, does not open.
 */
export const joseTokenCipher = (ring: KeyRing): TokenCipher => ({
  async seal(secret, { clinicId, purpose }) {
    const [{ kid, key }] = ring;
    const jwe = await new CompactEncrypt(new TextEncoder().encode(secret))
      .setProtectedHeader({ ...header, kid, clinic: clinicId, purpose })
      .encrypt(key);
    return sealedToken(jwe);
  },

  async open(sealed, { clinicId, purpose }): Promise<Opened> {
    const kid = kidOf(sealed);
    if (kid === undefined) return { unreadable: 'wrong-key' };
    const key = keyNamed(ring, kid);
    if (key === undefined) return { unreadable: 'unknown-key' };
    try {
      const { plaintext, protectedHeader } = await compactDecrypt(sealed, key, {
        keyManagementAlgorithms: [header.alg],
        contentEncryptionAlgorithms: [header.enc],
      });
      const fits = protectedHeader['clinic'] === clinicId && protectedHeader['purpose'] === purpose;
      return fits ? { opened: new TextDecoder().decode(plaintext) } : { unreadable: 'foreign' };
    } catch {
      // what jose says quotes nothing, but neither would it help
      return { unreadable: 'wrong-key' };
    }
  },

  isCurrent: (sealed) => kidOf(sealed) === ring[0].kid,
});

function kidOf(sealed: string): string | undefined {
  try {
    return decodeProtectedHeader(sealed).kid;
  } catch {
    return undefined;
  }
}
