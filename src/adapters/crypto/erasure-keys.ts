import { createHmac, createSecretKey, hash } from 'node:crypto';
import type { ErasureKeys } from '../../application/ports/privacy/erasure-keys.ts';
import { identityKey } from '../../domain/messaging/people/people.ts';

/** HMAC-SHA-256, its first 128 bits. The key is never changed: what it named cannot be named again (docs/decisions/0101). */
export function hmacErasureKeys(key: Uint8Array): ErasureKeys {
  // made once: Node takes six times as long to sign when it has to make a key of bytes first
  const secret = createSecretKey(key);
  const named = (kind: string, clinicId: string, value: string) =>
    uuidShaped(createHmac('sha256', secret).update(`${kind}\n${clinicId}\n${value}`).digest('hex'));
  const ofStoredKey: ErasureKeys['ofStoredKey'] = (clinicId, storedKey) => named('key', clinicId, storedKey);
  return {
    ofStoredKey,
    ofMessage: (clinicId, dedupeKey) => ofStoredKey(clinicId, uuidShaped(hash('md5', dedupeKey))),
    ofIdentity: (clinicId, identity) => named('identity', clinicId, identityKey(identity)),
  };
}

const uuidShaped = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
