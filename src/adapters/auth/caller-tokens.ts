import { errors, jwtVerify, type JWTVerifyOptions } from 'jose';
import type { CallerTokens, TokenClaims } from '../../application/ports/access/caller-tokens.ts';
import { KeysUnavailable } from '../../domain/access/sign-in-errors.ts';
import { callerRoles } from '../../domain/access/caller.ts';
import { clinicId } from '../../domain/clinic/clinic.ts';
import { publishedKeys } from './published-keys.ts';
import { given } from '../../domain/given.ts';

export type CallerTokenSettings = {
  /** Where the issuer publishes its keys. */
  readonly jwksUrl?: string;
  /** Shared secrets, the current one first; the previous one while they are changed. */
  readonly secrets?: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  /** Where in the token role and clinics stand, e.g. `app_metadata.atende_role`. */
  readonly roleClaim: string;
  readonly clinicsClaim: string;
};

/** Each kind of key has its own algorithms: a public key is never taken for a shared secret. */
const keyAlgorithms = ['RS256', 'ES256', 'EdDSA', 'Ed25519'];
const secretAlgorithms = ['HS256'];
/** Those of our own states, sessions and others' ID or refresh tokens say what they are, and are none of these. */
const acceptedTypes = ['jwt', 'at+jwt', 'application/at+jwt'];
const clockToleranceSeconds = 30;
const longestToken = 8_192;
const mostClinics = 1_000;
/** A later one is as good as this; `Date` cannot hold all that JSON can. */
const latestEnd = Date.UTC(9999, 11, 31);
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
      if (bearer.length > longestToken) return 'invalid';
      try {
        const { payload } = await verified(bearer);
        return readClaims(payload, settings);
      } catch (error) {
        if (error instanceof errors.JWTExpired) return 'expired';
        if (isAboutToken(error)) return 'invalid';
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
const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !aboutKeys.includes(error.code);

function readClaims(
  payload: Readonly<Record<string, unknown>>,
  { roleClaim, clinicsClaim }: CallerTokenSettings,
): TokenClaims | 'invalid' {
  const { sub, exp } = payload;
  if (!isName(sub)) return 'invalid';
  const named = at(payload, roleClaim);
  const role = callerRoles.find((known) => known === named);
  // a role that we do not know is not "no role": the person's memberships must not stand in for it
  if (role === undefined && named !== undefined && named !== null) return 'invalid';
  const listed = at(payload, clinicsClaim);
  const ids = Array.isArray(listed) ? listed.slice(0, mostClinics) : [];
  return {
    userId: sub,
    ...given({ role }),
    // jose has required it
    expiresAt: new Date(Math.min(Number(exp) * 1_000, latestEnd)),
    // an id that no clinic can have opens nothing, and no statement could read it
    clinicIds: ids.filter(isUuid).map((id) => clinicId(id.toLowerCase())),
  };
}

/** Every table, log line and header can hold it: no control characters, no half characters. */
const isName = (value: unknown): value is string =>
  typeof value === 'string' && /^[^\p{Cc}]{1,255}$/u.test(value) && value.isWellFormed();

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** The value at a dotted path of own properties. A claim's own name may hold dots, as those of some issuers do. */
function at(payload: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      payload,
    );
}
