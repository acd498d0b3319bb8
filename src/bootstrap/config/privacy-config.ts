import type { KeyRing } from '../../adapters/crypto/named-keys.ts';
import { keyRing, text, whole } from './config-values.ts';

const bytes = 32;

export const privacyVariables = {
  /** Names what was erased. Never changed: see docs/decisions/0101. */
  ERASURE_KEY: text
    .transform((encoded) => new Uint8Array(Buffer.from(encoded, 'base64url')))
    .refine((key) => key.length === bytes, `is not ${bytes} bytes in base64url`)
    .optional(),
  /** Ed25519 seeds. */
  CERTIFICATE_KEYS: keyRing.optional(),
  ERASURE_JOURNAL: text.optional(),
  PRIVACY_ROUND_MS: whole(60_000, 1_000),
  /** Of parked items to numbers that no clinic has. Longer than Meta repeats anything. */
  UNCLAIMED_RETENTION_DAYS: whole(90, 30, 36_500),
};

export type PrivacyValues = {
  readonly ERASURE_KEY?: Uint8Array | undefined;
  readonly CERTIFICATE_KEYS?: KeyRing | undefined;
  readonly ERASURE_JOURNAL?: string | undefined;
};

/** Everything that erasing needs in production and that makes itself elsewhere. */
export function checkPrivacy(values: PrivacyValues, isProduction: boolean, problems: string[]): void {
  if (!isProduction) return;
  if (values.ERASURE_KEY === undefined) problems.push('ERASURE_KEY: is required in production');
  if (values.CERTIFICATE_KEYS === undefined) problems.push('CERTIFICATE_KEYS: is required in production');
  if (values.ERASURE_JOURNAL === undefined)
    problems.push(
      'ERASURE_JOURNAL: is required in production: a file that backups of the database do not hold',
    );
}
