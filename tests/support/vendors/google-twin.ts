import { createHash } from 'node:crypto';
import { auth, calendar } from 'googleapis/build/src/apis/calendar/index.js';
import { startGoogleTwin, type GoogleTwin } from '../../../twin/google/start-google-twin.ts';

type Options = Parameters<typeof startGoogleTwin>[0];

export const client = { clientId: 'atende.test', clientSecret: 'not-a-secret' };
export const redirectUri = 'http://127.0.0.1:21999/api/google/oauth/callback';
export const clinic = 'agenda.ipeamarelo@example.com.br';
export const person = 'lara.monteiro@example.com';
export const calendars = {
  lara: 'dra-lara-monteiro@group.calendar.google.com',
  otavio: 'dr-otavio-brandao@group.calendar.google.com',
  hidden: 'plantoes@group.calendar.google.com',
  holidays: 'pt-br.brazilian#holiday@group.v.calendar.google.com',
};
const prefix = 'https://www.googleapis.com/auth/';
export const scopes = {
  list: `${prefix}calendar.calendarlist.readonly`,
  busy: `${prefix}calendar.freebusy`,
  events: `${prefix}calendar.events`,
};
export const allScopes = ['openid', 'email', ...Object.values(scopes)];
export const verifier = 'a-verifier-that-is-long-enough-for-the-standard';

let lastPort = 21_000;

/** Each on a port of its own: `fetch` keeps connections to a port that was closed. */
export const startTwin = (options: Partial<Options> = {}): Promise<GoogleTwin> =>
  startGoogleTwin({
    host: '127.0.0.1',
    port: (lastPort += 1),
    ...client,
    redirectUris: [redirectUri],
    ...options,
  });

/** The consent URL as the product writes it. `null` leaves a parameter out. */
export function consentUrl(twin: GoogleTwin, changes: Record<string, string | null> = {}): string {
  const url = new URL(twin.authUrl);
  const parameters: Record<string, string | null> = {
    client_id: client.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: allScopes.join(' '),
    access_type: 'offline',
    prompt: 'consent',
    state: 'a-state',
    nonce: 'a-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return url.toString();
}

export async function codeOf(twin: GoogleTwin, changes: Record<string, string | null> = {}): Promise<string> {
  const callback = await twin.consent(consentUrl(twin, changes), { account: clinic });
  return new URL(callback).searchParams.get('code') ?? '';
}

/** `POST` to the token endpoint; `null` leaves a field out. */
export async function token(twin: GoogleTwin, fields: Record<string, string | null>) {
  const form: Record<string, string | null> = {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...fields,
  };
  const body = new URLSearchParams(
    Object.entries(form).filter((field): field is [string, string] => field[1] !== null),
  );
  const answer = await fetch(twin.tokenUrl, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

export const exchange = (twin: GoogleTwin, code: string, changes: Record<string, string | null> = {}) =>
  token(twin, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  });

export const refresh = (twin: GoogleTwin, refreshToken: string | undefined) =>
  token(twin, { grant_type: 'refresh_token', refresh_token: refreshToken ?? '' });

/** Google's own library, without retries of its own. */
export function library(twin: GoogleTwin, accessToken: string) {
  const caller = new auth.OAuth2();
  caller.setCredentials({ access_token: accessToken });
  return calendar({ version: 'v3', rootUrl: twin.apiUrl, auth: caller, retry: false, timeout: 5_000 });
}

/** Status and reason of what the library throws. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'no refusal';
  } catch (error) {
    const { response } = error as {
      response?: { status: number; data?: { error?: { errors?: { reason: string }[] } } };
    };
    return `${response?.status ?? 'no answer'} ${response?.data?.error?.errors?.[0]?.reason ?? ''}`.trim();
  }
}
