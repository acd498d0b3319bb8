import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { bookTwoOfOneDay } from '../../../support/browser/book-visits.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  const { day } = await bookTwoOfOneDay(context.request, page.url());
  await page.goto(page.url().replace(/\/conversas.*/, `/agenda?dia=${day}`));
  await page.locator('.visit').first().waitFor();
}, 90_000);
afterAll(async () => {
  await run.close();
});

const dialog = () => page.getByRole('dialog', { name: 'Marcar horário' });
const telling = () => dialog().getByLabel('Avisar o paciente pelo WhatsApp');

test('a day opens where its first visit is', async () => {
  // lower than the day is long
  await page.setViewportSize({ width: 1_280, height: 400 });
  await page.reload();
  await page.locator('.visit').first().waitFor();
  const top = await page.locator('.agenda-heading').first().boundingBox();
  const visits = await page.locator('.visit').all();
  const boxes = await Promise.all(visits.map((visit) => visit.boundingBox()));
  const first = Math.min(...boxes.map((box) => box?.y ?? Infinity));
  expect(first).toBeGreaterThanOrEqual((top?.y ?? 0) + 30);
  expect(first).toBeLessThan((top?.y ?? 0) + 140);
  await inAllLooks(page, 'agenda-opened');
});

test('a click on a free time books there, with whose column it is', async () => {
  const free = page.getByRole('region', { name: /Lara/ }).locator('.agenda-free').last();
  const name = (await free.getAttribute('aria-label')) ?? '';
  const begin = /entre (\d\d:\d\d)/.exec(name)?.[1] ?? '';
  await free.press('Enter');
  await dialog().getByText(begin).waitFor();
  await dialog().getByText(/Lara/).waitFor();
  await inAllLooks(page, 'book-free-time');
  await page.keyboard.press('Escape');
  await free.click({ position: { x: 30, y: 4 } });
  await dialog().getByText(begin).waitFor();
  await dialog().getByLabel('Serviço').selectOption('Consulta dermatológica');
  await dialog().locator('.choice').first().waitFor();
  const chosen = dialog().locator('.choice-time:has(:checked)').or(dialog().getByText('Escolhido:'));
  await chosen.first().waitFor();
  expect(await chosen.first().textContent()).toContain(begin);
});

test('nothing is said of telling before a patient is chosen, and each choice has its phone', async () => {
  expect(
    await dialog()
      .getByText(/WhatsApp/)
      .count(),
  ).toBe(0);
  await dialog().getByRole('searchbox').fill('paulo');
  await dialog()
    .getByRole('radio', { name: /Paulo Siqueira \+55 \d\d / })
    .check();
  await telling().waitFor();
  expect(await telling().isChecked()).toBe(true);
  await inAllLooks(page, 'book-with-phone');
});

test('who never wrote is not told unless somebody wants it, and the box says why', async () => {
  await dialog().getByRole('button', { name: 'Cadastrar quem ligou' }).click();
  await dialog().getByLabel('Nome de quem ligou').fill('Rute Lima');
  await dialog().getByLabel('Telefone com DDD').fill('(11) 98522-1001');
  await dialog().getByRole('button', { name: 'Cadastrar', exact: true }).click();
  await dialog()
    .getByText(/ainda não escreveu pelo WhatsApp: só recebe o aviso quando escrever/)
    .waitFor();
  expect(await telling().isChecked()).toBe(false);
  await inAllLooks(page, 'book-never-wrote');
  await dialog().getByRole('button', { name: 'Marcar', exact: true }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /O paciente não é avisado pelo WhatsApp/ })
    .waitFor();
});

test('the keys that move a visit stand on the screen while it is moved', async () => {
  const help = page.getByText(/Setas para mudar, Enter para remarcar/);
  await page.locator('.visit', { hasText: 'Rute Lima' }).first().focus();
  await page.keyboard.press('m');
  const box = await help.boundingBox();
  expect(box?.width ?? 0).toBeGreaterThan(200);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
