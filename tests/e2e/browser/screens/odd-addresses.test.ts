import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinic: string;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  clinic = page.url().replace(/\/conversas.*/, '');
  await page.goto(`${clinic}/agenda`);
  await page.locator('.agenda-column').first().waitFor();
}, 90_000);
afterAll(async () => {
  await run.close();
});

const heading = () => page.getByRole('heading', { level: 1 });

test.each(['2026-99-99', '2026-02-31', '26', '%7B%7D'])(
  'the day %s does not exist, and is today',
  async (day) => {
    const today = (await heading().textContent()) ?? '';
    await page.goto(`${clinic}/agenda?dia=${day}`);
    await page.locator('.agenda-column').first().waitFor();
    expect(await heading().textContent()).toBe(today);
    expect(await page.getByRole('alert').count()).toBe(0);
  },
);

test.each([
  'conversas?q=%7B%22a%22%3A1%7D&m=%5B1%5D&fila=%5B%5D',
  'agenda?pessoa=%7B%7D&consulta=%5B%5D&visao=%7B%7D',
  'clinica/numeros?periodo=%7B%7D&outcome=%7B%7D&missing=%5B%5D',
  'clinica/auditoria?quem=%7B%7D&ato=%5B%5D&de=2026-99-99&ate=2026-02-31',
])('%s asks for nothing that a screen knows, and the screen is shown', async (path) => {
  await page.goto(`${clinic}/${path}`);
  await heading().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined);
  expect(await page.getByText(/Algo deu errado|Something went wrong/).count()).toBe(0);
  expect(await page.getByRole('alert').count()).toBe(0);
});

test('a page that does not exist says so', async () => {
  await page.goto(`${clinic}/clinica/inventada`);
  await page.getByRole('heading', { name: 'Esta página não existe' }).waitFor();
  await inAllLooks(page, 'no-such-page');
  await page.goto(`${run.url}/console/plataforma/inventada`);
  await page.getByRole('heading', { name: /Esta página não existe|Plataforma/ }).waitFor();
  await page.goto(`${clinic}/inventada`);
  await page.getByRole('heading', { name: 'Não há nada neste endereço' }).waitFor();
});

test('a screen that cannot be drawn says so in Portuguese, with a way out', async () => {
  await page.route('**/api/agenda?*', (route) =>
    route.fulfill({
      json: { timeZone: 'x', professionals: 1, google: 'read', calendars: 1, appointments: 1 },
    }),
  );
  await page.goto(`${clinic}/agenda`);
  await page.getByRole('heading', { name: 'Algo deu errado nesta tela.' }).waitFor();
  expect(await page.getByText(/Something|Error/).count()).toBe(0);
  await inAllLooks(page, 'screen-failed');
  // the error itself is said where developers look
  expect(run.troubles.splice(0)).not.toEqual([]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.getByRole('button', { name: 'Recarregar' }).click();
  await page.locator('.agenda-column').first().waitFor();
});
