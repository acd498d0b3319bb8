import { z } from 'zod';
import { oauthError } from '../errors.ts';
import type { Call, Reply } from '../http.ts';
import type { GoogleWorld } from '../world.ts';

const tokens = z.looseObject({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  scope: z.string(),
  id_token: z.string().optional(),
});

/** `POST /oauth2/token`: the emulator exchanges and refreshes; what it lets pass and Google does not is refused here. */
export async function token(world: GoogleWorld, call: Call): Promise<Reply> {
  const form = new URLSearchParams(call.body);
  takeBasicCredentials(form, call.headers.authorization);
  if (form.get('client_id') !== world.client.clientId) {
    return oauthError(401, 'invalid_client', 'The OAuth client was not found.');
  }
  if (form.get('client_secret') !== world.client.clientSecret) {
    return oauthError(401, 'invalid_client', 'Unauthorized');
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchange(world, form);
    case 'refresh_token':
      return refresh(world, form);
    case null:
      return oauthError(400, 'invalid_request', 'Required parameter is missing: grant_type');
    default:
      return world.emulator.token(form);
  }
}

async function exchange(world: GoogleWorld, form: URLSearchParams): Promise<Reply> {
  const code = form.get('code') ?? '';
  const agreed = world.agreements.get(code);
  const { codeLifetimeS } = world.settings;
  if (agreed === undefined || world.clock() >= agreed.at + codeLifetimeS * 1000) {
    return oauthError(400, 'invalid_grant', 'Malformed auth code.');
  }
  if (form.get('redirect_uri') !== agreed.redirectUri) {
    return oauthError(400, 'redirect_uri_mismatch', 'Bad Request');
  }
  const reply = await world.emulator.token(form);
  if (reply.status !== 200) return reply;
  world.agreements.delete(code);
  const { refresh_token: refreshToken, id_token: idToken, ...rest } = tokens.parse(reply.body);
  const scopes = rest.scope.split(' ');
  const { email } = agreed;
  world.grants.consent(email, scopes);
  world.grants.keepAccessToken(rest.access_token, email, scopes);
  if (idToken !== undefined) world.idTokens.set(email, idToken);
  if (refreshToken !== undefined) {
    if (agreed.givesRefreshToken) world.grants.keepRefreshToken(refreshToken);
    else world.emulator.refreshTokens.delete(refreshToken);
  }
  return answer(world, {
    ...rest,
    ...(agreed.givesRefreshToken && refreshToken !== undefined && refreshFields(world, refreshToken)),
    ...(scopes.includes('openid') && { id_token: idToken }),
  });
}

async function refresh(world: GoogleWorld, form: URLSearchParams): Promise<Reply> {
  const used = form.get('refresh_token') ?? '';
  const email = world.grants.owner(used);
  if (email === undefined || !world.grants.isAlive(used)) {
    return oauthError(400, 'invalid_grant', 'Token has been expired or revoked.');
  }
  const reply = await world.emulator.token(form);
  if (reply.status !== 200) return reply;
  const fresh = tokens.parse(reply.body);
  const scopes = fresh.scope.split(' ');
  world.grants.keepAccessToken(fresh.access_token, email, scopes);
  // Google signs another one; the emulator makes none here
  const idToken = world.idTokens.get(email);
  world.requests.addRefresh(email);
  const next = world.grants.rotated(used);
  return answer(world, {
    ...fresh,
    ...(next !== undefined && refreshFields(world, next)),
    ...(scopes.includes('openid') && { id_token: idToken }),
  });
}

/** `POST /oauth2/revoke`, the token in the form or in the query. */
export function revoke(world: GoogleWorld, call: Call): Reply {
  const dead = new URLSearchParams(call.body).get('token') ?? call.query.get('token');
  if (dead === null) return oauthError(400, 'invalid_request', 'Missing required parameter: token');
  return world.grants.revoke(dead)
    ? { status: 200, body: {} }
    : oauthError(400, 'invalid_token', 'Token expired or revoked');
}

const answer = ({ settings }: GoogleWorld, fields: object): Reply => ({
  status: 200,
  body: { ...fields, expires_in: settings.accessTokenLifetimeS },
});

const refreshFields = ({ settings }: GoogleWorld, refreshToken: string) => ({
  refresh_token: refreshToken,
  ...(settings.refreshTokenLifetimeS !== null && {
    refresh_token_expires_in: settings.refreshTokenLifetimeS,
  }),
});

/** `client_secret_basic`: the emulator knows the form fields only. */
function takeBasicCredentials(form: URLSearchParams, authorization: string | undefined): void {
  const [, encoded] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? [];
  if (encoded === undefined) return;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':');
  form.set('client_id', decodeURIComponent(id));
  form.set('client_secret', decodeURIComponent(secret));
}
