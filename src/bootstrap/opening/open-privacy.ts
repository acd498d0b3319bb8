import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { KeyRing } from '../../adapters/crypto/named-keys.ts';
import { makeOnce } from '../local/development-secrets.ts';
import type { PrivacyValues } from '../config/privacy-config.ts';

export type PrivacySettings = {
  /** Absent for a command that was opened without it: what needs it fails. */
  readonly erasureKey: Uint8Array | undefined;
  readonly certificateKeys: KeyRing;
  readonly journalPath: string;
};

const kept = z.object({ erasureKey: z.base64url(), certificateKey: z.base64url() });

/** The keys of the configuration; what is missing is made once. Never used in production. */
export async function openPrivacy(
  dataDir: string,
  given: PrivacyValues,
): Promise<PrivacySettings & { readonly erasureKey: Uint8Array }> {
  const journalPath = resolve(given.ERASURE_JOURNAL ?? resolve(dataDir, 'erasures.jsonl'));
  const { ERASURE_KEY: erasureKey, CERTIFICATE_KEYS: certificateKeys } = given;
  if (erasureKey && certificateKeys) return { erasureKey, certificateKeys, journalPath };
  const fresh = () => randomBytes(32).toString('base64url');
  const made = { erasureKey: fresh(), certificateKey: fresh() };
  const found = kept.parse(await makeOnce(dataDir, 'development-privacy-keys.json', made));
  const read = (encoded: string) => new Uint8Array(Buffer.from(encoded, 'base64url'));
  return {
    erasureKey: erasureKey ?? read(found.erasureKey),
    certificateKeys: certificateKeys ?? [{ kid: 'development', key: read(found.certificateKey) }],
    journalPath,
  };
}
