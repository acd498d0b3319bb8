import type { GoogleOAuthSettings } from '../../adapters/google/oauth.ts';
import { googleCalendarPath } from '../../adapters/http/webhook/google-calendar-webhook.ts';
import { exactUrl, text, webUrl, whole } from './config-values.ts';

/** Google's own addresses, as of 2026-05-17 in https://accounts.google.com/.well-known/openid-configuration */
export const googleVariables = {
  GOOGLE_CLIENT_ID: text.optional(),
  GOOGLE_CLIENT_SECRET: text.optional(),
  /** As registered at Google, to the letter; by default the callback under `PUBLIC_URL`. */
  GOOGLE_REDIRECT_URI: exactUrl.optional(),
  GOOGLE_AUTH_URL: exactUrl.default('https://accounts.google.com/o/oauth2/v2/auth'),
  GOOGLE_TOKEN_URL: exactUrl.default('https://oauth2.googleapis.com/token'),
  GOOGLE_REVOKE_URL: exactUrl.default('https://oauth2.googleapis.com/revoke'),
  GOOGLE_JWKS_URL: exactUrl.default('https://www.googleapis.com/oauth2/v3/certs'),
  GOOGLE_ISSUER: webUrl.default('https://accounts.google.com'),
  GOOGLE_API_URL: webUrl.default('https://www.googleapis.com'),
  GOOGLE_TIMEOUT_MS: whole(8_000, 100, 60_000),
  /** Where the browser ends after a consent; our own page by default. */
  GOOGLE_RETURN_URL: exactUrl.optional(),
};

export const callbackPath = '/api/google/oauth/callback';

/** What Google needs to be spoken to; the redirect may still depend on where we listen. */
export type GoogleSettings = Omit<GoogleOAuthSettings, 'timeoutMs'> & {
  readonly apiUrl: string;
  /** Where Google can tell us of changes; absent where it cannot reach us. */
  readonly pushAddress?: string | undefined;
};

type Values = Readonly<
  Partial<Record<Exclude<keyof typeof googleVariables, 'GOOGLE_TIMEOUT_MS'>, string | undefined>>
> & { readonly PUBLIC_URL?: string | undefined };

const defaults = [
  'GOOGLE_AUTH_URL',
  'GOOGLE_TOKEN_URL',
  'GOOGLE_REVOKE_URL',
  'GOOGLE_JWKS_URL',
  'GOOGLE_API_URL',
] as const;

/** The client, its secret and its redirect or, outside production, none of them. */
export function readGoogle(
  values: Values,
  isProduction: boolean,
  problems: string[],
): GoogleSettings | undefined {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, PUBLIC_URL } = values;
  const GOOGLE_REDIRECT_URI =
    values.GOOGLE_REDIRECT_URI ?? (PUBLIC_URL === undefined ? undefined : `${PUBLIC_URL}${callbackPath}`);
  const isGiven = GOOGLE_CLIENT_ID !== undefined || GOOGLE_CLIENT_SECRET !== undefined;
  if (!isGiven && !isProduction) return undefined;
  // elsewhere it follows from where we listen
  const redirect = isProduction ? { GOOGLE_REDIRECT_URI } : {};
  for (const [name, value] of Object.entries({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ...redirect })) {
    if (value !== undefined) continue;
    const why = isProduction ? 'in production' : 'together with the other GOOGLE_ variables';
    problems.push(`${name}: is required ${why}`);
  }
  for (const name of defaults) {
    const url = values[name];
    if (isProduction && url !== undefined && isOpenHttp(url))
      problems.push(`${name}: must be https, it carries secrets`);
  }
  return {
    clientId: GOOGLE_CLIENT_ID ?? '',
    clientSecret: GOOGLE_CLIENT_SECRET ?? '',
    redirectUri: GOOGLE_REDIRECT_URI ?? '',
    authUrl: values.GOOGLE_AUTH_URL ?? '',
    tokenUrl: values.GOOGLE_TOKEN_URL ?? '',
    revokeUrl: values.GOOGLE_REVOKE_URL ?? '',
    jwksUrl: values.GOOGLE_JWKS_URL ?? '',
    issuer: values.GOOGLE_ISSUER ?? '',
    apiUrl: values.GOOGLE_API_URL ?? '',
    pushAddress: pushAddressOf(values),
  };
}

/** Google speaks https with a public certificate only; a stand-in on this machine may speak to this machine. */
function pushAddressOf({ PUBLIC_URL, GOOGLE_API_URL = '' }: Values): string | undefined {
  if (PUBLIC_URL === undefined) return undefined;
  const isNear = isLoopback(new URL(PUBLIC_URL).hostname);
  const isReachable = isNear
    ? URL.canParse(GOOGLE_API_URL) && isLoopback(new URL(GOOGLE_API_URL).hostname)
    : PUBLIC_URL.startsWith('https:');
  return isReachable ? `${PUBLIC_URL}${googleCalendarPath}` : undefined;
}

const isLoopback = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

/** Loopback stays on the machine. */
function isOpenHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}
