import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import { silent } from '../../support/api/served.ts';

const many = { items: Array.from({ length: 200 }, (_, n) => ({ n, text: 'bom dia' })) };

async function answerOf(path: string, accept?: string): Promise<IncomingMessage> {
  const app = makeApp(
    [
      (router) => {
        router.get('/api/many', (ctx) => void (ctx.body = many));
        router.get('/api/few', (ctx) => void (ctx.body = { ok: true }));
        router.get('/api/stream', (ctx) => {
          ctx.type = 'application/json';
          ctx.body = Readable.from([JSON.stringify(many)]);
        });
        router.get('/api/events', (ctx) => {
          ctx.type = 'text/event-stream';
          ctx.body = `data: ${JSON.stringify(many)}\n\n`;
        });
        router.get('/webhook/many', (ctx) => void (ctx.body = many));
      },
    ],
    { newId: () => 'r', log: silent },
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const headers = accept === undefined ? {} : { 'accept-encoding': accept };
  const { port } = server.address() as AddressInfo;
  const [answer] = (await once(get({ port, path, headers, agent: false }), 'response')) as [IncomingMessage];
  return answer;
}

test.each([
  ['gzip', createGunzip],
  ['br', createBrotliDecompress],
] as const)('a long answer of JSON goes out as %s to who asks for it', async (encoding, unpack) => {
  const answer = await answerOf('/api/many', encoding);
  expect(answer.headers['content-encoding']).toBe(encoding);
  expect(answer.headers.vary).toMatch(/accept-encoding/i);
  expect(await json(answer.pipe(unpack()))).toEqual(many);
});

const ofOthers = [
  undefined,
  '',
  'identity',
  'identity;q=0',
  '*;q=0',
  'br;q=0, gzip;q=0',
  'zstd, deflate',
  ';,q',
];
test.each(ofOthers)('who asks for nothing of the kind reads it as it is: %s', async (accept) => {
  const answer = await answerOf('/api/many', accept);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(await json(answer)).toEqual(many);
});

test.each(['/api/few', '/api/stream', '/api/events', '/webhook/many'])(
  'what is short, written piece by piece, an event or told to Meta stays as it is: %s',
  async (path) => {
    const answer = await answerOf(path, 'gzip, br');
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-encoding']).toBeUndefined();
  },
);
