import { Readable } from 'node:stream';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { publishedKeys } from '../../../src/adapters/auth/published-keys.ts';
import { googleCalendar } from '../../../src/adapters/google/calendar.ts';
import { idTokenReader } from '../../../src/adapters/google/id-token.ts';
import { googleAuthorization } from '../../../src/adapters/google/oauth.ts';
import { httpTranscription } from '../../../src/adapters/llm/transcription.ts';
import { httpLanguageModel } from '../../../src/adapters/llm/language-model.ts';
import { s3Blobs } from '../../../src/adapters/media/s3-blobs.ts';
import { oidcProvider } from '../../../src/adapters/auth/oidc.ts';
import { request as modelRequest } from '../../contract/language-model/language-model.contract.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { bytesOf, timeoutMs, went, type Client } from './client.ts';

const { privateKey, publicKey } = await generateKeyPair('RS256');
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] };
const token = await new SignJWT({ sub: 's', nonce: 'n' })
  .setProtectedHeader({ alg: 'RS256', kid: 'k' })
  .setIssuer('https://issuer.example')
  .setAudience('client')
  .setExpirationTime('1h')
  .sign(privateKey);

const blobs = (endpoint: string) => {
  const keys = { region: 'sa-east-1', accessKeyId: 'id', secretAccessKey: 'secret' };
  return s3Blobs({ endpoint, bucket: 'b', ...keys, idleMs: timeoutMs, totalMs: timeoutMs }, systemTimers);
};
const blob = 'what was kept';

/** Everybody who talks to somebody outside who is not Meta. */
export const otherClients: Readonly<Record<string, Client>> = {
  'Google’s OAuth': {
    open: (url) => {
      const google = googleAuthorization(oauthSettings(url), systemClock);
      return async () => 'ok' in (await google.renew('1//refresh'));
    },
    good: () => ({ access_token: 'ya29.x', expires_in: 3_600, token_type: 'Bearer' }),
  },
  'Google’s keys': {
    open: (url) => {
      const read = idTokenReader(oauthSettings(url));
      return async () => 'account' in (await read(token, 'n'));
    },
    good: () => keys,
  },
  'Google’s calendars': {
    open: (apiUrl) => {
      const calendar = googleCalendar({ apiUrl, timeoutMs });
      return async () => 'ok' in (await calendar.list('ya29.x'));
    },
    good: () => ({ items: [] }),
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
    good: () => keys,
  },
  'a language model': {
    open: (baseUrl) => {
      const model = httpLanguageModel({ provider: 'openai-compatible', apiKey: 'sk', baseUrl });
      return () => went(model.step(modelRequest, AbortSignal.timeout(timeoutMs)));
    },
    good: () => ({
      id: '1',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Oi!' } }],
    }),
  },
  'a server that hears': {
    open: (baseUrl) => {
      const transcription = httpTranscription({ baseUrl, apiKey: 'sk', model: 'm' });
      const recording = { bytes: Buffer.alloc(100), type: 'audio/ogg' };
      return () => went(transcription.transcribe(recording, AbortSignal.timeout(timeoutMs)));
    },
    good: () => ({ text: 'Oi!' }),
  },
  'a blob store that is read': {
    open: (url) => async () => {
      const found = await blobs(url)
        .read('name')
        .then((parts) => parts && bytesOf(parts))
        .catch(() => undefined);
      return found === JSON.stringify(blob);
    },
    good: () => blob,
  },
  'a blob store that is written to': {
    open: (url) => () => went(blobs(url).write('name', Readable.from([Buffer.from(blob)]), blob.length)),
    good: () => blob,
    mayTake: [
      'five megabytes',
      'a body of garbage',
      'a head whose body never comes',
      'a body that trickles',
      'a reset in the middle',
    ],
  },
  'an identity provider': {
    open: (issuer) => {
      const provider = oidcProvider({ ...oidcNames, issuer, timeoutMs });
      return () => went(provider.signInUrl({ state: 's', nonce: 'n', verifier: 'v'.repeat(43) }));
    },
    good: (issuer) => ({ issuer, authorization_endpoint: `${issuer}/in`, token_endpoint: `${issuer}/token` }),
  },
};

const oidcNames = {
  clientId: 'client',
  scope: 'openid',
  redirectUri: 'http://127.0.0.1/callback',
  roleClaim: 'role',
  clinicsClaim: 'clinics',
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
