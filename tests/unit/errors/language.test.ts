import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
const server = createServer(
  makeApp([], {
    newId: () => 'request',
    log: silent,
    faultOf: () => undefined,
    corsOrigins: [],
    maxInFlight: 10,
    legacy: undefined,
  }),
);
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => void server.close());

const refused = async (accepted: string) => {
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/nowhere`, {
    headers: { 'accept-language': accepted },
  });
  return { vary: answer.headers.get('vary'), body: await answer.json() };
};

const english = { message: 'There is no GET /nowhere', hint: '/docs lists what there is.' };
const portuguese = { message: 'Este endereço não existe', hint: '/docs lista o que existe.' };

test.each([
  ['*', english],
  ['en-US,en;q=0.9,pt;q=0.8', english],
  ['fr', english],
  ['pt-BR,pt;q=0.9,en;q=0.8', portuguese],
  ['pt', portuguese],
  ['pt-PT,en;q=0.5', portuguese],
])('a caller who accepts %s is refused in their language, English by default', async (accepted, expected) => {
  const { vary, body } = await refused(accepted);
  expect(body).toMatchObject({ code: 'http.unknown-route', ...expected });
  expect(vary).toContain('Accept-Language');
});
