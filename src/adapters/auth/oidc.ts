import * as oidc from 'openid-client';
import { boundedFetch } from '../../application/exchange/bounded-fetch.ts';
import type { IdentityProvider } from '../../application/ports/access/identity-provider.ts';
import { IdentityProviderUnavailable, SignInRefused } from '../../domain/access/browser-errors.ts';
import type { ProvenPerson } from '../../domain/access/browser-session.ts';
import { addressOf } from '../../domain/access/invitation.ts';
import { given } from '../../domain/given.ts';
import { readClaims, type ClaimNames } from './token-claims.ts';

export type OidcSettings = ClaimNames & {
  readonly issuer: string;
  readonly clientId: string;
  /** Absent for a public client, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
  readonly scope: string;
  /** Our callback, exactly as registered at the provider. */
  readonly redirectUri: string;
  readonly timeoutMs?: number;
};

const largestReply = 256 * 1024;

/** Any provider of OpenID Connect with discovery (OpenID Connect Core 1.0, RFC 7636, RFC 9207). */
export function oidcProvider(settings: OidcSettings): IdentityProvider {
  const { issuer, clientId, clientSecret, scope, redirectUri, timeoutMs = 8_000 } = settings;
  let known: Promise<oidc.Configuration> | undefined;

  /** Asked for once, when somebody first signs in; again when that failed. */
  const configuration = () => {
    known ??= oidc.discovery(
      new URL(issuer),
      clientId,
      clientSecret,
      clientSecret === undefined ? oidc.None() : undefined,
      {
        [oidc.customFetch]: boundedFetch({ timeoutMs, largestReply }) as oidc.CustomFetch,
        // the configuration allows http for loopback addresses only
        // oxlint-disable-next-line typescript/no-deprecated -- the library marks it so only to make it stand out
        execute: issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [],
      },
    );
    known.catch(() => (known = undefined));
    return known.catch((error: unknown) => {
      throw new IdentityProviderUnavailable(error);
    });
  };

  return {
    async signInUrl({ state, nonce, verifier }) {
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return url.href;
    },

    async whoCameBack(query, { state, nonce, verifier }) {
      const config = await configuration();
      const expected = {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      };
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(query, redirectUri), expected);
        return personIn({ ...tokens.claims() }, settings);
      } catch (error) {
        throw isAboutThePerson(error) ? new SignInRefused(error) : new IdentityProviderUnavailable(error);
      }
    },
  };
}

/** The provider said no, or what came back is not what we had asked for; all else is a line or a server that failed. */
const isAboutThePerson = (error: unknown): boolean =>
  error instanceof SignInRefused ||
  error instanceof oidc.AuthorizationResponseError ||
  error instanceof oidc.ResponseBodyError ||
  (error instanceof oidc.ClientError && error.code !== 'OAUTH_TIMEOUT' && error.code !== 'OAUTH_ABORT') ||
  (error instanceof Error && error.name === 'OperationProcessingError');

/** An address is worth something only when the provider says that it has proven it. */
function personIn(claims: Readonly<Record<string, unknown>>, names: ClaimNames): ProvenPerson {
  const read = readClaims(claims, names);
  if ('refused' in read) throw new SignInRefused();
  const { email, email_verified: isProven, name } = claims;
  return {
    userId: read.userId,
    clinicIds: read.clinicIds,
    ...given({
      role: read.role,
      email: typeof email === 'string' && isProven === true ? addressOf(email).slice(0, 254) : undefined,
      displayName: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 120) : undefined,
    }),
  };
}
