import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';

let run: ConsoleRun;

beforeAll(async () => {
  run = await startConsoleRun();
}, 90_000);
afterAll(async () => {
  await run.close();
});

type Manifest = {
  readonly icons: readonly { readonly src: string; readonly type: string; readonly sizes: string }[];
} & Readonly<Record<string, unknown>>;

test('the console can be installed: Chromium finds a manifest, its icons, and nothing wrong with either', async () => {
  const context = await run.signedIn();
  const page = await run.open(context, '/console');
  await page.getByText('Ao vivo').waitFor();
  const session = await context.newCDPSession(page);
  const { url, errors, data = '' } = await session.send('Page.getAppManifest');
  expect([url, errors]).toEqual([`${run.url}/console/manifest.webmanifest`, []]);
  expect(JSON.parse(data)).toMatchObject({ name: 'Atende', start_url: '/console', lang: 'pt-BR' });
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // a browser of a test keeps nothing
  expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  await context.close();
});

test('every icon is what the manifest says of it, and the page has the colours of both themes', async () => {
  const context = await run.browser.newContext();
  const page = await run.open(context, '/console');
  const { icons, ...manifest } = (await (
    await context.request.get(`${run.url}/console/manifest.webmanifest`)
  ).json()) as Manifest;
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  const all = [...icons, { src: touch ?? '', type: 'image/png', sizes: '180x180' }];
  for (const { src, type, sizes } of all) {
    const answer = await context.request.get(new URL(src, run.url).href);
    expect([src, answer.status(), answer.headers()['content-type']]).toEqual([src, 200, type]);
    expect((await answer.body()).length).toBeLessThan(12_000);
    const size = await page.evaluate<string>(
      `new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve(image.naturalWidth + 'x' + image.naturalHeight);
        image.onerror = () => resolve('none');
        image.src = ${JSON.stringify(src)};
      })`,
    );
    if (sizes === 'any') expect(size).not.toBe('none');
    else expect(size).toBe(sizes);
  }
  const themes = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll('meta[name="theme-color"]')].map(({ content }) => content)`,
  );
  const dark = { theme_color: themes[1], background_color: themes[1] };
  expect(manifest).toMatchObject({
    ...{ theme_color: themes[0], background_color: themes[0] },
    user_preferences: { color_scheme: { dark } },
  });
  await context.close();
});
