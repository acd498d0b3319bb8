import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { googleAuthorization, type GoogleOAuthSettings } from '../../../src/adapters/google/oauth.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { startGoogleStub, type GoogleFault, type GoogleStub } from '../../support/vendors/google-stub.ts';

const stubs: GoogleStub[] = [];
afterEach(() => {
  for (const stub of stubs.splice(0)) stub.close();
});
async function google(
  settings: Partial<GoogleOAuthSettings> = {},
  wish: Parameters<typeof startGoogleStub>[0] = {},
) {
  const stub = await startGoogleStub(wish);
  stubs.push(stub);
  return { stub, google: googleAuthorization(stub.settings(settings), systemClock) };
}

/** Nobody waits long for what never comes; a busy machine may need its time for all else. */
const patienceFor = (faults: readonly GoogleFault[]): Partial<GoogleOAuthSettings> =>
  faults.includes('hang') ? { timeoutMs: 150 } : {};

const verifier = systemSecrets.next();
const ask = { state: 'signed.state', nonce: 'nonce-1', challenge: systemSecrets.digest(verifier) };
type Person = Parameters<GoogleStub['consent']>[1];

async function exchanged(person: Person, settings?: Partial<GoogleOAuthSettings>) {
  const world = await google(settings);
  const { code } = world.stub.consent(world.google.consentUrl(ask), person);
  return { ...world, code, answer: await world.google.exchange({ code, verifier, nonce: ask.nonce }) };
}

describe('the consent page', () => {
  it('is asked for lasting access to just what is needed, with PKCE, nonce and the account that is expected', async () => {
    const { google: authorization, stub } = await google();
    const url = new URL(authorization.consentUrl({ ...ask, expectedSub: 'sub-7' }));
    expect(url.origin + url.pathname).toBe(`${stub.url}/auth`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'stub-client',
      redirect_uri: 'http://127.0.0.1/callback',
      response_type: 'code',
      scope:
        'openid email https://www.googleapis.com/auth/calendar.calendarlist.readonly https://www.googleapis.com/auth/calendar.freebusy https://www.googleapis.com/auth/calendar.events',
      access_type: 'offline',
      prompt: 'consent select_account',
      include_granted_scopes: 'false',
      state: 'signed.state',
      nonce: 'nonce-1',
      code_challenge: ask.challenge,
      code_challenge_method: 'S256',
      login_hint: 'sub-7',
    });
    expect(authorization.isIssuer(stub.url)).toBe(true);
    expect(authorization.isIssuer('https://elsewhere.example')).toBe(false);
  });
});

describe('a code', () => {
  it('is exchanged for tokens, scopes by the names they are asked by, and the account that consented', async () => {
    const before = Date.now();
    const { answer, stub } = await exchanged({
      sub: '1077',
      email: 'clinica@example.com',
      refreshExpiresIn: 604_799,
    });
    if (!('ok' in answer)) throw new Error(answer.code);
    const { accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes, account } = answer.ok;
    expect(account).toEqual({ sub: '1077', email: 'clinica@example.com' });
    expect(stub.lives(accessToken) && stub.lives(refreshToken!)).toBe(true);
    expect(scopes).toContain('email');
    expect(scopes).toHaveLength(5);
    expect(expiresAt.getTime() - before).toBeGreaterThanOrEqual(3_599_000 - 1_000);
    expect(refreshExpiresAt!.getTime() - before).toBeGreaterThanOrEqual(604_799_000 - 1_000);
    expect(stub.calls[0]).toMatchObject({
      url: '/token',
      form: { redirect_uri: 'http://127.0.0.1/callback' },
    });
  });

  it('works once', async () => {
    const { google: authorization, code } = await exchanged({ sub: '1' });
    expect(await authorization.exchange({ code, verifier, nonce: ask.nonce })).toMatchObject({
      failure: 'grant-dead',
      code: 'invalid_grant',
      httpStatus: 400,
    });
  });

  it('shows no e-mail that Google has not verified', async () => {
    const { answer } = await exchanged({ sub: '1', claims: { email_verified: false } });
    expect(answer).toMatchObject({ ok: { account: { sub: '1' } } });
    expect(inspect(answer, { depth: 9 })).not.toContain('@example.com');
  });

  it.each([
    ['another nonce', { nonce: 'other' }, 'nonce-foreign'],
    ['another client', { aud: 'other-client' }, 'err-jwt-claim-validation-failed'],
    ['another issuer', { iss: 'https://elsewhere.example' }, 'err-jwt-claim-validation-failed'],
    ['the past', { exp: 1_700_000_000 }, 'err-jwt-expired'],
  ])('proves nothing with an ID token of %s', async (_, claims, code) => {
    const { answer } = await exchanged({ sub: '1', claims });
    expect(answer).toEqual({ failure: 'identity-unproven', code });
  });

  it('proves nothing when its ID token was signed by somebody else', async () => {
    const other = await startGoogleStub();
    stubs.push(other);
    const { answer } = await exchanged({ sub: '1' }, { jwksUrl: `${other.url}/certs` });
    expect(answer).toEqual({ failure: 'identity-unproven', code: 'err-jws-signature-verification-failed' });
  });

  it('has to be asked for again when the keys of the ID token cannot be fetched', async () => {
    const { answer } = await exchanged({ sub: '1' }, { jwksUrl: 'http://127.0.0.1:9/certs' });
    expect(answer).toEqual({ failure: 'transient', code: 'keys-unavailable' });
  });
});

describe('a renewal', () => {
  const renew = async (...faults: GoogleFault[]) => {
    const world = await google(patienceFor(faults));
    const refreshToken = world.stub.grant('sub-1');
    world.stub.faults.push(...faults);
    return { ...world, refreshToken, answer: await world.google.renew(refreshToken) };
  };

  it('brings a new access token, and no refresh token unless Google replaced it', async () => {
    const { answer, stub, refreshToken } = await renew();
    if (!('ok' in answer)) throw new Error(answer.code);
    expect(stub.lives(answer.ok.accessToken)).toBe(true);
    expect(answer.ok.refreshToken).toBeUndefined();
    expect(stub.calls[0]!.form).toEqual({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: 'stub-client',
      client_secret: 'stub-client-secret-value',
    });
    const rotating = await google({}, { rotates: true });
    const old = rotating.stub.grant('sub-1');
    const next = await rotating.google.renew(old);
    expect('ok' in next && next.ok.refreshToken).toMatch(/^1\/\//);
  });

  it.each([
    [
      { status: 400, body: { error: 'invalid_grant', error_description: 'Bad Request' } },
      'grant-dead',
      'invalid_grant',
    ],
    [{ status: 403, body: { error: 'admin_policy_enforced' } }, 'grant-dead', 'admin_policy_enforced'],
    [{ status: 401, body: { error: 'invalid_client' } }, 'deployment', 'invalid_client'],
    [{ status: 401, body: { error: 'deleted_client' } }, 'deployment', 'deleted_client'],
    [{ status: 400, body: { error: 'invalid_request' } }, 'bug', 'invalid_request'],
    [
      { status: 429, body: { error: 'rate_limit_exceeded' }, headers: { 'retry-after': '7' } },
      'transient',
      'rate_limit_exceeded',
    ],
    [{ status: 403, body: { error: 'rate_limit_exceeded' } }, 'transient', 'rate_limit_exceeded'],
    [{ status: 503, body: '<html>overloaded</html>' }, 'transient', 'http-503'],
    [{ status: 500, body: { error: 'invalid_grant' } }, 'transient', 'invalid_grant'],
    [{ status: 400, body: { error: { code: 400, message: 'x' } } }, 'transient', 'http-400'],
    [{ status: 400, body: { error: 'Token 1//secret is bad' } }, 'transient', 'http-400'],
    [{ status: 200, body: '<html>captive portal</html>' }, 'transient', 'reply-malformed'],
    [{ status: 200, body: { access_token: '', expires_in: 3599 } }, 'transient', 'reply-malformed'],
    [{ status: 200, body: { access_token: 'ya29.x' } }, 'transient', 'reply-malformed'],
    [
      { status: 302, body: '', headers: { location: 'https://elsewhere.example/' } },
      'transient',
      'connection-failed',
    ],
    ['drop-answer', 'transient', 'connection-reset'],
    ['hang', 'transient', 'timeout'],
  ] as const)('that meets %j has failed as %s with %s', async (fault, failure, code) => {
    const { answer, stub } = await renew(fault);
    expect(answer).toMatchObject({ failure, code });
    expect(stub.calls).toHaveLength(1);
    if (typeof fault === 'object' && 'headers' in fault && 'retry-after' in fault.headers)
      expect(answer).toMatchObject({ retryAfterMs: 7_000 });
  });

  it('that reaches nobody says why', async () => {
    const { google: authorization } = await google({ tokenUrl: 'http://127.0.0.1:9/token' });
    expect(await authorization.renew('1//x')).toMatchObject({ failure: 'transient' });
  });

  it('puts no secret into what it returns, whatever happened', async () => {
    const faults = [
      'drop-answer',
      'hang',
      { status: 400, body: { error: 'invalid_grant', error_description: '1//leak' } },
      { status: 500, body: '1//leak ya29.leak' },
    ] as const;
    for (const fault of faults) {
      const { answer, refreshToken } = await renew(fault);
      const said = inspect(answer, { depth: 20, showHidden: true });
      for (const secret of [refreshToken, '1//', 'ya29', 'stub-client-secret-value'])
        expect(said).not.toContain(secret);
    }
  });
});

describe('a token that somebody else kept', () => {
  const identify = async (scope: string, claims = {}) => {
    const world = await google();
    return world.google.identify(world.stub.grant('sub-9', scope, claims));
  };

  it('is of the account that the ID token of a renewal names', async () => {
    const answer = await identify('openid email https://www.googleapis.com/auth/calendar.events');
    expect(answer).toMatchObject({
      ok: {
        account: { sub: 'sub-9', email: 'sub-9@example.com' },
        scopes: ['email', 'https://www.googleapis.com/auth/calendar.events', 'openid'],
      },
    });
  });

  it('is nobody’s without an ID token, or with one that is not for us or not of Google', async () => {
    expect(await identify('email')).toEqual({ failure: 'identity-unproven', code: 'id-token-missing' });
    for (const claims of [{ aud: 'another-client' }, { iss: 'https://elsewhere.example' }, { sub: '' }])
      expect(await identify('openid', claims)).toMatchObject({ failure: 'identity-unproven' });
  });

  it('that is dead is told from a client that Google does not know', async () => {
    const { google: authorization, stub } = await google();
    expect(await authorization.identify('1//nobody')).toMatchObject({ failure: 'grant-dead' });
    stub.faults.push({ status: 401, body: { error: 'unauthorized_client' } });
    expect(await authorization.identify('1//nobody')).toHaveProperty('failure');
  });
});

describe('a revocation', () => {
  it('sends the token in the body, and ends the whole grant of the account', async () => {
    const { google: authorization, stub } = await google();
    const [mine, sibling] = [stub.grant('sub-1'), stub.grant('sub-1')];
    expect(await authorization.revoke(mine)).toEqual({ ok: 'revoked' });
    expect(stub.lives(sibling)).toBe(false);
    expect(stub.calls[0]).toMatchObject({ url: '/revoke', form: { token: mine } });
  });

  it('of a token that is dead already is success', async () => {
    const { google: authorization } = await google();
    expect(await authorization.revoke('1//unknown')).toEqual({ ok: 'dead-already' });
  });

  it.each([
    [{ status: 503, body: '' }, 'http-503'],
    [{ status: 400, body: { error: 'invalid_request' } }, 'invalid_request'],
    ['hang', 'timeout'],
    ['drop-answer', 'connection-reset'],
  ] as const)('that meets %j has to be repeated', async (fault, code) => {
    const { google: authorization, stub } = await google(patienceFor([fault]));
    stub.faults.push(fault);
    expect(await authorization.revoke(stub.grant('sub-1'))).toEqual({ failure: 'refused', code });
  });
});
