import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';

let run: ConsoleRun;
let context: BrowserContext;
let clinicId: string;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  const page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  [, clinicId = ''] = /\/c\/([^/]+)/.exec(page.url()) ?? [];
  await page.close();
}, 90_000);
afterAll(async () => {
  await run.close();
});

test.each([
  ['', 5],
  ['?fila=todas', 4],
  ['?fila=assistente', 4],
])(
  'what the inbox shows at first is on its way before the program is there, and asked for once: %s',
  async (query, count) => {
    const page = await context.newPage();
    // the stream is refused: nothing is read again because something has happened
    await page.route('**/events', (route) => route.abort());
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/api/') && !pathname.endsWith('/events')) asked.push(pathname + search);
    });
    await page.route(/\/assets\/index-[\w-]+\.js$/, async (route) => {
      await expect.poll(() => asked.length, { timeout: 10_000 }).toBe(count);
      await route.continue();
    });
    await page.goto(`${run.url}/console/c/${clinicId}/conversas${query}`);
    await page.locator('.talk-row').first().waitFor();
    await page.getByRole('link', { name: /^Alertas/ }).waitFor();
    const ahead = asked.slice(0, count);
    expect(asked.filter((path) => ahead.includes(path)).toSorted()).toEqual(ahead.toSorted());
    await page.close();
  },
);

test('whoever is not signed in is told so all the same', async () => {
  const stranger = await run.browser.newContext();
  const page = await stranger.newPage();
  await page.goto(`${run.url}/console/c/${clinicId}/conversas`);
  await page.getByRole('heading', { name: 'Entre para continuar' }).waitFor();
  await stranger.close();
});
