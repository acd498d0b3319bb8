import { z } from 'zod';
import { notFound } from '../errors.ts';
import type { GoogleWorld } from '../world.ts';
import { choose } from './authorize.ts';
import { token } from './token.ts';

const issued = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
  scope: z.string(),
  id_token: z.string().optional(),
});

export type IssuedTokens = z.infer<typeof issued>;

/** The whole way from consent to tokens, without a browser. */
export async function issueTokens(
  world: GoogleWorld,
  account: string,
  scopes: readonly string[],
): Promise<IssuedTokens> {
  if (world.emulator.account(account) === undefined) notFound();
  const { clientId, clientSecret, redirectUris } = world.client;
  const [redirectUri = ''] = redirectUris;
  const client = { client_id: clientId, redirect_uri: redirectUri };
  const query = new URLSearchParams({
    ...client,
    response_type: 'code',
    access_type: 'offline',
    prompt: 'consent',
    scope: scopes.join(' '),
  });
  const callback = await choose(world, query, { account, scopes });
  const code = new URL(callback.headers?.['location'] ?? '').searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    ...client,
    client_secret: clientSecret,
    grant_type: 'authorization_code',
    code,
  }).toString();
  const reply = await token(world, {
    method: 'POST',
    path: '/oauth2/token',
    query: new URLSearchParams(),
    headers: {},
    body,
  });
  return issued.parse(reply.body);
}
