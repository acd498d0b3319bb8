import { z } from 'zod';
import type { PendingSignIn, SignIn } from '../../../../application/access/sign-in.ts';
import { SignInRefused } from '../../../../domain/access/browser-errors.ts';
import { returnPlace } from '../../../../domain/access/browser-session.ts';
import { DomainError } from '../../../../domain/error.ts';
import { endpoint, reply, type Endpoint } from '../../api/endpoint.ts';
import { cookieText, type SessionCookies } from '../../server/session-cookies.ts';

const tag = 'session';
/** To sign in at the provider, with a second factor and a forgotten password. */
const attemptSeconds = 15 * 60;
const longestQuery = 4_096;

const pendingSignIn = z.strictObject({
  state: z.string().length(43),
  nonce: z.string().length(43),
  verifier: z.string().length(43),
  returnTo: z.string().max(500),
});

export type SignInNeeds = { signIn: SignIn; sessionCookies: SessionCookies; sessionSeconds: number };

/** Without an identity provider (OIDC_ISSUER) nobody is signed in by them. */
export const signInEndpoints = ({
  signIn,
  sessionCookies: cookies,
  sessionSeconds,
}: SignInNeeds): readonly Endpoint[] => [
  endpoint({
    id: 'beginSignIn',
    method: 'GET',
    path: '/api/session/login',
    summary: { en: 'Sign in at the identity provider', pt: 'Entrar pelo provedor de identidade' },
    tag,
    access: 'public',
    request: { query: z.strictObject({ returnTo: z.string().max(500).optional() }) },
    responses: { 303: 'empty' },
    errors: ['access.sign-in-refused', 'access.identity-provider-unavailable'],
    handler: async ({ query }) => {
      const { url, pending } = await signIn.begin(query.returnTo);
      const value = Buffer.from(JSON.stringify(pending)).toString('base64url');
      const headers = { 'set-cookie': cookieText(cookies.attempt, value, attemptSeconds) };
      return reply(303, undefined, { location: url, headers });
    },
  }),

  endpoint({
    id: 'finishSignIn',
    method: 'GET',
    path: '/api/session/callback',
    summary: {
      en: 'Where the identity provider sends the browser back to',
      pt: 'Para onde o provedor de identidade manda o navegador de volta',
    },
    tag,
    access: 'public',
    request: { query: z.looseObject({}) },
    responses: { 303: 'empty' },
    handler: async ({ query, cookie, method, requestId }) => {
      const pending = readPending(cookie(cookies.attempt.name));
      const forget = cookieText(cookies.attempt, '', 0);
      // once more: the browser has kept it in between
      const place = returnPlace(pending?.returnTo);
      try {
        // whoever only looks ahead must not use the code up; who did not begin here cannot end here
        if (method !== 'GET' || pending === undefined) throw new SignInRefused();
        const { secret } = await signIn.complete(queryText(query), pending, requestId);
        const session = cookieText(cookies.session, secret, sessionSeconds);
        const headers = { 'set-cookie': session };
        return reply(303, undefined, { location: place, headers });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        // a person looks at it: the console says in words what went wrong
        const said = `signIn=${encodeURIComponent(error.code)}`;
        const location = `${place}${place.includes('?') ? '&' : '?'}${said}`;
        return reply(303, undefined, { location, headers: { 'set-cookie': forget } });
      }
    },
  }),
];

function readPending(value: string | undefined): PendingSignIn | undefined {
  try {
    return pendingSignIn.parse(JSON.parse(Buffer.from(value ?? '', 'base64url').toString()));
  } catch {
    return undefined;
  }
}

/** As it came, but for what no provider sends. */
function queryText(query: Readonly<Record<string, unknown>>): string {
  const single = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const text = `?${new URLSearchParams(single).toString()}`;
  if (text.length > longestQuery) throw new SignInRefused();
  return text;
}
