import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

// of the demo clinic
const rui = ['5511955501004', 'Rui Camargo'] as const;
const lines = 70;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: 'Rui Camargo' }).click();
  // from here on people answer, and nothing is said in between
  await page.getByLabel('Mensagem', { exact: true }).fill('Pode falar, Rui.');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.getByRole('log').getByText('Pode falar, Rui.').waitFor();
  await run.write(...rui, 'Meu aparelho móvel quebrou ontem');
  for (let n = 1; n <= lines; n += 1) await run.write(...rui, `linha ${n} do meu desabafo${n}x`);
  await page.getByRole('log').getByText(`desabafo${lines}x`).waitFor();
  // whoever opens it later has only what was said last
  await page.reload();
  await page.getByRole('log').getByText(`desabafo${lines}x`).waitFor();
}, 120_000);

afterAll(async () => {
  await run.close();
});

const field = () =>
  page.getByRole('searchbox', { name: 'Buscar por nome, telefone ou palavras das mensagens' });
const found = () => page.getByRole('region', { name: 'Nas mensagens' }).getByRole('link');
const marked = () => page.locator('li.bubble-line[aria-current="true"]');

test('what a patient said long ago is found by words without accents, and opened where it was said', async () => {
  await field().fill('aparelho MOVEL');
  await found().filter({ hasText: 'Meu aparelho móvel quebrou ontem' }).waitFor();
  expect(await found().count()).toBe(1);
  expect(await found().locator('mark').textContent()).toBe('aparelho');
  await found().click();
  await marked().getByText('Meu aparelho móvel quebrou ontem').waitFor();
  await expect.poll(async () => (await marked().boundingBox())?.y).toSatisfy((y) => y > 100 && y < 700);
  // with what stands around it, and not what was said last
  const past = page.getByRole('region', { name: 'Mensagens com Rui Camargo' });
  await past.getByText('Pode falar, Rui.').waitFor();
  await past.getByText('desabafo1x', { exact: false }).first().waitFor();
  expect(await past.getByText(`desabafo${lines}x`).count()).toBe(0);
  await inAllLooks(page, 'found-message');
});

test('from there one goes on to what was said next, and back to now', async () => {
  const past = page.getByRole('region', { name: 'Mensagens com Rui Camargo' });
  await past.getByRole('button', { name: 'Ver mensagens seguintes' }).click();
  await past.getByText('desabafo40x').waitFor();
  expect(await past.getByText('desabafo20x').count()).toBe(1);
  await page.getByRole('button', { name: 'Ir para as mensagens de agora' }).click();
  await page.getByRole('log').getByText(`desabafo${lines}x`).waitFor();
  expect(await marked().count()).toBe(0);
});

test('what was said a moment ago is shown where it stands, by the keyboard alone', async () => {
  await page.getByRole('log').focus();
  await page.keyboard.press('/');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('desabafo55x');
  await found().filter({ hasText: 'desabafo55x' }).focus();
  await page.keyboard.press('Enter');
  await marked().getByText('desabafo55x').waitFor();
  await page.getByRole('log').getByText(`desabafo${lines}x`).waitFor();
});

test('a conversation that is opened at a message calls nothing new that was there before', async () => {
  const other = await run.open(context, '/console');
  // all of it fits on the screen: nobody has to scroll
  await other.getByRole('searchbox').fill('fazer uma reclamação');
  await other.getByRole('region', { name: 'Nas mensagens' }).getByRole('link').first().click();
  await other.locator('li.bubble-line[aria-current="true"]').getByText('fazer uma reclamação').waitFor();
  expect(await other.getByRole('button', { name: /novas? mensage/ }).count()).toBe(0);
  // and beside it all lists fit, with a count on two of them
  await other.getByRole('link', { name: 'Minhas 1' }).waitFor();
  const cutOff = `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(
    document.querySelector('nav[aria-label="Filas"]'),
  )`;
  expect(await other.evaluate<number>(cutOff)).toBe(0);
  await other.close();
});

test('people are found beside messages, and what nobody said is said to be nowhere', async () => {
  await field().fill('rui');
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: 'Rui Camargo' }).waitFor();
  await found().filter({ hasText: 'Pode falar, Rui.' }).waitFor();
  await inAllLooks(page, 'search');
  await field().fill('quiropraxia');
  await page.getByText('Nada encontrado para “quiropraxia”.').waitFor();
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
