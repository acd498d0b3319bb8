import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';

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

const openWith = async (phone: string, name: string) => {
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Conversas' }).click();
  await page.getByRole('button', { name: 'Nova conversa' }).click();
  await page.getByLabel('WhatsApp do paciente').fill(phone);
  await page.getByLabel('Nome, se souber').fill(name);
  await page.keyboard.press('Enter');
};

test('what is no phone is refused where it was typed', async () => {
  await openWith('12', 'Ninguém');
  const dialog = page.getByRole('dialog', { name: 'Nova conversa' });
  await dialog.getByText('Confira o número: DDD e telefone.').waitFor();
  await inAllLooks(page, 'new-conversation');
  await page.keyboard.press('Escape');
});

test('who has never written can be reached by nothing but a template, and it is said where to make one', async () => {
  await openWith('11 95550-7788', 'Sílvia Moura');
  await page.getByRole('heading', { level: 1, name: 'Sílvia Moura' }).waitFor();
  await page.getByText('Este paciente ainda não escreveu.').waitFor();
  expect(await page.getByRole('textbox', { name: 'Mensagem' }).count()).toBe(0);
  await inAllLooks(page, 'no-template');
  await page.getByRole('link', { name: 'Criar modelos' }).click();
  await page.getByRole('heading', { level: 1, name: 'WhatsApp' }).waitFor();
});

test('a template is chosen for a purpose, with what its variables say', async () => {
  await page.getByRole('button', { name: 'Criar os modelos sugeridos' }).click();
  const stop = page.getByRole('button', { name: 'Parar de usar em Texto da equipe depois de 24 horas' });
  await stop.click();
  const choose = page.getByRole('button', {
    name: 'Escolher o modelo de Texto da equipe depois de 24 horas',
  });
  await choose.waitFor();
  await expect
    .poll(
      async () => {
        await page.getByRole('button', { name: 'Ler de novo da Meta' }).click();
        return choose.isEnabled();
      },
      { interval: 500, timeout: 20_000 },
    )
    .toBe(true);
  await choose.click();
  const dialog = page.getByRole('dialog', { name: 'Texto da equipe depois de 24 horas' });
  const models = await dialog.getByLabel('Modelo').locator('option').allTextContents();
  await dialog
    .getByLabel('Modelo')
    .selectOption({ label: models.find((name) => /equipe|team|texto/i.test(name)) ?? '' });
  await inAllLooks(page, 'template-choice');
  await dialog.getByRole('button', { name: 'Usar este modelo' }).press('Enter');
  await stop.waitFor();
});

test('what the team writes goes inside the template, once, as it was shown before', async () => {
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Sílvia Moura' }).waitFor();
  const field = page.getByLabel('Mensagem dentro do modelo');
  await field.fill('A sua receita está\npronta na recepção.');
  const preview = page.getByLabel('Como o paciente vai ler');
  await preview.getByText('A sua receita está pronta na recepção.').waitFor();
  const shown = (await preview.textContent()) ?? '';
  expect(shown).toContain('Sílvia');
  await inAllLooks(page, 'template-composer');
  await field.press('Control+Enter');
  const said = page.getByRole('log').getByRole('listitem').filter({ hasText: 'A sua receita está pronta' });
  await said.getByText('lida', { exact: true }).waitFor({ state: 'attached' });
  expect(await said.count()).toBe(1);
  expect((await said.textContent())?.replaceAll(/\s+/g, ' ')).toContain(shown.trim());
});

test('another template is chosen by what the patient would read, and goes out as it was filled', async () => {
  await page.getByRole('button', { name: 'Escolher outro modelo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Escolher modelo' });
  await dialog.waitFor();
  await inAllLooks(page, 'choose-template');
  await dialog.getByRole('button', { name: /tem uma resposta sobre o seu atendimento/ }).click();
  const patient = page.getByRole('textbox', { name: 'Paciente' });
  expect(await patient.inputValue()).toBe('Sílvia');
  // in the composer a letter is taken for writing
  await page.locator(':focus').blur();
  await page.keyboard.press('r');
  await patient.and(page.locator(':focus')).waitFor();
  await patient.fill('');
  const send = page.getByRole('button', { name: 'Enviar modelo' });
  expect(await send.isDisabled()).toBe(true);
  await patient.fill('Silvinha');
  await page.getByLabel('Como o paciente vai ler').getByText('Silvinha').waitFor();
  await inAllLooks(page, 'template-fields');
  await send.click();
  const said = page.getByRole('log').getByRole('listitem').filter({ hasText: 'Olá, Silvinha.' });
  await said.getByText('lida', { exact: true }).waitFor({ state: 'attached' });
  expect(await said.count()).toBe(1);
  // one is where one began
  await page.getByLabel('Mensagem dentro do modelo').waitFor();
});

test('when the patient answers, one writes freely again', async () => {
  await run.write('5511955507788', 'Sílvia Moura', 'obrigada, passo amanhã');
  await page.getByRole('textbox', { name: 'Mensagem', exact: true }).waitFor();
});

test('who shows a username only is asked for the phone by one click, and gives it by one tap', async () => {
  const phone = await context.newPage();
  await phone.goto(run.phoneUrl);
  await phone.getByRole('button', { name: 'Paciente sem número' }).click();
  await phone.getByLabel('Mensagem', { exact: true }).fill('Qual o endereço de vocês?');
  await phone.getByRole('button', { name: 'Enviar' }).click();
  await phone.locator('#chat li.clinic').first().waitFor();
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Conversas' }).click();
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  const name = (await phone.locator('#patients [aria-current=true]').innerText()).split('\n')[0] ?? '';
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name }).first().click();
  const patient = page.getByRole('complementary', { name: 'Paciente' });
  await patient.getByText('não informado').waitFor();
  await inAllLooks(page, 'phone-not-known');
  await patient.getByRole('button', { name: 'Pedir o telefone' }).click();
  await patient.getByRole('button', { name: 'Telefone pedido' }).waitFor();
  await phone.getByRole('button', { name: 'Compartilhar meu telefone' }).click();
  await patient.getByText(/\+55 11 95550-\d{4}/).waitFor();
  await patient.getByText('Identificador do WhatsApp').waitFor();
  await inAllLooks(page, 'phone-given');
  expect(await patient.getByRole('button', { name: /telefone/i }).count()).toBe(0);
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
