import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const headerShape = /^sha256=([0-9a-f]{64})$/;

/** Whether it looks like a signature, whoever made it. */
export const isSignature = (header: string | undefined): boolean => headerShape.test(header ?? '');

/**
 * Whether one of the app secrets (current, previous) signed exactly these bytes. Every secret is tried, so the
 * time tells nothing about which one matched. Hash what arrived, never a re-encoding: Meta signs its own
 * escapes, such as `\u00e7`.
 * Source: docs/vendors/meta.md#signature.
 */
export function verifySignature(
  rawBody: Buffer,
  header: string | undefined,
  appSecrets: readonly string[],
): boolean {
  const [, hex] = headerShape.exec(header ?? '') ?? [];
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  let matches = false;
  for (const secret of appSecrets) {
    // An empty key would let anybody sign.
    if (secret === '') continue;
    const expected = createHmac('sha256', secret).update(rawBody).digest();
    matches = timingSafeEqual(expected, given) || matches;
  }
  return matches;
}

/** Compares `hub.verify_token` in constant time; both sides are hashed because their lengths may differ. */
export function verifyToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || expected === '') return false;
  return timingSafeEqual(sha256(given), sha256(expected));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
