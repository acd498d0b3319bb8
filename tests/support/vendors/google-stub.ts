import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { GoogleOAuthSettings } from '../../../src/adapters/google/oauth.ts';

export type TokenCall = {
  readonly path: '/token' | '/revoke';
  readonly url: string;
  readonly form: Readonly<Record<string, string>>;
  readonly at: number;
};

/** `drop-answer`: done, but the answer never arrives. `hang`: neither done nor answered. */
export type GoogleFault =
  | 'drop-answer'
  | 'hang'
  | { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };

type Consent = {
  readonly sub: string;
  readonly email?: string;
  /** As the person ticked them; all that were asked for by default. */
  readonly scopes?: readonly string[];
  /** What the ID token says, where it is to be wrong. */
  readonly claims?: Record<string, unknown>;
  readonly withoutRefreshToken?: boolean;
  readonly refreshExpiresIn?: number;
};

type Code = Consent & { readonly challenge: string; readonly nonce: string; readonly scope: string };
type Grant = Pick<Consent, 'sub' | 'claims'> & { readonly scope: string; dead: boolean };

export type GoogleStub = Awaited<ReturnType<typeof startGoogleStub>>;

type Wish = {
  readonly port?: number;
  readonly expiresIn?: number;
  /** A new refresh token with every renewal; the old one goes on until the new one is used. */
  readonly rotates?: boolean;
  readonly delayMs?: number;
  readonly fault?: (call: TokenCall) => GoogleFault | undefined;
};

/** Longer forms, as Google answers them. */
const answered = (scope: string) =>
  scope.replace(/(^| )email( |$)/, '$1https://www.googleapis.com/auth/userinfo.email$2');

const client = { clientId: 'stub-client', clientSecret: 'stub-client-secret-value' };

/** A stand-in for Google's OAuth endpoints on loopback, with a person who consents as the test says. */
export async function startGoogleStub({
  port = 0,
  expiresIn = 3_599,
  rotates = false,
  delayMs = 0,
  fault,
}: Wish = {}) {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'stub-key', alg: 'RS256', use: 'sig' }] };
  const calls: TokenCall[] = [];
  const faults: GoogleFault[] = [];
  const codes = new Map<string, Code>();
  const grants = new Map<string, Grant>();
  const refusedTokens = new Map<string, number>();
  /** New refresh token to the one it replaced. */
  const replaced = new Map<string, string>();
  const accessTokens = new Map<string, Grant>();
  let issuer = '';
  const minted: string[] = [];
  const mint = (kind: string) => {
    const token = `${kind}${randomBytes(24).toString('base64url')}${minted.length}`;
    minted.push(token);
    return token;
  };

  const idToken = ({
    sub,
    email = `${sub}@example.com`,
    nonce,
    claims = {},
  }: Consent & { readonly nonce?: string }) => {
    const facts = { sub, email, email_verified: true, nonce, iss: issuer, aud: client.clientId, ...claims };
    const exp = Math.floor(Date.now() / 1_000) + 300;
    return new SignJWT({ exp, ...facts })
      .setProtectedHeader({ alg: 'RS256', kid: 'stub-key' })
      .setIssuedAt()
      .sign(privateKey);
  };
  const refuse = (error: string, status = 400) => ({
    status,
    body: { error, error_description: 'Bad Request' },
  });
  const giveAccess = (grant: Grant) => {
    const access_token = mint('ya29.');
    accessTokens.set(access_token, grant);
    return { access_token, expires_in: expiresIn, scope: answered(grant.scope), token_type: 'Bearer' };
  };

  const exchange = async (form: TokenCall['form']) => {
    const code = codes.get(form['code'] ?? '');
    if (code === undefined) return refuse('invalid_grant');
    codes.delete(form['code'] ?? '');
    const challenge = createHash('sha256')
      .update(form['code_verifier'] ?? '')
      .digest('base64url');
    if (challenge !== code.challenge) return refuse('invalid_grant');
    const scope = code.scopes?.join(' ') ?? code.scope;
    const grant = { sub: code.sub, scope, dead: false };
    const refresh_token = mint('1//');
    if (code.withoutRefreshToken !== true) grants.set(refresh_token, grant);
    return {
      status: 200,
      body: {
        ...giveAccess(grant),
        ...(code.withoutRefreshToken !== true && { refresh_token }),
        ...(code.refreshExpiresIn !== undefined && { refresh_token_expires_in: code.refreshExpiresIn }),
        id_token: await idToken(code),
      },
    };
  };
  const renew = async (form: TokenCall['form']) => {
    const sent = form['refresh_token'] ?? '';
    const grant = grants.get(sent);
    if (grant === undefined || grant.dead) {
      refusedTokens.set(sent, (refusedTokens.get(sent) ?? 0) + 1);
      return refuse('invalid_grant');
    }
    grants.delete(replaced.get(sent) ?? '');
    const isNamed = grant.scope.split(' ').includes('openid');
    const reply = { ...giveAccess(grant), ...(isNamed && { id_token: await idToken(grant) }) };
    if (!rotates) return { status: 200, body: reply };
    const refresh_token = mint('1//');
    grants.set(refresh_token, grant);
    replaced.set(refresh_token, sent);
    return { status: 200, body: { ...reply, refresh_token } };
  };
  const revoke = (form: TokenCall['form']) => {
    const grant = grants.get(form['token'] ?? '') ?? accessTokens.get(form['token'] ?? '');
    if (grant === undefined || grant.dead) return refuse('invalid_token');
    endGrantsOf(grant.sub);
    return { status: 200, body: {} };
  };
  const endGrantsOf = (sub: string) => {
    for (const grant of [...grants.values(), ...accessTokens.values()])
      if (grant.sub === sub) grant.dead = true;
  };
  const decide = (call: TokenCall) => {
    if (call.path === '/revoke') return revoke(call.form);
    if (call.form['client_id'] !== client.clientId || call.form['client_secret'] !== client.clientSecret)
      return refuse('invalid_client', 401);
    return call.form['grant_type'] === 'refresh_token' ? renew(call.form) : exchange(call.form);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const send = (status: number, body: unknown, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
    const path = (request.url ?? '').split('?')[0];
    if (path === '/certs') {
      send(200, jwks);
      return;
    }
    if (path !== '/token' && path !== '/revoke') {
      send(404, {});
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const call: TokenCall = { path, url: request.url ?? '', form, at: Date.now() };
    calls.push(call);
    const met = faults.shift() ?? fault?.(call);
    if (met === 'hang') return;
    if (typeof met === 'object') {
      send(met.status, met.body, met.headers);
      return;
    }
    const { status, body } = await decide(call);
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (met === 'drop-answer') request.socket.destroy();
    else send(status, body);
  };

  const server = createServer((request, response) => void answer(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  issuer = url;

  return {
    url,
    /** How often a dead refresh token was sent all the same. */
    refusedTokens,
    /** Every code and token that ever was. */
    minted,
    calls,
    /** Met by the next calls, in this order. */
    faults,
    settings: (wish: Partial<GoogleOAuthSettings> = {}): GoogleOAuthSettings => ({
      ...client,
      redirectUri: 'http://127.0.0.1/callback',
      authUrl: `${url}/auth`,
      tokenUrl: `${url}/token`,
      revokeUrl: `${url}/revoke`,
      jwksUrl: `${url}/certs`,
      issuer: url,
      timeoutMs: 5_000,
      ...wish,
    }),
    /** The person says yes on the page of this URL: what the browser brings back. */
    consent(
      consentUrl: string,
      consent: Consent,
    ): { code: string; state: string; scope: string; iss: string } {
      const asked = new URL(consentUrl).searchParams;
      const code = mint('4/');
      const scope = asked.get('scope') ?? '';
      const challenge = asked.get('code_challenge') ?? '';
      codes.set(code, { ...consent, scope, challenge, nonce: asked.get('nonce') ?? '' });
      return { code, state: asked.get('state') ?? '', scope: answered(scope), iss: url };
    },
    /** As if the person removed the app from the account. */
    endGrantsOf,
    lives: (token: string): boolean => {
      const grant = grants.get(token) ?? accessTokens.get(token);
      return grant !== undefined && !grant.dead;
    },
    /** Whose grant a token belongs to, and which of the account's grants that is. */
    grantOf: (token: string): object | undefined => grants.get(token) ?? accessTokens.get(token),
    /** Makes a living refresh token without a consent. */
    grant(sub: string, scope = 'openid', claims: Consent['claims'] = {}): string {
      const refreshToken = mint('1//');
      grants.set(refreshToken, { sub, scope, claims, dead: false });
      return refreshToken;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
