import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from 'vitest';
import { makeVapidKeys } from '../../../src/adapters/announcing/push/vapid-keys.ts';
import { noWebPush, webPush } from '../../../src/adapters/announcing/push/web-push.ts';
import { memoryPushService } from '../../../src/adapters/memory/operations/push-service.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { decryptPush, keysFrom } from '../../support/vendors/push-decryption.ts';
import { senderOf, startPushStub, type StubBrowser } from '../../support/vendors/push-stub.ts';
import { parcelFor, pushServiceContract } from './push-service.contract.ts';

const keys = { ...makeVapidKeys(), subject: 'mailto:ops@example.com' };
const settings = { ...keys, clock: systemClock, timeoutMs: 2_000, isOpen: true };
let stub: Awaited<ReturnType<typeof startPushStub>>;
beforeAll(async () => {
  stub = await startPushStub();
});
afterAll(() => stub.close());

pushServiceContract('memory', async () => {
  const service = memoryPushService();
  const ends = { take: 'delivered', fail: 'failed', refuse: 'refused', forget: 'gone' } as const;
  return {
    service,
    endpoint: { url: 'memory', publicKey: 'x', authSecret: 'x' },
    arrived: () => service.arrived.map(({ message }) => message),
    will: (next) => service.next(ends[next]),
    close: async () => undefined,
  };
});

pushServiceContract('web push', async () => {
  const browser = stub.browser();
  return {
    service: webPush(settings),
    endpoint: browser.endpoint,
    arrived: () => browser.received.map(({ message }) => message),
    will: (next) => stub.answerWith(browser, { take: 201, fail: 503, refuse: 403, forget: 410 }[next]),
    close: async () => undefined,
  };
});

test('a message is read by the browser as the standard’s own example says', () => {
  // RFC 8291, section 5
  const body =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN';
  const browser = keysFrom('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'BTBZMqHH6r4Tts7J_aSIgg');
  expect(decryptPush(Buffer.from(body, 'base64url'), browser)).toBe(
    'When I grow up, I want to be a watermelon',
  );
});

test('what goes over the line is encrypted, signed for this push service, and replaces the one before it', async () => {
  const browser = stub.browser();
  const service = webPush(settings);
  await service.send(parcelFor(browser.endpoint));
  await service.send(parcelFor(browser.endpoint));
  const [first, second] = browser.received;
  expect(first!.raw.toString('latin1')).not.toMatch(/Cl.nica|conversa/);
  expect(first!.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '60', urgency: 'high' });
  expect(first!.headers['topic']).toMatch(/^[\w-]{32}$/);
  expect(second!.headers['topic']).toBe(first!.headers['topic']);
  expect(await senderOf(first!, keys.publicKey, stub.origin)).toMatchObject({
    sub: 'mailto:ops@example.com',
  });
  // one token for many messages, another key for each
  expect(second!.headers.authorization).toBe(first!.headers.authorization);
  expect(second!.raw.subarray(0, 86)).not.toEqual(first!.raw.subarray(0, 86));
});

test('404 says as well as 410 that the browser is gone, and a push service that asks for patience gets it', async () => {
  const browser = stub.browser();
  const service = webPush(settings);
  stub.answerWith(browser, 404);
  expect(await service.send(parcelFor(browser.endpoint))).toEqual({ outcome: 'gone', code: 'http-404' });
  stub.answerWith(browser, (response) => response.writeHead(429, { 'retry-after': '120' }).end());
  expect(await service.send(parcelFor(browser.endpoint))).toEqual({
    ...{ outcome: 'failed', code: 'http-429', isRefused: false, retryAfterMs: 120_000 },
  });
});

test('a push service that fails again and again is left alone for a while, and others are not', async () => {
  const clock = memoryClock();
  const service = webPush({ ...settings, clock });
  const other = await startPushStub();
  onTestFinished(() => other.close());
  const [dead, well] = [stub.browser(), other.browser()];
  stub.answerWith(dead, 500);
  const send = (browser: StubBrowser) => service.send(parcelFor(browser.endpoint));
  for (let n = 0; n < 3; n += 1) expect(await send(dead)).toMatchObject({ code: 'http-500' });
  expect(await send(dead)).toMatchObject({ code: 'service-paused', isRefused: false, retryAfterMs: 5_000 });
  expect(stub.askedFor(dead)).toBe(3);
  expect(await send(well)).toEqual({ outcome: 'delivered' });
  clock.advance(5_001);
  stub.answerWith(dead, 201);
  expect(await send(dead)).toEqual({ outcome: 'delivered' });
  expect(await send(dead)).toEqual({ outcome: 'delivered' });
});

describe('a browser’s endpoint', () => {
  const { endpoint } = {
    endpoint: { publicKey: makeVapidKeys().publicKey, authSecret: 'BTBZMqHH6r4Tts7J_aSIgg' },
  };
  const inProduction = webPush({ ...settings, isOpen: false });

  it.each([
    'http://push.example.com/',
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::ffff:127.0.0.1]/',
    'https://user:password@push.example.com/',
    'file:///etc/passwd',
    'no address',
  ])('never leads to %s in production', async (url) => {
    expect(inProduction.accepts({ ...endpoint, url })).toBe(false);
    expect(await inProduction.send(parcelFor({ ...endpoint, url }))).toMatchObject({
      ...{ code: 'address-refused', isRefused: true },
    });
  });

  it('never leads to this machine by a name', async () => {
    const url = 'https://localhost/';
    expect(await inProduction.send(parcelFor({ ...endpoint, url }))).toMatchObject({
      ...{ code: 'address-refused', isRefused: true },
    });
  });

  it.each([
    ['a key that is too short', { publicKey: 'BCVx' }],
    ['a point that is not on the curve', { publicKey: Buffer.alloc(65, 4).toString('base64url') }],
    ['a secret of another length', { authSecret: 'BTBZ' }],
  ])('is refused with %s', async (_, wrong) => {
    const odd = { url: 'https://push.example.com/x', ...endpoint, ...wrong };
    expect(inProduction.accepts(odd)).toBe(false);
    expect(await inProduction.send(parcelFor(odd))).toMatchObject({ outcome: 'failed', isRefused: true });
    expect(inProduction.accepts({ ...odd, ...endpoint })).toBe(true);
  });

  it('is taken by nobody where the installation has no keys', async () => {
    expect(noWebPush.accepts({ ...endpoint, url: 'https://push.example.com/x' })).toBe(false);
    expect(noWebPush.publicKey).toBeUndefined();
  });
});

describe('a push frees the hand in time', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['answers nothing', () => undefined],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['sends garbage', (socket) => socket.write('\u0000\u0001 what?\r\n\r\n')],
    [
      'moves elsewhere',
      (socket) =>
        socket.write('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    ],
  ])('when the push service %s', async (_, answer) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
      onTestFinished(() => void socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/push`;
    const began = performance.now();
    const { endpoint } = stub.browser();
    const receipt = await webPush({ ...settings, timeoutMs: 300 }).send(parcelFor({ ...endpoint, url }));
    expect(receipt.outcome).toBe('failed');
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
