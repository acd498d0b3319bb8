import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { publishedKeys } from '../../../src/adapters/auth/published-keys.ts';
import { googleCalendar } from '../../../src/adapters/google/calendar.ts';
import { idTokenReader } from '../../../src/adapters/google/id-token.ts';
import { googleAuthorization } from '../../../src/adapters/google/oauth.ts';
import { metaMessageSender } from '../../../src/adapters/meta/send/message-sender.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { request } from '../meta/graph-double.ts';
import { oddAnswers, oddServer } from './odd-server.ts';

const timeoutMs = 250;
/** A machine under load needs longer to notice. */
const endsWithinMs = 2_000;

const { privateKey, publicKey } = await generateKeyPair('RS256');
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
const token = await new SignJWT({ sub: 's', nonce: 'n' })
  .setProtectedHeader({ alg: 'RS256', kid: 'k' })
  .setIssuer('https://issuer.example')
  .setAudience('client')
  .setExpirationTime('1h')
  .sign(privateKey);

type Client = {
  /** `true`: it went well. */
  readonly open: (url: string) => () => Promise<boolean>;
  readonly good: unknown;
};

/** Everybody who talks to somebody outside. */
const clients: Readonly<Record<string, Client>> = {
  'the Graph API': {
    open: (graphUrl) => {
      const sender = metaMessageSender({ graphUrl, version: 'v25.0', accessToken: 'EAAx', timeoutMs });
      return async () => 'metaMessageId' in (await sender.send(request()));
    },
    good: { messages: [{ id: 'wamid.1' }] },
  },
  'Google’s OAuth': {
    open: (url) => {
      const google = googleAuthorization(oauthSettings(url), systemClock);
      return async () => 'ok' in (await google.renew('1//refresh'));
    },
    good: { access_token: 'ya29.x', expires_in: 3_600, token_type: 'Bearer' },
  },
  'Google’s keys': {
    open: (url) => {
      const read = idTokenReader(oauthSettings(url));
      return async () => 'account' in (await read(token, 'n'));
    },
    good: keys,
  },
  'Google’s calendars': {
    open: (apiUrl) => {
      const calendar = googleCalendar({ apiUrl, timeoutMs });
      return async () => 'ok' in (await calendar.list('ya29.x'));
    },
    good: { items: [] },
  },
  'an issuer’s keys': {
    open: (url) => {
      const published = publishedKeys(url, timeoutMs);
      return () =>
        published
          .verify(token, {}, () => undefined)
          .then(
            () => true,
            () => false,
          );
    },
    good: keys,
  },
};

const oauthSettings = (url: string) => ({
  clientId: 'client',
  clientSecret: 'secret',
  redirectUri: 'http://127.0.0.1/callback',
  authUrl: url,
  tokenUrl: url,
  revokeUrl: url,
  jwksUrl: url,
  issuer: 'https://issuer.example',
  timeoutMs,
});

describe.each(Object.entries(clients))('an exchange with %s', (_, { open, good }) => {
  test.each(Object.entries(oddAnswers))(
    'that meets %s ends in time, and the next one works',
    async (_, odd) => {
      const server = await oddServer(odd, good);
      const exchange = open(server.url);
      const began = performance.now();
      expect(await Promise.all(Array.from({ length: 16 }, exchange))).toEqual(Array(16).fill(false));
      expect(performance.now() - began).toBeLessThan(endsWithinMs);
      server.isWell = true;
      expect(await exchange()).toBe(true);
    },
  );
});
