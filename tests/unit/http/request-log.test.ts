import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { NotSignedIn } from '../../../src/domain/access/sign-in-errors.ts';
import { silent } from '../../support/api/served.ts';

let server: Server;
let url: string;
let lines: { level: string; fields: Record<string, unknown> }[];
let counted: unknown[][];

beforeEach(async () => {
  [lines, counted] = [[], []];
  const note = (level: string) => (fields: object) => void lines.push({ level, fields: { ...fields } });
  const app = makeApp(
    [
      (router) => {
        router.get('/api/conversations/:id', (ctx) => void (ctx.body = { id: ctx.params['id'] }));
        router.get('/api/refused', () => {
          throw new NotSignedIn('token-invalid', 'claim:iss');
        });
        router.get('/health/live', (ctx) => void (ctx.body = 'ok'));
      },
    ],
    {
      newId: () => 'made-here',
      log: { ...silent, debug: note('debug'), info: note('info') },
      measured: {
        telemetry: { requestAnswered: (...given) => void counted.push(given) },
        timers: systemTimers,
      },
    },
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => server.close());

const line = () => lines.at(-1);

test('an answered request is one line with its id and its route, and never its path', async () => {
  await fetch(`${url}/api/conversations/5511955500001`, { headers: { 'x-request-id': 'req-1' } });
  expect(lines).toHaveLength(1);
  expect(line()).toMatchObject({
    level: 'info',
    fields: { requestId: 'req-1', method: 'GET', route: '/api/conversations/:id', status: 200 },
  });
  expect(JSON.stringify(lines)).not.toContain('5511955500001');
  expect(counted).toEqual([['GET', '/api/conversations/:id', 200, expect.any(Number)]]);
});

test('a refusal is found by the id that the caller was told, with its code and why', async () => {
  const answer = await fetch(`${url}/api/refused`);
  const { requestId } = (await answer.json()) as { requestId: string };
  expect(line()).toMatchObject({
    level: 'info',
    fields: { requestId, status: 401, code: 'access.token-invalid', reason: 'claim:iss' },
  });
});

test('a path that nobody serves is counted as such, however many there are', async () => {
  for (const path of ['/5511955500001', '/wp-admin', '/api/none']) await fetch(`${url}${path}`);
  expect(line()).toMatchObject({ fields: { status: 404, code: 'http.unknown-route' } });
  expect(new Set(counted.map(([, route]) => route))).toEqual(new Set([undefined]));
});

test('probes are written for whoever debugs, and for nobody else', async () => {
  await fetch(`${url}/health/live`);
  expect(line()).toMatchObject({ level: 'debug', fields: { route: '/health/live', status: 200 } });
});
