import type { CallerTokenSettings } from '../adapters/system/caller-tokens.ts';
import type { KeyRing } from '../adapters/system/named-keys.ts';
import { exactUrl, keyRing, text } from './config-values.ts';

export const accessVariables = {
  ENCRYPTION_KEYS: keyRing.optional(),
  STATE_KEYS: keyRing.optional(),
  AUTH_JWKS_URL: exactUrl.optional(),
  AUTH_JWT_SECRET: text.min(32).optional(),
  AUTH_ISSUER: text.optional(),
  AUTH_AUDIENCE: text.optional(),
};

type Values = {
  readonly ENCRYPTION_KEYS?: KeyRing | undefined;
  readonly STATE_KEYS?: KeyRing | undefined;
  readonly AUTH_JWKS_URL?: string | undefined;
  readonly AUTH_JWT_SECRET?: string | undefined;
  readonly AUTH_ISSUER?: string | undefined;
  readonly AUTH_AUDIENCE?: string | undefined;
};

/** What is absent is made once, outside production only. */
export type AccessSettings = {
  readonly encryptionKeys: KeyRing | undefined;
  readonly stateKeys: KeyRing | undefined;
  readonly callers: CallerTokenSettings | undefined;
};

export function readAccess(values: Values, isProduction: boolean, problems: string[]): AccessSettings {
  const { ENCRYPTION_KEYS, STATE_KEYS, AUTH_JWKS_URL, AUTH_JWT_SECRET, AUTH_ISSUER, AUTH_AUDIENCE } = values;
  if (isProduction) {
    if (ENCRYPTION_KEYS === undefined) problems.push('ENCRYPTION_KEYS: is required in production');
    if (STATE_KEYS === undefined) problems.push('STATE_KEYS: is required in production');
    if (AUTH_JWKS_URL === undefined && AUTH_JWT_SECRET === undefined)
      problems.push('AUTH_JWKS_URL: is required in production, or AUTH_JWT_SECRET');
  }
  if (AUTH_JWKS_URL !== undefined && AUTH_JWT_SECRET !== undefined)
    problems.push('AUTH_JWT_SECRET: must not be set together with AUTH_JWKS_URL');
  const trust =
    AUTH_JWKS_URL !== undefined
      ? { jwksUrl: AUTH_JWKS_URL }
      : AUTH_JWT_SECRET !== undefined
        ? { secret: AUTH_JWT_SECRET }
        : undefined;
  return {
    encryptionKeys: ENCRYPTION_KEYS,
    stateKeys: STATE_KEYS,
    callers: trust && {
      trust,
      ...(AUTH_ISSUER !== undefined && { issuer: AUTH_ISSUER }),
      ...(AUTH_AUDIENCE !== undefined && { audience: AUTH_AUDIENCE }),
    },
  };
}
