import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinicId: string;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('heading', { level: 1, name: 'Conversas' }).waitFor();
  [, clinicId = ''] = /\/c\/([^/]+)/.exec(page.url()) ?? [];
  const answer = await context.request.put(`${run.url}/api/clinics/${clinicId}/members/user-marcia`, {
    data: { role: 'clinic-staff', displayName: 'Márcia Lima' },
    headers: { origin: run.url },
  });
  expect(answer.status()).toBe(200);
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
}, 90_000);

afterAll(async () => {
  await run.close();
});

const go = async (name: string) => {
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const fromServer = async (path: string) =>
  (await (await context.request.get(`${run.url}${path}`)).json()) as unknown;

test('a person is invited by their address with the keyboard alone, and the invitation is taken back', async () => {
  await go('Equipe');
  const role = page.getByRole('combobox', { name: 'Papel', exact: true });
  await role.selectOption('Administra a clínica');
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type('recepcao@ipeamarelo.example');
  await page.keyboard.press('Enter');
  await page.getByText('Convite feito. Avise a pessoa').waitFor();
  expect(await role.inputValue()).toBe('clinic-staff');
  const invitations = page.getByRole('region', { name: 'Convites' });
  await invitations.getByText('recepcao@ipeamarelo.example').waitFor();
  await inAllLooks(page, 'team');
  await page.getByRole('button', { name: 'Cancelar convite de recepcao@ipeamarelo.example' }).click();
  const asked = page.getByRole('dialog', { name: /^Cancelar o convite/ });
  await inAllLooks(page, 'team-uninvite');
  // the safe choice has the focus
  await page.keyboard.press('Enter');
  await asked.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Cancelar convite de recepcao@ipeamarelo.example' }).click();
  await asked.getByRole('button', { name: 'Cancelar o convite' }).click();
  await invitations.waitFor({ state: 'detached' });
});

test('a role is changed, and a person is removed after asking', async () => {
  await page.getByLabel('Papel de Márcia Lima').selectOption('Administra a clínica');
  await expect
    .poll(() => fromServer(`/api/clinics/${clinicId}/members`))
    .toMatchObject({ items: [{ userId: 'user-marcia', role: 'clinic-admin', displayName: 'Márcia Lima' }] });
  await page.getByRole('button', { name: 'Remover Márcia Lima' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remover Márcia Lima' });
  await inAllLooks(page, 'team-remove');
  await dialog.getByRole('button', { name: 'Remover da equipe' }).click();
  await page.getByText('Ainda ninguém além').waitFor();
  await inAllLooks(page, 'team-empty');
});

test('a key is shown once, works, and is ended', async () => {
  await go('Chaves');
  await page.getByLabel('Para quê').fill('site da clínica');
  await page.getByLabel('Para quê').press('Enter');
  await page.getByText('Copie agora.').waitFor();
  const key = (await page.locator('code').textContent()) ?? '';
  const me = () => fetch(`${run.url}/api/me`, { headers: { authorization: `Bearer ${key}` } });
  expect((await me()).status).toBe(200);
  await inAllLooks(page, 'keys');
  await page.getByRole('button', { name: 'Encerrar site da clínica' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Encerrar a chave' }).click();
  await page.getByText('encerrada').waitFor();
  expect((await me()).status).toBe(401);
  await page.reload();
  await page.getByText('encerrada').waitFor();
  expect(await page.content()).not.toContain(key);
});

test('the numbers are shown with their state, and one is switched off and on', async () => {
  await go('WhatsApp');
  await page.getByText('Ligado').first().waitFor();
  await page
    .getByRole('button', { name: /^Desligar/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Desligar o número' }).click();
  await page.getByText('Desligado: não recebe mensagens').waitFor();
  await page
    .getByRole('button', { name: /^Ligar/ })
    .first()
    .click();
  await page
    .getByRole('button', { name: /^Desligar/ })
    .first()
    .waitFor();
});

test('a number is connected with a token that somebody made at Meta, and what is missing is said', async () => {
  const number = { wabaId: '810000000000077', phoneNumberId: '910000000000077' };
  await run.tellMeta({ number: { ...number, displayNumber: '+55 11 4444-0077', name: 'Ipê Amarelo' } });
  await run.tellMeta({ token: 'token-of-ipe-amarelo', wabaIds: [number.wabaId] });
  await page.getByRole('button', { name: 'Conectar com um token' }).click();
  const form = page.getByRole('form', { name: 'Conectar com um token' });
  await form.getByLabel('ID da conta do WhatsApp').fill(number.wabaId);
  await form.getByLabel('ID do número').fill(number.phoneNumberId);
  await form.getByLabel('Token de acesso').fill('a-token-that-nobody-gave');
  await form.getByRole('button', { name: 'Conectar o número' }).click();
  await page.getByText('A Meta não aceita este token').waitFor();
  await inAllLooks(page, 'whatsapp-connect');
  await form.getByLabel('Token de acesso').fill('token-of-ipe-amarelo');
  await form.getByRole('button', { name: 'Conectar o número' }).click();
  await page.getByText('Conectado: +55 11 4444-0077').waitFor();
  expect(await page.content()).not.toContain('token-of-ipe-amarelo');
});

test('the suggested templates are made at Meta and shown with what they are for', async () => {
  await page.getByRole('button', { name: 'Criar os modelos sugeridos' }).click();
  await page.getByText('Pedido feito.').waitFor();
  await page.getByText('Lembrar do horário').waitFor();
  await inAllLooks(page, 'whatsapp');
  await page.getByRole('button', { name: 'Parar de usar em Lembrar do horário' }).click();
  await page
    .getByRole('button', { name: 'Parar de usar em Lembrar do horário' })
    .waitFor({ state: 'detached' });
});

test('how long messages are kept is changed, after what that means was said', async () => {
  await go('Privacidade');
  await page.getByLabel('1 ano').check();
  await page.getByText('é apagado em minutos').waitFor();
  await inAllLooks(page, 'privacy');
  await page.getByRole('button', { name: 'Salvar prazo' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Apagar e salvar o prazo' }).click();
  await page.getByText('Vale agora: 1 ano.').waitFor();
  expect(await fromServer(`/api/clinics/${clinicId}/retention`)).toEqual({ days: 365 });
});

test('the proof of an erasure is downloaded, and does not say of whom', async () => {
  const headers = { origin: run.url };
  const clinic = `${run.url}/api/clinics/${clinicId}`;
  const made = await context.request.post(`${clinic}/contacts`, {
    ...{ headers, data: { phone: '+5511985227007', name: 'Fulana Apagada' } },
  });
  const { contactId } = (await made.json()) as { contactId: string };
  const erased = await context.request.post(`${clinic}/patients/${contactId}/erasures`, { headers });
  expect(erased.status()).toBe(201);
  await go('Registro');
  await go('Privacidade');
  const section = page.getByRole('region', { name: 'Apagamentos' });
  await section.getByText('por Operador deste computador').waitFor();
  await inAllLooks(page, 'erasures');
  const coming = page.waitForEvent('download');
  await section.getByRole('button', { name: 'Baixar comprovante' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^comprovante-\d{4}-\d\d-\d\d-\w{6}\.txt$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).toMatch(/Cadastros da pessoa: 1\r\n/);
  expect(text).toContain('Por quem: Operador deste computador (local:operator)');
  expect(text).not.toMatch(/Fulana|85227007/);
});

test('what was done is in the record, in words', async () => {
  await go('Registro');
  const table = page.getByRole('region', { name: 'Tabela do registro' });
  for (const words of ['convidou uma pessoa', 'removeu uma pessoa', 'criou uma chave', 'mudou um número'])
    await table.getByText(words).first().waitFor();
  await table.getByText('Operador deste computador').first().waitFor();
  const who = page.getByRole('combobox', { name: 'Quem' });
  await who.selectOption({ label: 'Operador deste computador' });
  await table.getByText('removeu uma pessoa').first().waitFor();
  await who.selectOption({ label: 'Todos' });
  await inAllLooks(page, 'audit');
});

test('the record is looked through by person, act and day, as the address says', async () => {
  const table = page.getByRole('region', { name: 'Tabela do registro' });
  await page.getByRole('combobox', { name: 'O quê' }).selectOption({ label: 'convidou uma pessoa' });
  await table.getByText('removeu uma pessoa').waitFor({ state: 'detached' });
  await table.getByText('convidou uma pessoa').first().waitFor();
  await table.getByRole('button', { name: 'Operador deste computador' }).first().click();
  await expect.poll(() => page.getByRole('combobox', { name: 'Quem' }).inputValue()).toBe('local:operator');
  await inAllLooks(page, 'audit-filtered');
  await page.reload();
  await table.getByText('convidou uma pessoa').first().waitFor();
  expect(await page.getByRole('combobox', { name: 'O quê' }).inputValue()).toBe('member.invite');
  await page.getByLabel('Até').focus();
  await page.keyboard.type('01012020');
  await page.getByText('Nada com estes filtros.').waitFor();
  expect(new URL(page.url()).searchParams.get('ate')).toBe('2020-01-01');
  expect(await page.getByLabel('Até').inputValue()).toBe('2020-01-01');
  // the year once more
  await page.keyboard.press('Backspace');
  await page.keyboard.type('2021');
  await expect.poll(() => new URL(page.url()).searchParams.get('ate')).toBe('2021-01-01');
  await page.getByRole('button', { name: 'Limpar filtros' }).click();
  await table.getByText('removeu uma pessoa').first().waitFor();
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
