import { errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { CallerTokens } from '../../application/ports/access/caller-tokens.ts';
import { KeysUnavailable } from '../../domain/access/sign-in-errors.ts';
import { publishedKeys } from './published-keys.ts';
import { invalid, readClaims, type ClaimNames } from './token-claims.ts';

export type CallerTokenSettings = ClaimNames & {
  /** Where the issuer publishes its keys. */
  readonly jwksUrl?: string;
  /** Shared secrets, the current one first; the previous one while they are changed. */
  readonly secrets?: readonly string[];
  readonly issuer: string;
  readonly audience: string;
};

/** Each kind of key has its own algorithms: a public key is never taken for a shared secret. */
const keyAlgorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
const secretAlgorithms = ['HS256'];
/** Those of our own states, sessions and others' ID or refresh tokens say what they are, and are none of these. */
const acceptedTypes = ['jwt', 'at+jwt', 'application/at+jwt'];
const clockToleranceSeconds = 30;
const longestToken = 8_192;
const aboutKeys = ['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JWK_INVALID'];

/** Tokens of Supabase Auth and of any other issuer of signed JWTs (RFC 7519, 8725). */
export function joseCallerTokens(settings: CallerTokenSettings): CallerTokens {
  const { jwksUrl, secrets = [], issuer, audience } = settings;
  const claimed = { issuer, audience, clockTolerance: clockToleranceSeconds, requiredClaims: ['sub', 'exp'] };
  const encoded = secrets.map((secret) => new TextEncoder().encode(secret));
  const published = jwksUrl === undefined ? undefined : publishedKeys(jwksUrl);

  async function verified(bearer: string) {
    if (published !== undefined) {
      try {
        const options = { ...claimed, algorithms: keyAlgorithms };
        return await published.verify(bearer, options, refuseOtherTypes);
      } catch (error) {
        const isOtherKind = error instanceof errors.JOSEAlgNotAllowed && encoded.length > 0;
        if (!isOtherKind) throw error;
      }
    }
    return verifiedBySecret(bearer, encoded, { ...claimed, algorithms: secretAlgorithms });
  }

  return {
    async read(bearer) {
      if (bearer.length > longestToken) return invalid('too-long');
      try {
        const { payload } = await verified(bearer);
        return readClaims(payload, settings);
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { refused: 'expired', why: 'expired' };
        if (isAboutToken(error)) return invalid(whyRefused(error));
        throw new KeysUnavailable(error);
      }
    },
  };
}

async function verifiedBySecret(bearer: string, secrets: readonly Uint8Array[], options: JWTVerifyOptions) {
  let refusal: unknown = new errors.JOSEAlgNotAllowed('no shared secret');
  for (const secret of secrets) {
    try {
      return await jwtVerify(
        bearer,
        ({ typ }) => {
          refuseOtherTypes(typ);
          return secret;
        },
        options,
      );
    } catch (error) {
      // what the right key has proven is refused for good
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function refuseOtherTypes(typ: unknown): void {
  if (typ === undefined) return;
  if (typeof typ !== 'string' || !acceptedTypes.includes(typ.toLowerCase()))
    throw new errors.JWTInvalid('This is another kind of token');
}

/** Whatever jose refuses in the token itself; a failed fetch or a timeout says nothing about the token. */
const isAboutToken = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JOSEError && !aboutKeys.includes(error.code);

/** `claim:iss`: the token is of another issuer than AUTH_ISSUER; else jose's own code. */
const whyRefused = (error: errors.JOSEError): string =>
  error instanceof errors.JWTClaimValidationFailed ? `claim:${error.claim}` : error.code;
