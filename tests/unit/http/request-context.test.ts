import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import { silent } from '../../support/api/served.ts';

let server: Server;
let url: string;
beforeAll(async () => {
  const told = makeApp(
    [
      (router) => {
        router.get('/told', (ctx) => void (ctx.body = ctx.state.requestId));
      },
    ],
    { newId: () => 'made-here', log: silent },
  );
  server = createServer(told).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/told`;
});
afterAll(() => server.close());

/** What the header of the answer says, and what everything behind it sees. */
async function idsFor(given: string) {
  const answer = await fetch(url, { headers: { 'x-request-id': given } });
  return [answer.headers.get('x-request-id'), await answer.text()];
}

test.each([
  'from-the-caller.1',
  'job:42',
  '0198c9a2-5f0e-7cc1-8a55-31f0c2d7a001',
  '01890000-0000-7000-8000-000000000001',
  '01K3Z8Q7V5N1T9R2W6X4Y0A1B2',
  '4bf92f3577b34da6a3ce929d0e0e4736',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  'req-20261125',
])('a caller’s id that is short and holds no telephone number is kept and echoed: %s', async (given) => {
  expect(await idsFor(given)).toEqual([given, given]);
});

test.each([
  '5511944440004',
  'erase:5511944440004',
  'x5511944440004y',
  '55-11-94444-0004',
  '47.99999.0001',
  '11_9_4444_0004',
  '00005511944440004000',
  'a5511944440004',
  '00-00005511944440004000000000000000-0000000000000000-01',
  '55119444400040000000000000',
  'wamid.HBgNNTUxMTk0NDQ0MDAwNBUCABIY',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0',
  '',
  'a b',
  'x'.repeat(65),
])(
  'any other is replaced by one of ours, for the answer, the log and the tables alike: %s',
  async (given) => {
    expect(await idsFor(given)).toEqual(['made-here', 'made-here']);
  },
);
