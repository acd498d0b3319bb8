import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import {
  allScopes,
  client,
  clinic,
  codeOf,
  consentUrl,
  exchange,
  person,
  redirectUri,
  scopes,
  startTwin,
} from '../../support/vendors/google-twin.ts';

let twin: GoogleTwin;

beforeAll(async () => {
  twin = await startTwin();
});
afterAll(() => twin.close());

const open = (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init });
const callbackOf = (answer: Response) => new URL(answer.headers.get('location') ?? '').searchParams;

/** The way a browser takes: the account, then the form. */
async function inTheBrowser(url: string, decision: string, ticked: readonly string[]): Promise<Response> {
  const chooser = await (await open(url)).text();
  const [, account = ''] = /href="([^"]+)"[^>]*><span class="avatar"/.exec(chooser) ?? [];
  const page = await (await open(twin.issuer + account.replaceAll('&amp;', '&'))).text();
  const [, action = ''] = /action="([^"]+)"/.exec(page) ?? [];
  const [, sub = ''] = /name="account" value="([^"]+)"/.exec(page) ?? [];
  const body = new URLSearchParams({ account: sub, decision });
  for (const scope of ticked) body.append('scope', scope);
  return open(twin.issuer + action.replaceAll('&amp;', '&'), { method: 'POST', body });
}

describe('the consent page', () => {
  test('shows the accounts, then a checkbox for every permission but signing in', async () => {
    const chooser = await (await open(consentUrl(twin))).text();
    expect(chooser).toContain('Escolha uma conta');
    expect(chooser).toContain(clinic);
    expect(chooser).toContain(person);
    const page = await (await open(`${consentUrl(twin)}&account=${clinic}`)).text();
    expect(page.match(/type="checkbox"/g)).toHaveLength(3);
    expect(page).toContain('Permitir');
    expect(page).toContain('Cancelar');
  });

  test('puts the account of login_hint first', async () => {
    const page = await (await open(consentUrl(twin, { login_hint: person }))).text();
    expect(page.indexOf(person)).toBeLessThan(page.indexOf(clinic));
  });

  test('calls back with code, state, the granted scopes, iss and parameters nobody asked for', async () => {
    const answer = await inTheBrowser(consentUrl(twin), 'allow', [scopes.list, scopes.events]);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(`${redirectUri}?`);
    const callback = callbackOf(answer);
    expect(callback.get('state')).toBe('a-state');
    expect(callback.get('code')).toMatch(/.{20}/);
    expect(callback.get('iss')).toBe(twin.issuer);
    expect(callback.get('hd')).toBe('example.com.br');
    expect(callback.get('authuser')).toBe('0');
    expect(callback.get('scope')?.split(' ')).toEqual([
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      scopes.list,
      scopes.events,
    ]);
  });

  test('calls back with access_denied and the state after Cancelar', async () => {
    const callback = callbackOf(await inTheBrowser(consentUrl(twin), 'deny', allScopes));
    expect(Object.fromEntries(callback)).toEqual({ state: 'a-state', error: 'access_denied' });
  });

  test('asks nothing again of somebody who gave all of it, unless prompt=consent', async () => {
    await exchange(twin, await codeOf(twin));
    const known = `&account=${clinic}`;
    const again = await open(consentUrl(twin, { prompt: null }) + known);
    expect(again.status).toBe(302);
    expect(callbackOf(again).get('prompt')).toBe('none');
    expect((await open(consentUrl(twin) + known)).status).toBe(200);
    twin.killGrant(clinic);
    expect((await open(consentUrl(twin, { prompt: null }) + known)).status).toBe(200);
  });

  test.each([
    ['an unknown client', { client_id: 'somebody' }, 401, 'invalid_client'],
    ['a slash too many in redirect_uri', { redirect_uri: `${redirectUri}/` }, 400, 'redirect_uri_mismatch'],
    ['a query in redirect_uri', { redirect_uri: `${redirectUri}?clinic=1` }, 400, 'redirect_uri_mismatch'],
    ['another response_type', { response_type: 'token' }, 400, 'unsupported_response_type'],
    ['a scope that does not exist', { scope: 'openid <b>calendar</b>' }, 400, 'invalid_scope'],
    ['no scope', { scope: null }, 400, 'invalid_request'],
  ])('stays on its own page after %s and never calls back', async (_, change, status, code) => {
    const answer = await open(consentUrl(twin, change));
    const page = await answer.text();
    expect([answer.status, answer.headers.get('location')]).toEqual([status, null]);
    expect(page).toContain(code);
    expect(page).not.toContain('<b>');
  });
});

describe('the id token', () => {
  test('is signed with RS256 by a published key and carries sub, e-mail and nonce', async () => {
    const { body } = await exchange(twin, await codeOf(twin));
    const { payload, protectedHeader } = await jwtVerify(
      body['id_token'] ?? '',
      createRemoteJWKSet(new URL(twin.jwksUrl)),
      { issuer: twin.issuer, audience: client.clientId, algorithms: ['RS256'] },
    );
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toMatchObject({
      sub: '104200000000000000001',
      email: clinic,
      email_verified: true,
      nonce: 'a-nonce',
      hd: 'example.com.br',
    });
  });

  test('is absent when openid was not asked for', async () => {
    const code = await codeOf(twin, { scope: scopes.events });
    expect((await exchange(twin, code)).body).not.toHaveProperty('id_token');
  });
});
