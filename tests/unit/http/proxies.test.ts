import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import { silent } from '../../support/api/served.ts';

/** The address and protocol that a route sees, for what `headers` say behind so many trusted proxies. */
async function seenThrough(proxies: number, headers: Record<string, string>) {
  const app = makeApp(
    [(router) => void router.get('/who', (ctx) => void (ctx.body = `${ctx.ip} ${ctx.protocol}`))],
    { newId: () => 'r', log: silent, proxies },
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/who`, { headers });
  return answer.text();
}
const forwarded = { 'x-forwarded-for': '203.0.113.9, 198.51.100.7', 'x-forwarded-proto': 'https' };

test('without trusted proxies nobody may say that they call for somebody else', async () => {
  expect(await seenThrough(0, forwarded)).toBe('127.0.0.1 http');
});

test('behind one proxy the caller is whom the proxy names, not whom the caller claims to be', async () => {
  expect(await seenThrough(1, forwarded)).toBe('198.51.100.7 https');
});

test('behind two proxies the caller is whom the first of them names', async () => {
  expect(await seenThrough(2, forwarded)).toBe('203.0.113.9 https');
});
