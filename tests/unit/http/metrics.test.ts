import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeApp } from '../../../src/adapters/http/server/app.ts';
import {
  isLoopback,
  metrics,
  type ScrapePolicy,
} from '../../../src/adapters/http/routes/operations/metrics.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { openLog } from '../../../src/adapters/logging/logger.ts';

const token = 'a-token-that-scrapers-know';
const exposition = { contentType: 'text/plain; version=0.0.4; charset=utf-8', text: 'atende_x 1\n' };

async function scrape(policy: ScrapePolicy, headers: Record<string, string> = {}) {
  const app = makeApp(
    [
      (router) =>
        metrics(router, { metrics: () => Promise.resolve(exposition), secrets: systemSecrets, policy }),
    ],
    { newId: () => 'request-1', log: openLog('silent', false) },
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { headers });
  return { status: answer.status, body: await answer.text(), asks: answer.headers.get('www-authenticate') };
}

describe('the metrics', () => {
  it('are for whoever shows the token', async () => {
    const policy = { token, openToThisMachine: true };
    expect(await scrape(policy, { authorization: `Bearer ${token}` })).toMatchObject({
      status: 200,
      body: exposition.text,
    });
  });

  it.each([
    ['no token', {}],
    ['another token', { authorization: 'Bearer something-else' }],
    ['a longer token', { authorization: `Bearer ${token}x` }],
    ['the token in another scheme', { authorization: `Basic ${token}` }],
  ])('are refused to whoever shows %s, from wherever', async (_, headers: Record<string, string>) => {
    const refused = await scrape({ token, openToThisMachine: true }, headers);
    expect(refused).toMatchObject({ status: 401, asks: 'Bearer' });
    expect(JSON.parse(refused.body)).toMatchObject({ requestId: 'request-1', code: 'http.metrics-refused' });
    expect(refused.body).not.toContain('atende_x');
  });

  it('without a token are for this machine, where that is said', async () => {
    expect((await scrape({ token: undefined, openToThisMachine: true })).status).toBe(200);
    expect((await scrape({ token: undefined, openToThisMachine: false })).status).toBe(401);
  });

  it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])(
    'are not for this machine when a proxy on it asks for somebody else (%s)',
    async (header) => {
      const policy = { token: undefined, openToThisMachine: true };
      expect((await scrape(policy, { [header]: '203.0.113.9' })).status).toBe(401);
    },
  );

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['10.0.0.7', false],
    ['::ffff:10.0.0.7', false],
    ['2001:db8::1', false],
    ['1270.0.0.1', false],
    [undefined, false],
  ])('take %s for this machine: %s', (address, isThis) => {
    expect(isLoopback(address)).toBe(isThis);
  });
});
