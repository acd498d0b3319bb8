import type { BrowserContext, Page } from 'playwright-core';
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

const field = () => page.getByLabel('Mensagem', { exact: true });
const open = async (name: string) => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
/** Sends a text that WhatsApp takes and then reports as failed. */
const sendInVain = async (code: number, text: string) => {
  await run.failSends(code);
  await field().fill(text);
  await page.getByRole('button', { name: 'Enviar' }).click();
  const said = page.getByRole('log').getByRole('listitem').filter({ hasText: text });
  await said.getByText('Não foi entregue:').waitFor();
  return said;
};

test('who cannot be reached is called', async () => {
  await open('Helena Prado');
  // the assistant has answered, and no more is under way
  await page.getByRole('log').getByText('lida', { exact: true }).first().waitFor({ state: 'attached' });
  const said = await sendInVain(131_026, 'A sala mudou');
  await said.getByText('este número não está no WhatsApp, ou não recebe mensagens.').waitFor();
  const call = said.getByRole('link', { name: 'Ligar para o paciente' });
  expect(await call.getAttribute('href')).toBe('tel:+5511955501001');
  const acts = said.getByRole('button', { name: 'Ações da mensagem' });
  const offered = said.getByRole('link').or(said.getByRole('button'));
  expect((await offered.count()) - (await acts.count())).toBe(1);
});

test('a text that may go through later is put back where one writes, beside what was begun, and is not sent by itself', async () => {
  const said = await sendInVain(131_056, 'Traga os exames');
  await said.getByText('foram muitas mensagens em pouco tempo para este paciente.').waitFor();
  await field().fill('Bom dia');
  await run.failSends();
  await said.getByRole('button', { name: 'Escrever de novo' }).press('Enter');
  await expect.poll(() => field().inputValue()).toBe('Bom dia\nTraga os exames');
  await expect.poll(() => field().and(page.locator(':focus')).count()).toBe(1);
  await inAllLooks(page, 'failed-sends');
  await page.getByRole('button', { name: 'Enviar' }).click();
  const again = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Bom dia' });
  await again.getByText('lida', { exact: true }).waitFor({ state: 'attached' });
});

test('a trouble of the clinic’s account leads to the alerts', async () => {
  const said = await sendInVain(131_042, 'Até amanhã');
  await said.getByText('falta um pagamento na conta do WhatsApp da clínica.').waitFor();
  await said.getByRole('link', { name: 'Ver os alertas' }).click();
  await page.getByRole('heading', { level: 1, name: 'Alertas' }).waitFor();
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
