import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { bySecret } from '../api/issuer.ts';
import type { Product } from './product.ts';

const ring = (kid: string, byte: number) => `${kid}:${Buffer.alloc(32, byte).toString('base64url')}`;
export const firstKey = ring('k1', 1);
export const secondKey = ring('k2', 2);

export const client = { clientId: 'test-client', clientSecret: 'test-client-secret-of-the-twin' };
export const redirectUri = (port: number) => `http://127.0.0.1:${port}/api/google/oauth/callback`;

type Endpoints = Pick<GoogleTwin, 'authUrl' | 'tokenUrl' | 'revokeUrl' | 'jwksUrl' | 'issuer' | 'apiUrl'>;

const nowhere = 'http://127.0.0.1:9';
/** For a product that never has to talk to Google. */
export const nobodyAtGoogle = {
  authUrl: nowhere,
  tokenUrl: nowhere,
  revokeUrl: nowhere,
  jwksUrl: nowhere,
  issuer: nowhere,
  apiUrl: nowhere,
};

/** What a process needs to use this Google. */
export const googleEnvironment = (google: Endpoints): Readonly<Record<string, string>> => ({
  GOOGLE_CLIENT_ID: client.clientId,
  GOOGLE_CLIENT_SECRET: client.clientSecret,
  GOOGLE_AUTH_URL: google.authUrl,
  GOOGLE_TOKEN_URL: google.tokenUrl,
  GOOGLE_REVOKE_URL: google.revokeUrl,
  GOOGLE_JWKS_URL: google.jwksUrl,
  GOOGLE_ISSUER: google.issuer,
  GOOGLE_API_URL: google.apiUrl,
  ENCRYPTION_KEYS: firstKey,
  STATE_KEYS: ring('s1', 9),
  POLL_MS: '100',
  // tests ask again and again until something has happened
  RATE_LIMIT_API_CALLER_PER_MINUTE: '0',
  RATE_LIMIT_API_ROUTE_PER_MINUTE: '0',
});

/** A bearer token of somebody who may reach these clinics. */
export const bearer = (clinicIds: readonly string[], role = 'clinic-admin'): Promise<string> =>
  bySecret({
    sub: `user-of-${clinicIds.length}-from-${clinicIds[0] ?? 'none'}`,
    role,
    clinicIds,
    expiresIn: 3_600,
  });

export type Answer = {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
};

/** The REST API as the clinic's front end uses it. */
export function restApi(product: Product, token: string | undefined) {
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const response = await fetch(`${product.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text },
    };
  };
  return {
    call,
    start: (clinicId: string, headers = {}) => call('POST', '/api/google/oauth/start', { clinicId }, headers),
    status: (clinicId: string) => call('GET', `/api/google/session/status?clinicId=${clinicId}`),
    calendars: (clinicId: string) => call('GET', `/api/google/calendars/list?clinicId=${clinicId}`),
    associate: (body: unknown) => call('POST', '/api/google/calendars/associate', body),
    disconnect: (clinicId: string) => call('DELETE', `/api/google/oauth/disconnect?clinicId=${clinicId}`),
  };
}

export type RestApi = ReturnType<typeof restApi>;

/** Where the browser ends that follows Google's way back: the outcome in the address. */
export async function comeBack(location: string, cookie?: string): Promise<URLSearchParams> {
  const response = await fetch(location, {
    redirect: 'manual',
    headers: cookie === undefined ? {} : { cookie },
  });
  if (response.status !== 303) throw new Error(`The callback answered ${response.status}`);
  return new URL(response.headers.get('location') ?? '', location).searchParams;
}
