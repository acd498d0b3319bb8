import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

// of the demo clinic
const rui = ['5511955501004', 'Rui Camargo'] as const;

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

const field = () => page.getByLabel('Mensagem', { exact: true });
const hasFocus = (place: ReturnType<Page['locator']>) =>
  expect.poll(() => place.and(page.locator(':focus')).count()).toBe(1);
const button = (name: string) => page.getByRole('button', { name, exact: true });
const row = (name: string) => page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name });
const open = async (name: string) => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await row(name).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

test('what waits for people and is nobody’s can be taken over or returned, and the focus stays on the two', async () => {
  await open('Helena Prado');
  await button('Devolver').waitFor();
  await inAllLooks(page, 'nobodys');
  await button('Assumir').press('Enter');
  await page.getByText('Você assumiu.').waitFor();
  await row('Helena Prado').getByText('Responsável: Você').waitFor();
  expect(await button('Assumir').count()).toBe(0);
  await hasFocus(button('Devolver'));
});

test('what an act has done is said only as long as it is so', async () => {
  const other = await run.open(context, new URL(page.url()).pathname);
  await other.getByRole('button', { name: 'Devolver' }).click();
  await other.getByText('A assistente responde o que vier').waitFor();
  await page.getByText('Você assumiu.').waitFor({ state: 'detached' });
  await field().fill('Aqui é a Márcia.');
  await button('Enviar').click();
  await other.getByText('A assistente responde o que vier').waitFor({ state: 'detached' });
  await other.close();
});

test('whoever has clicked to send types on, and single keys do nothing on the buttons beside the field', async () => {
  await hasFocus(field());
  await page.keyboard.type('Até logo.');
  await button('Enviar').click();
  await page.getByRole('log').getByText('Até logo.').waitFor();
  await hasFocus(field());
  await button('Enviar').focus();
  await page.keyboard.press('n');
  await page.keyboard.press('d');
  await field().waitFor();
  await button('Devolver').waitFor();
  expect(await page.getByText('A assistente responde o que vier').count()).toBe(0);
});

test('in the list ours is said to be ours, and how long somebody waits is never cut', async () => {
  await row('Helena Prado').getByText('Equipe: Até logo.').waitFor();
  await open(rui[1]);
  await button('Assumir').click();
  await row(rui[1]).getByText('Responsável: Você').waitFor();
  await open('Helena Prado');
  await run.write(...rui, 'E na sexta?');
  await row(rui[1]).getByText('escreveu e espera resposta').waitFor();
  expect(await row(rui[1]).getByText('não lida', { exact: false }).last().textContent()).toBe(' não lida');
  // too narrow for both
  await page.setViewportSize({ width: 800, height: 800 });
  const widths = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.talk-row-reason'))`;
  expect(await page.evaluate<number>(widths)).toBeGreaterThan(0);
  const since = await row(rui[1]).locator('.talk-row-since').boundingBox();
  const mark = await row(rui[1]).locator('.mark').first().boundingBox();
  expect(since!.x + since!.width).toBeLessThanOrEqual(mark!.x + mark!.width);
  await page.setViewportSize({ width: 1_280, height: 800 });
});

test('a search leaves open what is open', async () => {
  await page.getByRole('searchbox').fill('Rui');
  await expect.poll(() => page.locator('.talk-row').count()).toBe(1);
  await page.getByRole('heading', { level: 1, name: 'Helena Prado' }).waitFor();
  await page.getByRole('searchbox').fill('');
  await row('Helena Prado').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Helena Prado' }).waitFor();
});

test('a message that waits to be sent, or will not be, does not look sent', async () => {
  await page.route('**/messages?*', async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({
      response,
      body: body.replace(/"status":"(?:sent|delivered|read)"/, '"status":"waiting"'),
    });
  });
  await page.reload();
  const log = page.getByRole('log');
  await log.getByText('Ainda não saiu: sai quando o paciente escrever.').waitFor();
  await inAllLooks(page, 'waiting-message');
  await page.unroute('**/messages?*');
});

test('however long a conversation is, the page itself never scrolls', async () => {
  for (let n = 1; n <= 25; n += 1) await run.write(...rui, `linha ${n} de muitas`);
  await open(rui[1]);
  await page.getByRole('log').getByText('linha 25 de muitas').waitFor();
  const beyond = await page.evaluate<number>(
    `document.scrollingElement.scrollHeight - innerHeight + document.querySelector('main').scrollHeight - document.querySelector('main').clientHeight`,
  );
  expect(beyond).toBe(0);
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
