import type { BrowserContext, Locator, Page } from 'playwright-core';
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
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Agenda' }).click();
}, 90_000);
afterAll(async () => {
  await run.close();
});

const dialog = () => page.getByRole('dialog', { name: 'Marcar horário' });

async function chooseTime() {
  await page.getByRole('button', { name: 'Marcar', exact: true }).click();
  await dialog().getByRole('option', { name: 'Consulta dermatológica' }).waitFor({ state: 'attached' });
  await dialog().getByLabel('Serviço').selectOption('Consulta dermatológica');
  await dialog().locator('input[name="time"]').first().check();
}

async function register(looked: string, name: string, phone: string) {
  await dialog().getByRole('searchbox').fill(looked);
  await dialog().getByRole('button', { name: 'Cadastrar quem ligou' }).click();
  await dialog().getByLabel('Nome de quem ligou').fill(name);
  await dialog().getByLabel('Telefone com DDD').fill(phone);
  await dialog().getByRole('button', { name: 'Cadastrar', exact: true }).click();
}

/** Requests wait until the function that is returned is called. */
async function holdingBack(path: string): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route(path, async (route) => {
    await promise;
    await route.continue();
  });
  return () => resolve(undefined);
}

async function book(): Promise<void> {
  await dialog().getByRole('button', { name: 'Marcar', exact: true }).click();
  await page
    .getByRole('status')
    .filter({ hasText: /^Marcado/ })
    .waitFor();
}

test('who only phoned is registered by name and number, and has a visit', async () => {
  await chooseTime();
  await register('Dona Rute', 'Rute Lima', '12');
  await dialog().getByText('Confira o número: DDD e telefone.').waitFor();
  await inAllLooks(page, 'register-caller');
  await dialog().getByLabel('Telefone com DDD').fill('(11) 98522-1001');
  const answer = await holdingBack('**/contacts');
  await dialog().getByRole('button', { name: 'Cadastrar', exact: true }).click();
  await dialog().getByRole('button', { name: 'Cadastrando…' }).waitFor();
  expect(await dialog().getByRole('button', { name: 'Voltar à busca' }).isDisabled()).toBe(true);
  answer();
  await dialog().getByText('Rute Lima, +55 11 98522-1001').waitFor();
  await inAllLooks(page, 'registered-caller');
  await book();
  await page.locator('.visit', { hasText: 'Rute Lima' }).first().waitFor();
});

test('a number that is known brings its person, and nobody is made or renamed', async () => {
  await chooseTime();
  await register('(11) 98522-1001', 'Carlos Lima', '11 98522-1001');
  await dialog().getByText('Rute Lima, +55 11 98522-1001').waitFor();
  await dialog().getByText('Este número já era dessa pessoa').waitFor();
  await inAllLooks(page, 'known-caller');
  await dialog().getByRole('button', { name: 'Trocar paciente' }).click();
  await dialog().getByRole('searchbox').fill('85221001');
  await dialog().getByRole('radio', { name: 'Rute Lima' }).check();
  expect(await dialog().getByRole('radio', { name: 'Carlos Lima' }).count()).toBe(0);
  await book();
});

test('a caller who is registered takes the place of the patient chosen before, who gets no visit', async () => {
  const book = dialog().getByRole('button', { name: 'Marcar', exact: true });
  const rute = dialog().getByRole('radio', { name: 'Rute Lima' });
  const hasFocus = (part: Locator) => part.and(page.locator(':focus')).waitFor();
  await dialog().waitFor({ state: 'detached' });
  await chooseTime();
  await dialog().getByRole('searchbox').fill('85221001');
  await rute.check();
  await dialog().getByRole('button', { name: 'Cadastrar quem ligou' }).click();
  await hasFocus(dialog().getByLabel('Nome de quem ligou'));
  expect(await book.isDisabled()).toBe(true);
  await dialog().getByRole('button', { name: 'Voltar à busca' }).click();
  await hasFocus(dialog().getByRole('searchbox'));
  expect([await rute.isChecked(), await book.isEnabled()]).toEqual([false, true]);
  await register('', 'Bruno Reis', '11 98522-1002');
  await hasFocus(dialog().getByText('Bruno Reis, +55 11 98522-1002').locator('..'));
  await dialog().getByRole('button', { name: 'Trocar paciente' }).click();
  await hasFocus(dialog().getByRole('searchbox'));
  await page.keyboard.press('Escape');
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
