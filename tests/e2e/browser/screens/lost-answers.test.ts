import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
}, 90_000);
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
afterAll(async () => {
  await run.close();
});

const go = (place: string) =>
  page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: place }).click();
const bookDialog = () => page.getByRole('dialog', { name: 'Marcar horário' });

/** The server does what it is asked first, and the answer never comes. Returns the keys of all that it is asked. */
async function losingTheFirstAnswer(path: string): Promise<readonly (string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route(path, async (route) => {
    const request = route.request();
    if (request.method() !== 'POST') return route.continue();
    keys.push(request.headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  return keys;
}

async function beginBooking(): Promise<void> {
  await page.getByRole('button', { name: 'Marcar', exact: true }).click();
  await bookDialog().getByRole('option', { name: 'Consulta dermatológica' }).waitFor({ state: 'attached' });
  await bookDialog().getByLabel('Serviço').selectOption('Consulta dermatológica');
}

test('a visit whose answer was lost is booked again under the same key, and there is one', async () => {
  await go('Agenda');
  await beginBooking();
  await bookDialog().locator('input[name="time"]').first().check();
  await bookDialog().getByRole('button', { name: 'Cadastrar quem ligou' }).click();
  await bookDialog().getByLabel('Nome de quem ligou').fill('Lia Nunes');
  await bookDialog().getByLabel('Telefone com DDD').fill('(11) 98522-1771');
  await bookDialog().getByRole('button', { name: 'Cadastrar', exact: true }).click();
  await bookDialog().getByText('Lia Nunes, +55 11 98522-1771').waitFor();
  const keys = await losingTheFirstAnswer('**/api/appointments');
  const book = bookDialog().getByRole('button', { name: 'Marcar', exact: true });
  await book.click();
  await bookDialog().getByText('Não marquei.').waitFor();
  await book.click();
  await page
    .getByRole('status')
    .filter({ hasText: /^Marcado/ })
    .waitFor();
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  const visits = page.locator('.visit', { hasText: 'Lia Nunes' });
  await visits.first().waitFor();
  expect(await visits.count()).toBe(1);
});

test('who has agreed to go beyond limits is asked again when the visit is somebody else’s', async () => {
  await bookDialog().waitFor({ state: 'detached' });
  await beginBooking();
  const inTenYears = `${new Date().getFullYear() + 10}-07-04`;
  await bookDialog().getByText('Outro horário').click();
  await bookDialog().getByLabel('Outro dia').fill(inTenYears);
  await bookDialog().getByLabel('Hora', { exact: true }).fill('09:00');
  await bookDialog().getByRole('button', { name: 'Marcar', exact: true }).click();
  await bookDialog().getByRole('button', { name: 'Marcar mesmo assim' }).waitFor();
  await bookDialog().getByRole('searchbox').fill('Lia Nunes');
  await bookDialog().getByRole('radio', { name: 'Lia Nunes' }).check();
  await bookDialog().getByRole('button', { name: 'Marcar', exact: true }).click();
  await bookDialog().getByRole('button', { name: 'Marcar mesmo assim' }).waitFor();
  await page.keyboard.press('Escape');
});

test('a note whose answer was lost is written once', async () => {
  await go('Conversas');
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.locator('.talk-row').first().click();
  await page.getByRole('button', { name: 'Nota', exact: true }).click();
  await page.getByLabel('Nota para a equipe').fill('Prefere a parte da manhã');
  const keys = await losingTheFirstAnswer('**/notes');
  const keep = page.getByRole('button', { name: 'Guardar nota' });
  await keep.click();
  await page.getByText('A nota não foi guardada.').waitFor();
  await keep.click();
  await expect.poll(() => page.getByLabel('Nota para a equipe').inputValue()).toBe('');
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  const notes = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Prefere a parte da manhã' });
  await notes.first().waitFor();
  expect(await notes.count()).toBe(1);
});

test('a clinic whose answer was lost is registered once', async () => {
  await go('Plataforma');
  await page.getByRole('button', { name: 'Nova clínica' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nome da clínica').fill('Clínica Pitanga');
  const keys = await losingTheFirstAnswer('**/api/clinics');
  const register = dialog.getByRole('button', { name: 'Cadastrar', exact: true });
  await register.click();
  await dialog.getByText('A clínica não foi cadastrada.').waitFor();
  await register.click();
  await dialog.getByRole('heading', { name: 'Número de WhatsApp (2 de 3)' }).waitFor();
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  await page.keyboard.press('Escape');
  await page.getByRole('searchbox', { name: 'Buscar clínica' }).fill('Pitanga');
  await expect.poll(() => page.getByRole('link', { name: 'Clínica Pitanga' }).count()).toBe(1);
});
