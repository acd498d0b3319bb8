import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../application/ports/system/secrets.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest();

export const systemSecrets: Secrets = {
  next: () => randomBytes(32).toString('base64url'),
  digest: (secret) => sha256(secret).toString('base64url'),
  matches(secret, digest) {
    const known = Buffer.from(digest, 'base64url');
    const shown = sha256(secret);
    return known.length === shown.length && timingSafeEqual(known, shown);
  },
};
