import type { OidcSettings } from '../../adapters/auth/oidc.ts';
import { exactUrl, text, webUrl } from './config-values.ts';

const callbackOfSignIn = '/api/session/callback';

export const oidcVariables = {
  // compared with what the provider says of itself, to the letter
  OIDC_ISSUER: exactUrl.optional(),
  OIDC_CLIENT_ID: text.optional(),
  OIDC_CLIENT_SECRET: text.optional(),
  OIDC_SCOPE: text.default('openid email profile'),
  OIDC_REDIRECT_URI: webUrl.optional(),
};

type Values = {
  readonly OIDC_ISSUER?: string | undefined;
  readonly OIDC_CLIENT_ID?: string | undefined;
  readonly OIDC_CLIENT_SECRET?: string | undefined;
  readonly OIDC_SCOPE: string;
  readonly OIDC_REDIRECT_URI?: string | undefined;
  readonly PUBLIC_URL?: string | undefined;
  readonly AUTH_ROLE_CLAIM: string;
  readonly AUTH_CLINICS_CLAIM: string;
};

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

/** How people sign in to the console; absent when no provider is named. */
export function readOidc(values: Values, hasAuth: boolean, problems: string[]): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, PUBLIC_URL } = values;
  if (issuer === undefined) return undefined;
  const redirectUri = values.OIDC_REDIRECT_URI ?? (PUBLIC_URL && `${PUBLIC_URL}${callbackOfSignIn}`);
  if (clientId === undefined) problems.push('OIDC_CLIENT_ID: is required with OIDC_ISSUER');
  if (redirectUri === undefined)
    problems.push('OIDC_REDIRECT_URI: it or PUBLIC_URL is required with OIDC_ISSUER');
  if (!hasAuth) problems.push('AUTH_JWKS_URL: it or AUTH_JWT_SECRET is required with OIDC_ISSUER');
  if (issuer.startsWith('http:') && !isLoopback(issuer))
    problems.push('OIDC_ISSUER: must be https, or anybody on the way could sign in');
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: values.OIDC_CLIENT_SECRET,
    scope: values.OIDC_SCOPE,
    redirectUri: redirectUri ?? '',
    roleClaim: values.AUTH_ROLE_CLAIM,
    clinicsClaim: values.AUTH_CLINICS_CLAIM,
  };
}
