import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
}, 90_000);
afterAll(async () => {
  await run.close();
});

const entry = (id: number) => ({
  ...{ id: String(id), at: '2026-11-30T12:00:00.000Z', actor: 'user:nobody' },
  ...{ action: `older.act-${id}`, outcome: 'done', requestId: 'r-1' },
});

test('a list keeps what was read when the rest does not come, and reads it when asked again', async () => {
  let waiting: Route | undefined;
  let asked = 0;
  await page.route(/\/api\/audit\?/, async (route) => {
    if (!route.request().url().includes('cursor='))
      return route.fulfill({ json: { items: [entry(1)], nextCursor: 'next' } });
    asked += 1;
    if (asked > 1) return route.fulfill({ json: { items: [entry(2)], nextCursor: null } });
    waiting = route;
  });
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Registro' }).click();
  const table = page.getByRole('region', { name: 'Tabela do registro' });
  await page.getByRole('button', { name: 'Ver mais antigos' }).click();
  expect(await page.getByRole('button', { name: 'Carregando…' }).isDisabled()).toBe(true);
  await expect.poll(() => waiting !== undefined).toBe(true);
  await waiting?.fulfill({
    status: 409,
    json: { requestId: 'r-1', code: 'refused', message: 'For this test' },
  });
  await page.getByText('Não consegui ler o resto da lista.').waitFor();
  await table.getByText('older.act-1').waitFor();
  await inAllLooks(page, 'read-more-failed');
  await page.getByRole('button', { name: 'Ver mais antigos' }).click();
  await table.getByText('older.act-2').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Ver mais antigos' }).count()).toBe(0);
  expect(run.troubles).toEqual([]);
});
