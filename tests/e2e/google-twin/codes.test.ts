import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  client,
  codeOf,
  exchange,
  redirectUri,
  startTwin,
  token,
  verifier,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;
let now = Date.now();

beforeAll(async () => {
  twin = await startTwin({ clock: () => now });
});
afterAll(() => twin.close());

describe('a code', () => {
  test('is exchanged once for tokens and the scopes that were granted', async () => {
    const code = await codeOf(twin);
    const { status, body } = await exchange(twin, code);
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599 });
    expect(body['scope']).toContain('userinfo.email');
    expect(await exchange(twin, code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('is worth nothing ten minutes later', async () => {
    const code = await codeOf(twin);
    now += 600_000;
    expect((await exchange(twin, code)).body['error']).toBe('invalid_grant');
  });

  test.each([
    ['another verifier', { code_verifier: 'wrong' }, 400, 'invalid_grant'],
    ['no verifier', { code_verifier: null }, 400, 'invalid_grant'],
    ['another redirect_uri', { redirect_uri: 'http://127.0.0.1:1/' }, 400, 'redirect_uri_mismatch'],
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['no secret', { client_secret: null }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'somebody' }, 401, 'invalid_client'],
    ['another grant_type', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('is refused with %s', async (_, change, status, error) => {
    expect(await exchange(twin, await codeOf(twin), change)).toMatchObject({ status, body: { error } });
  });

  test('is exchanged by a client that authenticates with client_secret_basic, too', async () => {
    const basic = Buffer.from(`${client.clientId}:${client.clientSecret}`).toString('base64');
    const answer = await fetch(twin.tokenUrl, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: await codeOf(twin),
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    });
    expect(answer.status).toBe(200);
  });
});

test('a token request without grant_type is an invalid_request', async () => {
  expect((await token(twin, {})).body['error']).toBe('invalid_request');
});
