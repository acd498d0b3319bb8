import { createHash } from 'node:crypto';
import type { ErasureKeys } from '../../../application/ports/privacy/erasure-keys.ts';
import { identityKey } from '../../../domain/messaging/people/people.ts';

const digest = (...parts: readonly string[]): string => {
  const hex = createHash('md5').update(parts.join('\n')).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The same in every run, without a key. */
export const memoryErasureKeys: ErasureKeys = {
  ofStoredKey: (clinicId, storedKey) => digest('key', clinicId, storedKey),
  ofMessage: (clinicId, dedupeKey) => digest('key', clinicId, digest(dedupeKey)),
  ofIdentity: (clinicId, identity) => digest('identity', clinicId, identityKey(identity)),
};
