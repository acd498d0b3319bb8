import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('the manifest and its icons keep their names, so they are asked for again and again; the policy allows them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atende-built-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'icons'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>the console');
  await writeFile(join(folder, 'manifest.webmanifest'), '{"name":"Atende"}');
  await writeFile(join(folder, 'icons/icon-192.png'), 'a picture');
  // of the build alone
  await writeFile(join(folder, 'manifest.json'), '{"src":"secret"}');
  const origin = await serve(await readBuiltConsole(folder));
  const manifest = await fetch(`${origin}/console/manifest.webmanifest`);
  expect(await manifest.json()).toEqual({ name: 'Atende' });
  expect(manifest.headers.get('content-type')).toMatch(/^application\/manifest\+json/);
  expect(manifest.headers.get('content-security-policy')).toContain("manifest-src 'self'");
  const icon = await fetch(`${origin}/console/icons/icon-192.png`);
  expect([icon.status, icon.headers.get('content-type')]).toEqual([200, 'image/png']);
  for (const answer of [manifest, icon]) expect(answer.headers.get('cache-control')).toBe('no-cache');
  for (const path of ['manifest.json', 'icons/icon-64.png', 'icons/..%2findex.html'])
    expect(await (await fetch(`${origin}/console/${path}`)).text()).toBe('<!doctype html>the console');
});
