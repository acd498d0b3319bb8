import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import Koa from 'koa';
import { expect, onTestFinished, test } from 'vitest';
import { readBuiltConsole } from '../../../src/adapters/http/console/built-console.ts';
import { consolePages } from '../../../src/adapters/http/console/console-pages.ts';
import type { RequestState } from '../../../src/adapters/http/server/request-context.ts';

async function serve(built: Parameters<typeof consolePages>[0]): Promise<string> {
  const router = new Router<RequestState>();
  consolePages(built)(router);
  const server = new Koa<RequestState>().use(router.routes()).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('where nothing was built every address says what to run, and is not kept', async () => {
  const origin = await serve(await readBuiltConsole('/no/such/folder'));
  for (const path of ['/console', '/console/c/1/agenda', '/console/assets/first.js']) {
    const page = await fetch(origin + path);
    expect([page.status, page.headers.get('cache-control')]).toEqual([503, 'no-store']);
    expect(page.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'");
    const words = await page.text();
    expect(words).toContain('npm run build:console');
    expect(words).toContain('npm ci');
  }
});

test('a place is the one page under a policy without exceptions; a file of an older build is not found', async () => {
  const html = { type: 'text/html; charset=utf-8', plain: Buffer.from('<!doctype html>the console') };
  const origin = await serve(new Map([['index.html', html]]));
  const page = await fetch(`${origin}/console/c/1/conversas`);
  expect([page.status, await page.text()]).toEqual([200, '<!doctype html>the console']);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).not.toContain('unsafe');
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
    expect(policy.split('; ')).toContain(part);
  expect((await fetch(`${origin}/console/assets/first-older.js`)).status).toBe(404);
});
