import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, reply } from '../../../src/adapters/http/api/endpoint.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';
import { served, type Served } from '../../support/api/served.ts';

const root: Caller = {
  actor: 'user:r',
  userId: 'r',
  kind: 'person',
  isPlatformAdmin: true,
  clinics: new Map(),
};
let api: Served | undefined;
let sockets: Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets = [];
  api?.close();
});

/** Work that ends when the test says so. */
function gate() {
  const opened = Promise.withResolvers<undefined>();
  return { open: () => opened.resolve(undefined), opened: opened.promise };
}

async function slowApi(door: ReturnType<typeof gate>, maxInFlight = 10) {
  const declared = {
    tag: 't',
    access: { roles: ['platform-admin'] },
    responses: { 200: z.object({ ok: z.boolean() }) },
    summary: { en: 's', pt: 's' },
  } as const;
  api = await served({
    db: memoryDatabase(memoryClock()),
    callers: { root },
    limits: { timeoutMs: 100 },
    maxInFlight,
    endpoints: [
      endpoint({
        ...declared,
        id: 'put',
        method: 'PUT',
        path: '/api/thing',
        request: { body: z.strictObject({ a: z.string() }) },
        audit: 'nothing-changes',
        handler: async () => reply(200, { ok: true }),
      }),
      endpoint({
        ...declared,
        id: 'slow',
        method: 'GET',
        path: '/api/slow',
        handler: async () => {
          await door.opened;
          return reply(200, { ok: true });
        },
      }),
      endpoint({
        ...declared,
        id: 'fast',
        method: 'GET',
        path: '/api/fast',
        handler: async () => reply(200, { ok: true }),
      }),
    ],
  });
  return api;
}

async function ask(path: string) {
  const answer = await fetch(`${api?.url}${path}`, { headers: { authorization: 'Bearer root' } });
  const { code } = (await answer.json()) as { code?: string };
  return [answer.status, code];
}

/** Begins a request and sends only this much of its body; the whole answer, once the server has closed the connection. */
async function halfRequest({ url }: Served, body: string, length: number): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  const head = `PUT /api/thing HTTP/1.1\r\nhost: x\r\nauthorization: Bearer root\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  socket.write(head + body);
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, 'close');
  return text;
}

test('a body that stops half-way is a slow sender’s fault, and nothing was begun', async () => {
  const answer = await halfRequest(await slowApi(gate()), '{"a":', 20);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({
    code: 'http.body-too-slow',
    requestId: expect.any(String) as string,
    message: expect.any(String) as string,
  });
});

test('work that was answered as too late keeps its place until it ends', async () => {
  const door = gate();
  await slowApi(door, 1);
  expect(await ask('/api/slow')).toEqual([503, 'http.timeout']);
  expect(await ask('/api/fast')).toEqual([429, 'http.overloaded']);
  door.open();
  await expect.poll(() => ask('/api/fast')).toEqual([200, undefined]);
});
