import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { alertMail } from '../../../src/adapters/announcing/alerts/alert-mail.ts';
import { alertWebhook } from '../../../src/adapters/announcing/alerts/alert-webhook.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { memoryAlertChannel } from '../../../src/adapters/memory/operations/alert-channel.ts';
import { isSigned, startAlertReceiver } from '../../support/vendors/alert-receiver.ts';
import { startMailServer } from '../../support/vendors/mail-server.ts';
import { alertChannelContract, parcelTo } from './alert-channel.contract.ts';

const timeoutMs = 2_000;
const webhook = alertWebhook({ clock: systemClock, timeoutMs, isOpen: true });
const inProduction = alertWebhook({ clock: systemClock, timeoutMs, isOpen: false });
const mailAt = (url: string, wish = {}) =>
  alertMail({ url, from: 'Atende <avisos@example.com>', timeoutMs, isOpen: true, ...wish }).channel;

alertChannelContract('memory', async () => {
  const channel = memoryAlertChannel();
  let isGone = false;
  let will: 'take' | 'fail' | 'refuse' = 'take';
  return {
    channel: {
      accepts: (address) => channel.accepts(address),
      send(parcel) {
        if (isGone || will === 'fail') channel.next('failed');
        else if (will === 'refuse') channel.next('refused');
        return channel.send(parcel);
      },
    },
    address: 'memory',
    arrived: () =>
      channel.arrived.map(({ deliveryId, message: { title, text } }) => ({ deliveryId, title, text })),
    will: (next) => (will = next),
    async leave() {
      isGone = true;
    },
    close: async () => undefined,
  };
});

alertChannelContract('webhook', async () => {
  const receiver = await startAlertReceiver();
  return {
    channel: webhook,
    address: receiver.url,
    arrived: () =>
      receiver.received.map(({ deliveryId, body: { title, text } }) => ({ deliveryId, title, text })),
    will: (next) => receiver.answerWith({ take: 204, fail: 503, refuse: 404 }[next]),
    leave: () => receiver.close(),
    close: () => receiver.close(),
  };
});

alertChannelContract('e-mail', async () => {
  const server = await startMailServer();
  return {
    channel: mailAt(server.url),
    address: 'plantao@example.com',
    arrived: () =>
      server.received.map(({ deliveryId, subject: title, text }) => ({ deliveryId, title, text })),
    will: (next) =>
      server.refuse(next === 'take' ? undefined : { at: 'recipient', code: next === 'fail' ? 451 : 550 }),
    leave: () => server.close(),
    close: () => server.close(),
  };
});

/** A server that does with a connection whatever it likes. */
async function odd(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const whenAsked = (what: (socket: Socket) => void) => (socket: Socket) =>
  socket.once('data', () => what(socket));
const trickle = (socket: Socket, text: string) => {
  const timer = setInterval(() => socket.write(text), 20);
  socket.once('close', () => clearInterval(timer));
};

describe('a webhook frees the hand in time', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['answers nothing', () => undefined],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['closes', (socket) => socket.end()],
    [
      'changes the protocol',
      (socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    ],
    ['says to go on for ever', (socket) => trickle(socket, 'HTTP/1.1 102 Processing\r\n\r\n')],
    [
      'sends headers without end',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n');
        trickle(socket, 'X-More: y\r\n');
      },
    ],
    ['sends garbage', (socket) => socket.write('\u0000\u0001 what?\r\n\r\n')],
    [
      'moves elsewhere',
      (socket) =>
        socket.write('HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n'),
    ],
    [
      'fails with a body without end',
      (socket) => {
        socket.write('HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n');
        trickle(socket, '5\r\nhello\r\n');
      },
    ],
  ])('when the receiver %s', async (_, answer) => {
    const began = performance.now();
    const address = `http://${await odd(whenAsked(answer))}/`;
    const receipt = await alertWebhook({ clock: systemClock, timeoutMs: 300, isOpen: true }).send(
      parcelTo(address),
    );
    expect(receipt.outcome).toBe('failed');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('when the receiver takes it and then sends five megabytes', async () => {
    const address = `http://${await odd(
      whenAsked((socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5000000\r\n\r\n');
        socket.write('x'.repeat(5_000_000));
      }),
    )}/`;
    expect(await webhook.send(parcelTo(address))).toEqual({ outcome: 'delivered' });
  });
});

describe('e-mail frees the hand in time', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['says nothing', () => undefined],
    ['greets for ever', (socket) => trickle(socket, '220-hello\r\n')],
    ['resets', (socket) => socket.resetAndDestroy()],
    ['sends garbage', (socket) => socket.write('\u0000 what?\r\n')],
    ['greets and then falls silent', (socket) => socket.write('220 hello\r\n')],
    [
      'trickles an answer',
      (socket) => {
        socket.write('220 hello\r\n');
        trickle(socket, '250-more\r\n');
      },
    ],
  ])('when the server %s', async (_, answer) => {
    const began = performance.now();
    const channel = mailAt(`smtp://${await odd(answer)}`, { timeoutMs: 300 });
    expect((await channel.send(parcelTo('a@example.com'))).outcome).toBe('failed');
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test('and outside of development no mail and no password goes out without TLS', async () => {
    const server = await startMailServer({ password: 'p', offersTls: false });
    onTestFinished(() => server.close());
    const channel = mailAt(server.url.replace('//', '//u:p@'), { isOpen: false });
    expect((await channel.send(parcelTo('a@example.com'))).outcome).toBe('failed');
    expect(server.received).toEqual([]);
  });

  test('and a certificate that nobody vouches for is refused there', async () => {
    const server = await startMailServer();
    onTestFinished(() => server.close());
    expect((await mailAt(server.url, { isOpen: false }).send(parcelTo('a@example.com'))).outcome).toBe(
      'failed',
    );
    expect(server.received).toEqual([]);
  });

  test('and a wrong password is no refusal of the alert', async () => {
    const server = await startMailServer({ password: 'right' });
    onTestFinished(() => server.close());
    const ask = (password: string) =>
      alertMail({
        ...{
          url: server.url.replace('//', `//u:${password}@`),
          from: 'a@example.com',
          timeoutMs,
          isOpen: true,
        },
      }).whyNot();
    expect(await ask('right')).toBeUndefined();
    expect(await ask('wrong')).toBe('smtp-535');
    expect(await mailAt(server.url.replace('//', '//u:wrong@')).send(parcelTo('a@example.com'))).toEqual({
      ...{ outcome: 'failed', code: 'smtp-535', isRefused: false },
    });
  });
});

describe('a clinic’s webhook', () => {
  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:7f00:1::]/',
    'https://localhost/',
    'https://user:password@example.com/',
  ])('never leads to %s in production', async (address) => {
    if (address !== 'https://localhost/') expect(inProduction.accepts(address)).toBe(false);
    expect(await inProduction.send(parcelTo(address))).toEqual({
      ...{ outcome: 'failed', code: 'address-refused', isRefused: true },
    });
  });

  it('may be inside of the operator’s own network only where the operator says so', async () => {
    const address = 'https://127.0.0.1:9/';
    expect(await inProduction.send(parcelTo(address, { isOperators: true }))).toMatchObject({
      code: 'connection-refused',
    });
  });

  it('is signed with its secret over time and body', async () => {
    const receiver = await startAlertReceiver();
    onTestFinished(() => receiver.close());
    await webhook.send(parcelTo(receiver.url, { secret: 'the secret' }));
    await webhook.send(parcelTo(receiver.url));
    const [signed, unsigned] = receiver.received;
    expect(isSigned(signed!, 'the secret')).toBe(true);
    expect(isSigned(signed!, 'other')).toBe(false);
    expect(isSigned({ ...signed!, raw: `${signed!.raw} ` }, 'the secret')).toBe(false);
    expect(unsigned!.headers['atende-signature']).toBeUndefined();
  });

  it('that asks for patience gets it', async () => {
    const receiver = await startAlertReceiver();
    onTestFinished(() => receiver.close());
    receiver.answerWith((response) => response.writeHead(429, { 'retry-after': '120' }).end());
    expect(await webhook.send(parcelTo(receiver.url))).toEqual({
      ...{ outcome: 'failed', code: 'http-429', isRefused: false, retryAfterMs: 120_000 },
    });
  });
});
