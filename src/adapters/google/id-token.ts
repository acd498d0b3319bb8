import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';
import type { GoogleAccount } from '../../domain/connection/google-connection.ts';

export type IdentitySettings = {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly timeoutMs: number;
};

/** `transient`: the keys could not be fetched. Codes only. */
export type IdentityReading =
  | { readonly account: GoogleAccount }
  | { readonly failure: 'identity-unproven' | 'transient'; readonly code: string };

const claims = z.object({
  sub: z.string().min(1).max(255),
  nonce: z.string().optional(),
  email: z.string().max(320).optional(),
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    .optional(),
});

const largestReply = 64 * 1024;

/** Keys are fetched when first needed, kept, and fetched again for an unknown `kid`, at most twice a minute. */
export function idTokenReader({ jwksUrl, issuer, clientId, timeoutMs }: IdentitySettings) {
  const keys = createRemoteJWKSet(new URL(jwksUrl), {
    [customFetch]: boundedFetch({ timeoutMs, largestReply }),
    cooldownDuration: 30_000,
  });
  const options = {
    // Google has written its issuer with and without the scheme (docs/vendors/google.md#id-tokens)
    issuer: [issuer, issuer.replace(/^https:\/\//, '')],
    audience: clientId,
    algorithms: ['RS256'],
    clockTolerance: 60,
    requiredClaims: ['exp', 'sub'],
  };
  /** `nonce` of the consent that it answers; without one it is enough that the token is Google's and for us. */
  return async (idToken: string | undefined, nonce: string | undefined): Promise<IdentityReading> => {
    if (idToken === undefined) return { failure: 'identity-unproven', code: 'id-token-missing' };
    try {
      const { payload } = await jwtVerify(idToken, keys, options);
      const { sub, nonce: echoed, email, email_verified } = claims.parse(payload);
      if (nonce !== undefined && echoed !== nonce)
        return { failure: 'identity-unproven', code: 'nonce-foreign' };
      return { account: { sub, ...(email !== undefined && email_verified === true && { email }) } };
    } catch (error) {
      return couldNotFetch(error)
        ? { failure: 'transient', code: 'keys-unavailable' }
        : { failure: 'identity-unproven', code: codeOf(error) };
    }
  };
}

/** jose throws its generic error for an answer that is not 200, and passes the errors of fetch through. */
const couldNotFetch = (error: unknown): boolean =>
  error instanceof errors.JWKSTimeout ||
  !(error instanceof errors.JOSEError || error instanceof z.ZodError) ||
  (error instanceof errors.JOSEError && error.code === 'ERR_JOSE_GENERIC');

const codeOf = (error: unknown): string =>
  error instanceof errors.JOSEError ? error.code.toLowerCase().replaceAll('_', '-') : 'id-token-malformed';
