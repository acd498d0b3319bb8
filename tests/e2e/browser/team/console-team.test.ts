import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { startTeamRun, type TeamRun } from '../../../support/browser/team-run.ts';

let run: TeamRun;
let ana: Page;
let bia: Page;

beforeAll(async () => {
  run = await startTeamRun(26_288);
  ({ page: ana } = await run.person('ana', 'Ana Prado'));
  ({ page: bia } = await run.person('bia', 'Bia Luz'));
}, 90_000);

afterAll(async () => {
  await run.close();
});

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name });

const helena = async () => {
  const { items } = await run.admin.listConversations({ clinicId: run.clinicId, search: 'Helena' });
  return items[0]!;
};

test('a conversation that one of the team begins is in the others’ lists before anything is said in it', async () => {
  await ana.getByRole('button', { name: 'Nova conversa' }).click();
  await ana.getByLabel('WhatsApp do paciente').fill('11 95550-7788');
  await ana.getByLabel('Nome, se souber').fill('Sílvia Moura');
  await ana.keyboard.press('Enter');
  await ana.getByRole('heading', { level: 1, name: 'Sílvia Moura' }).waitFor();
  await row(bia, 'Sílvia Moura').waitFor({ timeout: 5_000 });
});

test('whoever of the team has answered is named to the colleagues, and called “você” to themselves', async () => {
  await run.write('5511955501001', 'Helena Prado', 'Podem me ligar?');
  for (const page of [ana, bia]) await row(page, 'Helena Prado').click();
  await ana.getByRole('textbox', { name: 'Mensagem', exact: true }).fill('Ligo em dez minutos');
  await ana.keyboard.press('Control+Enter');
  const said = (page: Page) =>
    page.getByRole('log').getByRole('listitem').filter({ hasText: 'Ligo em dez minutos' });
  await said(bia).getByText('Ana Prado').waitFor();
  await said(ana).getByText('Você').waitFor();
});

const note = (page: Page) =>
  page.getByRole('log').getByRole('listitem').filter({ hasText: 'Nota da equipe' });

test('a note stands among the messages for the whole team at once, told apart, and the patient gets nothing', async () => {
  await ana.getByRole('heading', { level: 1 }).last().focus();
  await ana.keyboard.press('n');
  await ana.keyboard.type('Prefere ligação depois das 18h');
  await inAllLooks(ana, 'note-form');
  await ana.keyboard.press('Control+Enter');
  await note(ana).getByText('Prefere ligação depois das 18h').waitFor();
  await note(ana).getByText('Você').waitFor();
  await note(bia).getByText('Prefere ligação depois das 18h').waitFor({ timeout: 5_000 });
  await note(bia).getByText('Ana Prado').waitFor();
  await run.write('5511955501001', 'Helena Prado', 'Obrigada!');
  await bia.getByRole('log').getByText('Obrigada!').waitFor();
  const lines = await bia.getByRole('log').getByRole('listitem').allTextContents();
  const place = (text: string) => lines.findIndex((line) => line.includes(text));
  expect(place('Ligo em dez minutos')).toBeLessThan(place('depois das 18h'));
  expect(place('depois das 18h')).toBeLessThan(place('Obrigada!'));
  const patient = bia.getByRole('complementary', { name: 'Paciente' });
  const noted = patient.getByRole('region', { name: 'Notas da equipe' });
  await noted.getByText('Prefere ligação depois das 18h').waitFor();
  await noted.getByText('Ana Prado').waitFor();
  await inAllLooks(bia, 'note');
  const { id } = await helena();
  const said = await run.admin.listMessages({ clinicId: run.clinicId, conversationId: id });
  expect(JSON.stringify(said)).not.toContain('18h');
});

test('notes that could not be read are not said to be none, and are read when asked again', async () => {
  const noted = bia
    .getByRole('complementary', { name: 'Paciente' })
    .getByRole('region', { name: 'Notas da equipe' });
  const sent = Promise.withResolvers<undefined>();
  await bia.route('**/notes?*', async (route) => {
    await sent.promise;
    await route.fulfill({ status: 422, body: '{}' });
  });
  await row(bia, 'Sílvia Moura').click();
  await bia.getByText('Este paciente ainda não escreveu.').waitFor();
  await noted.getByText('Carregando…').waitFor();
  sent.resolve(undefined);
  await noted.getByText('Não consegui ler as notas.').waitFor();
  expect(await noted.getByText('Nenhuma.').count()).toBe(0);
  await inAllLooks(bia, 'notes-unread');
  await bia.unroute('**/notes?*');
  await noted.getByRole('button', { name: 'Tentar de novo' }).click();
  await noted.getByText('Nenhuma.').waitFor();
  await row(bia, 'Helena Prado').click();
});

test('a note can be written where WhatsApp takes no message, and with the mouse', async () => {
  await row(bia, 'Sílvia Moura').click();
  await bia.getByText('Este paciente ainda não escreveu.').waitFor();
  await bia.getByRole('button', { name: 'Nota', exact: true }).click();
  await bia.getByLabel('Nota para a equipe').fill('Indicada pela Dra. Lara');
  await bia.getByRole('button', { name: 'Guardar nota' }).click();
  await note(bia).getByText('Indicada pela Dra. Lara').waitFor();
  await row(bia, 'Helena Prado').click();
});

test('a note is taken out by who wrote it, for everybody; a colleague cannot', async () => {
  await note(bia).waitFor();
  expect(await note(bia).getByRole('button').count()).toBe(0);
  await note(ana).getByRole('button', { name: 'Apagar a nota' }).press('Enter');
  await ana
    .getByRole('dialog', { name: 'Apagar a nota' })
    .getByRole('button', { name: 'Apagar', exact: true })
    .press('Enter');
  for (const page of [ana, bia]) await note(page).waitFor({ state: 'detached' });
});

test('who answered is responsible, gives it to a colleague, who finds it under “Minhas”, and the other sees it at once', async () => {
  const responsible = (page: Page) => page.getByLabel('Responsável', { exact: true });
  const shown = (page: Page) => responsible(page).locator('option:checked').textContent();
  for (const [page, who] of [
    [ana, 'você'],
    [bia, 'Ana Prado'],
  ] as const)
    await expect.poll(() => shown(page), { timeout: 5_000 }).toBe(who);
  await row(bia, 'Helena Prado').getByText('Responsável: Ana').waitFor();
  await responsible(ana).focus();
  await responsible(ana).selectOption({ label: 'Bia Luz' });
  await row(ana, 'Helena Prado').getByText('Responsável: Bia').waitFor({ timeout: 5_000 });
  await bia.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Minhas' }).click();
  await row(bia, 'Helena Prado').getByText('Responsável: Você').waitFor({ timeout: 5_000 });
  expect(await bia.locator('.talk-row').count()).toBe(1);
  await bia.getByRole('link', { name: 'Minhas 1' }).waitFor({ timeout: 5_000 });
  await row(bia, 'Helena Prado').click();
  await responsible(bia).waitFor();
  await inAllLooks(bia, 'assigned');
  await ana.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Minhas' }).click();
  await ana.getByText('Você não é responsável por nenhuma conversa agora.').waitFor();
  await inAllLooks(ana, 'assigned-empty');
});

test('a conversation is let go and taken by one key, and lists follow', async () => {
  await bia.getByRole('heading', { level: 1, name: 'Helena Prado' }).focus();
  await bia.keyboard.press('e');
  await bia.getByText('Você não é responsável por nenhuma conversa agora.').waitFor();
  for (const page of [ana, bia])
    await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await row(ana, 'Helena Prado').click();
  await ana.getByRole('heading', { level: 1, name: 'Helena Prado' }).focus();
  await ana.keyboard.press('e');
  await row(ana, 'Helena Prado').getByText('Responsável: Você').waitFor();
  await ana.getByRole('link', { name: 'Minhas 1' }).waitFor({ timeout: 5_000 });
  await row(bia, 'Helena Prado').getByText('Responsável: Ana').waitFor({ timeout: 5_000 });
});

test('who else is in the conversation and who writes is seen at the composer, for as long as it is so', async () => {
  const seen = (page: Page) => page.locator('.present');
  await row(ana, 'Helena Prado').click();
  await row(bia, 'Helena Prado').click();
  // Ana was there before: Bia learns of it when Ana's page says so again
  await seen(bia).getByText('Ana também está aqui').waitFor({ timeout: 30_000 });
  await ana.getByRole('textbox', { name: 'Mensagem', exact: true }).pressSequentially('Vou ver o hor');
  await seen(bia).getByText('Ana está escrevendo…').waitFor({ timeout: 5_000 });
  await inAllLooks(bia, 'presence');
  await ana.getByRole('textbox', { name: 'Mensagem', exact: true }).fill('');
  await row(ana, 'Sílvia Moura').click();
  await expect.poll(() => seen(bia).textContent(), { timeout: 5_000 }).toBe('');
});

test('no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
