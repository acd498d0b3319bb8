import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { endpoint, reply } from '../../../src/adapters/http/api/endpoint.ts';
import { mountEndpoints } from '../../../src/adapters/http/api/mount.ts';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import { memoryClock } from '../../../src/adapters/memory/system/clock.ts';
import { memoryDatabase } from '../../../src/adapters/memory/database.ts';
import { memoryStores } from '../../../src/adapters/memory/stores.ts';
import { localLimiter } from '../../../src/adapters/limits/local-limiter.ts';
import type { Caller } from '../../../src/domain/access/caller.ts';

const root: Caller = {
  actor: 'user:r',
  userId: 'r',
  kind: 'person',
  isPlatformAdmin: true,
  clinics: new Map(),
};
const clock = memoryClock();
const db = memoryDatabase(clock);
const { auditTrail, clinicRegistry, idempotentRequests } = memoryStores(db);
const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const book = endpoint({
  id: 'book',
  method: 'POST',
  path: '/api/book',
  summary: { en: 'b', pt: 'b' },
  tag: 't',
  access: { roles: ['platform-admin'] },
  responses: { 201: z.object({ key: z.string(), browser: z.string().optional() }) },
  idempotent: { byUseCase: 'required' },
  audit: { action: 'book', subject: () => 'x' },
  handler: async ({ idempotencyKey = '', cookie }) =>
    reply(201, { key: idempotencyKey, browser: cookie('b') }),
});

let server: Server;
let url: string;
beforeAll(async () => {
  const needs = {
    identifyCaller: async () => root,
    sessions: undefined,
    publicOrigin: 'http://127.0.0.1',
    auditTrail,
    clinicRegistry,
    idempotentRequests,
    ids: db.ids,
    clock,
    log: silent,
    faultOf: () => undefined,
    limiter: localLimiter(clock),
    strangers: localLimiter(clock),
    limits: { timeoutMs: 5_000, caller: undefined, clinic: undefined, route: undefined, refusals: undefined },
  };
  server = createServer(
    makeApp([(router) => mountEndpoints(router, [book], needs)], { newId: () => db.ids.next(), log: silent }),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/book`;
});
afterAll(() => server.close());

const post = (headers: Record<string, string>) =>
  fetch(url, { method: 'POST', headers: { authorization: 'Bearer t', ...headers } });

test('a use case that keeps the key gets it at every attempt, and no answer is kept beside it', async () => {
  for (let n = 0; n < 2; n += 1) {
    const answer = await post({ 'idempotency-key': 'k1', cookie: 'b=browser' });
    expect([answer.status, await answer.json()]).toEqual([201, { key: 'k1', browser: 'browser' }]);
  }
  expect(db.idempotent.size).toBe(0);
  expect(db.audit).toHaveLength(2);
});

test.each([
  [{}, 'http.idempotency-key-missing'],
  [{ 'idempotency-key': 'a b' }, 'http.idempotency-key-invalid'],
])('with %j nothing is done', async (headers, code) => {
  const before = db.audit.length;
  expect(await (await post(headers as Record<string, string>)).json()).toMatchObject({ code });
  expect(db.audit).toHaveLength(before);
});
