import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  allScopes,
  clinic,
  codeOf,
  exchange,
  library,
  person,
  refresh,
  refusal,
  scopes,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
let now: number;

beforeEach(async () => {
  now = Date.now();
  twin = await startTwin({ clock: () => now });
});
afterEach(() => twin.close());

const revoke = (body: Record<string, string>, query = '') =>
  fetch(twin.revokeUrl + query, { method: 'POST', body: new URLSearchParams(body) });
const answerOf = async (response: Promise<Response>) => {
  const answer = await response;
  return { status: answer.status, body: await answer.json() };
};
const list = (accessToken: string | undefined) => library(twin, accessToken ?? '').calendarList.list();

describe('a refresh token', () => {
  test('comes only with access_type=offline and a consent that was really asked for', async () => {
    const got = async (changes: Record<string, string | null>) =>
      'refresh_token' in (await exchange(twin, await codeOf(twin, changes))).body;
    expect(await got({ access_type: null })).toBe(false);
    expect(await got({ prompt: null })).toBe(false);
    expect(await got({})).toBe(true);
    twin.killGrant(clinic);
    expect(await got({ prompt: null })).toBe(true);
  });

  test('renews again and again without making earlier access tokens invalid', async () => {
    const first = await twin.issueTokens(clinic, allScopes);
    const second = await refresh(twin, first.refresh_token);
    expect(second.body).not.toHaveProperty('refresh_token');
    expect(second.body['access_token']).not.toBe(first.access_token);
    expect((await list(first.access_token)).status).toBe(200);
    expect((await list(second.body['access_token'])).status).toBe(200);
    expect(twin.requests().refreshes).toEqual({ [clinic]: 1 });
  });

  test('is replaced when rotation is on: strictly at once, gracefully when the new one is used', async () => {
    const first = await twin.issueTokens(clinic, allScopes);
    twin.changeSettings({ rotation: 'graceful' });
    const lost = await refresh(twin, first.refresh_token);
    const second = await refresh(twin, first.refresh_token);
    expect(second.body['refresh_token']).not.toBe(lost.body['refresh_token']);
    twin.changeSettings({ rotation: 'strict' });
    const third = await refresh(twin, second.body['refresh_token']);
    expect((await refresh(twin, first.refresh_token)).body['error']).toBe('invalid_grant');
    expect((await refresh(twin, second.body['refresh_token'])).body['error']).toBe('invalid_grant');
    expect((await refresh(twin, third.body['refresh_token'])).status).toBe(200);
  });

  test('of an account with too many dies without a word, the oldest first', async () => {
    twin.changeSettings({ refreshTokensPerAccount: 2 });
    const [oldest, older] = [
      await twin.issueTokens(clinic, allScopes),
      await twin.issueTokens(clinic, allScopes),
    ];
    await twin.issueTokens(clinic, allScopes);
    expect((await refresh(twin, oldest.refresh_token)).body['error']).toBe('invalid_grant');
    expect((await refresh(twin, older.refresh_token)).status).toBe(200);
  });

  test('that has an end says so, and keeps to it', async () => {
    twin.changeSettings({ refreshTokenLifetimeS: 604_799 });
    const { body } = await exchange(twin, await codeOf(twin));
    expect(body['refresh_token_expires_in']).toBe(604_799);
    now += 604_799_000;
    expect((await refresh(twin, body['refresh_token'])).body['error']).toBe('invalid_grant');
  });
});

describe('an access token', () => {
  test('expires when its announced time is over, or on command', async () => {
    const first = await twin.issueTokens(clinic, allScopes);
    now += (first.expires_in - 1) * 1000;
    expect((await list(first.access_token)).status).toBe(200);
    now += 1000;
    expect(await refusal(list(first.access_token))).toBe('401 authError');
    const second = await refresh(twin, first.refresh_token);
    twin.expireAccessTokens(clinic);
    expect(await refusal(list(second.body['access_token']))).toBe('401 authError');
    expect(await refusal(list('nonsense'))).toBe('401 authError');
  });

  test('opens only what its scopes name, and the refusal is Google’s own', async () => {
    const { access_token: narrow } = await twin.issueTokens(clinic, ['openid', scopes.events]);
    const answer = await fetch(`${twin.apiUrl}/calendar/v3/freeBusy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${narrow}` },
      body: '{}',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(await answer.json()).toMatchObject({
      error: {
        status: 'PERMISSION_DENIED',
        errors: [{ reason: 'insufficientPermissions' }],
        details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }],
      },
    });
    expect(await refusal(list(narrow))).toBe('403 insufficientPermissions');
  });
});

describe('revoking', () => {
  test.each(['form', 'query'])(
    'ends every token of the account in the project (token in the %s)',
    async (place) => {
      const a = await twin.issueTokens(clinic, allScopes);
      const b = await twin.issueTokens(clinic, allScopes);
      const other = await twin.issueTokens(person, allScopes);
      const inForm = place === 'form' ? { token: a.refresh_token } : {};
      const answer = revoke(inForm, place === 'form' ? '' : `?token=${a.refresh_token}`);
      expect(await answerOf(answer)).toEqual({ status: 200, body: {} });
      expect((await refresh(twin, b.refresh_token)).body['error']).toBe('invalid_grant');
      expect(await refusal(list(b.access_token))).toBe('401 authError');
      expect((await refresh(twin, other.refresh_token)).status).toBe(200);
      expect(await answerOf(revoke({ token: a.refresh_token }))).toMatchObject({
        status: 400,
        body: { error: 'invalid_token' },
      });
    },
  );

  test('with an expired access token does nothing to the grant', async () => {
    const tokens = await twin.issueTokens(clinic, allScopes);
    twin.expireAccessTokens(clinic);
    expect((await revoke({ token: tokens.access_token })).status).toBe(400);
    expect((await refresh(twin, tokens.refresh_token)).status).toBe(200);
  });

  test('does not exist as GET', async () => {
    expect((await fetch(`${twin.revokeUrl}?token=x`)).status).toBe(404);
  });
});
