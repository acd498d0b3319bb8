import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { importJWK, jwtVerify } from 'jose';
import type { VapidKeys } from '../../../src/adapters/announcing/push/vapid-keys.ts';
import type { PushEndpoint } from '../../../src/domain/inbox/browser-subscription.ts';
import type { PushMessage } from '../../../src/domain/inbox/push-message.ts';
import { decryptPush, type BrowserKeys } from './push-decryption.ts';

export type ReceivedPush = {
  readonly headers: IncomingHttpHeaders;
  /** As it came over the line. */
  readonly raw: Buffer;
  readonly text: string;
  readonly message: PushMessage;
};

type Answer = number | ((response: ServerResponse) => void);
export type StubBrowser = { readonly endpoint: PushEndpoint; readonly received: ReceivedPush[] };

/** Of a product that signs its pushes with these keys. */
export const pushEnvironment = ({ publicKey, privateKey }: VapidKeys) => ({
  VAPID_PUBLIC_KEY: publicKey,
  VAPID_PRIVATE_KEY: privateKey,
  VAPID_SUBJECT: 'mailto:ops@example.com',
});

/** A push service with its browsers, on this machine; it answers 201 unless told otherwise. */
export async function startPushStub() {
  const browsers = new Map<
    string,
    StubBrowser & { readonly keys: BrowserKeys; answer: Answer; asked: number }
  >();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const browser = browsers.get(request.url ?? '');
      if (browser === undefined) {
        response.writeHead(404).end();
        return;
      }
      browser.asked += 1;
      const { answer, keys, received } = browser;
      if (answer === 201) {
        const raw = Buffer.concat(chunks);
        const text = decryptPush(raw, keys);
        received.push({ headers: request.headers, raw, text, message: JSON.parse(text) as PushMessage });
      }
      if (typeof answer === 'number') response.writeHead(answer).end();
      else answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = ({ endpoint }: StubBrowser) => browsers.get(new URL(endpoint.url).pathname)!;
  return {
    origin,
    /** A browser that has subscribed. */
    browser(): StubBrowser {
      const pair = createECDH('prime256v1');
      const publicKey = pair.generateKeys().toString('base64url');
      const authSecret = randomBytes(16);
      const path = `/push/${randomUUID()}`;
      const endpoint = { url: `${origin}${path}`, publicKey, authSecret: authSecret.toString('base64url') };
      const received: ReceivedPush[] = [];
      browsers.set(path, { endpoint, received, keys: { pair, authSecret }, answer: 201, asked: 0 });
      return { endpoint, received };
    },
    answerWith(browser: StubBrowser, answer: Answer): void {
      found(browser).answer = answer;
    },
    askedFor: (browser: StubBrowser): number => found(browser).asked,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What the sender says of itself. @throws when it is not signed with this key, for this push service, for a day at most */
export async function senderOf({ headers }: ReceivedPush, publicKey: string, origin: string) {
  const [, token = '', key = ''] =
    /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(String(headers.authorization)) ?? [];
  if (key !== publicKey) throw new Error('Another key');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    ...{ kty: 'EC', crv: 'P-256' },
    ...{ x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') },
  };
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), {
    ...{ audience: origin, algorithms: ['ES256'], requiredClaims: ['exp', 'sub'] },
  });
  if (Number(payload.exp) > Date.now() / 1_000 + 24 * 3_600) throw new Error('For longer than a day');
  return payload;
}
