import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reach } from '../../../support/browser/hands.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { startTeamRun, type TeamRun } from '../../../support/browser/team-run.ts';

let run: TeamRun;
let chefe: Page;
let bia: Page;

beforeAll(async () => {
  run = await startTeamRun(23_879);
  ({ page: bia } = await run.person('bia', 'Bia Luz'));
  ({ page: chefe } = await run.person('dora', 'Dora Reis'));
  await run.admin.putMember({ clinicId: run.clinicId, userId: 'dora', body: { role: 'clinic-admin' } });
  await run.write('5511955501001', 'Helena Prado', 'Como eu pago?');
  await bia.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: 'Helena Prado' }).click();
  await field().waitFor();
}, 90_000);

afterAll(async () => {
  await run.close();
});

const field = () => bia.getByRole('textbox', { name: 'Mensagem', exact: true });
const list = () => bia.getByRole('listbox', { name: 'Respostas rápidas' });
const opener = () => bia.getByRole('button', { name: 'Respostas rápidas' });
const chosen = () => list().locator('[aria-selected=true] strong').textContent();
const saidByClinic = async () => {
  const { items } = await run.admin.listConversations({ clinicId: run.clinicId, search: 'Helena' });
  const said = await run.admin.listMessages({ clinicId: run.clinicId, conversationId: items[0]!.id });
  return said.items.filter(({ origin }) => origin === 'human').map(({ text }) => text);
};

test('a clinic that has none is told who writes them', async () => {
  await opener().click();
  await bia.getByText('A clínica ainda não tem respostas rápidas.').waitFor();
  await inAllLooks(bia, 'quick-answers-none');
  await bia.keyboard.press('Escape');
  await bia.getByText('A clínica ainda não tem respostas rápidas.').waitFor({ state: 'detached' });
});

test('an administrator writes, changes and removes them with the keyboard alone', async () => {
  await chefe.reload();
  await chefe.getByText('Ao vivo').waitFor();
  await chefe.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await chefe.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Equipe' }).click();
  const add = async (name: string, text: string) => {
    await reach(chefe, chefe.getByLabel('Nome'));
    await chefe.keyboard.type(name);
    await chefe.keyboard.press('Tab');
    await chefe.keyboard.type(text);
    await chefe.keyboard.press('Tab');
    await chefe.keyboard.press('Enter');
    await chefe.getByText(`Guardada: ${name}.`).waitFor();
  };
  await add('Pix', 'A chave do Pix é o e-mail da clínica.');
  await add('Como chegar', 'Rua das Flores, 10, ao lado da praça.');
  await add('errada', 'x');
  await inAllLooks(chefe, 'quick-answers-page');
  await reach(chefe, chefe.getByRole('button', { name: 'Apagar errada' }));
  await chefe.keyboard.press('Enter');
  await reach(chefe, chefe.getByRole('button', { name: 'Apagar a resposta' }));
  await chefe.keyboard.press('Enter');
  await chefe.getByRole('button', { name: 'Apagar errada' }).waitFor({ state: 'detached' });
  await reach(chefe, chefe.getByRole('button', { name: 'Mudar Como chegar' }));
  await chefe.keyboard.press('Enter');
  const dialog = chefe.getByRole('dialog', { name: 'Mudar Como chegar' });
  await dialog.getByLabel('Nome').fill('PIX');
  await dialog.getByLabel('Nome').press('Enter');
  await dialog.getByText('Outra resposta rápida da clínica já tem este nome').waitFor();
  await inAllLooks(chefe, 'quick-answers-taken');
  await dialog.getByLabel('Nome').fill('Endereço');
  await dialog.getByLabel('Nome').press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { items } = await run.admin.listQuickAnswers({ clinicId: run.clinicId });
  expect(items.map(({ name }) => name)).toEqual(['Endereço', 'Pix']);
});

test('a slash in an empty reply opens them; what is chosen is edited, and goes out when it is sent', async () => {
  await bia.reload();
  await field().waitFor();
  await field().focus();
  await bia.keyboard.type('/');
  await list().waitFor();
  expect(await chosen()).toBe('Endereço');
  await bia.keyboard.press('ArrowDown');
  expect(await chosen()).toBe('Pix');
  await inAllLooks(bia, 'quick-answers-typed');
  await bia.keyboard.press('ArrowUp');
  await bia.keyboard.type('pi');
  await expect.poll(chosen).toBe('Pix');
  expect(await list().getByRole('option').count()).toBe(1);
  await bia.keyboard.press('Enter');
  await list().waitFor({ state: 'detached' });
  expect(await field().inputValue()).toBe('A chave do Pix é o e-mail da clínica.');
  await bia.keyboard.type(' Obrigada!');
  expect(await saidByClinic()).toEqual([]);
  await bia.keyboard.press('Control+Enter');
  await bia.getByRole('log').getByText('clínica. Obrigada!').waitFor();
  expect(await saidByClinic()).toEqual(['A chave do Pix é o e-mail da clínica. Obrigada!']);
});

test('Escape leaves what was typed, and a slash within a text opens nothing', async () => {
  await field().focus();
  await bia.keyboard.type('/pix');
  await list().waitFor();
  await bia.keyboard.press('Escape');
  await list().waitFor({ state: 'detached' });
  await bia.keyboard.type('!');
  expect(await field().inputValue()).toBe('/pix!');
  expect(await list().count()).toBe(0);
  await field().fill('');
  await bia.keyboard.type('R$ 10/');
  expect(await list().count()).toBe(0);
});

test('many are searched from the button, which puts the answer where one writes', async () => {
  for (let n = 1; n <= 12; n += 1)
    await run.admin.putQuickAnswer({
      clinicId: run.clinicId,
      quickAnswerId: crypto.randomUUID(),
      body: { name: `Exame ${n}`, text: `O preparo do exame ${n} dura ${n} horas. `.repeat(n) },
    });
  await bia.reload();
  await field().fill('Olá, Helena!');
  await reach(bia, opener());
  await bia.keyboard.press('Enter');
  await list().waitFor();
  expect(await list().getByRole('option').count()).toBe(14);
  await inAllLooks(bia, 'quick-answers-many');
  await bia.keyboard.type('endereco');
  await expect.poll(() => list().getByRole('option').count()).toBe(1);
  await bia.keyboard.press('Enter');
  expect(await field().inputValue()).toBe('Olá, Helena! Rua das Flores, 10, ao lado da praça.');
  await opener().click();
  await bia.keyboard.type('boleto');
  await bia.getByText('Nenhuma resposta com “boleto”.').waitFor();
  await bia.keyboard.press('Escape');
  await list().waitFor({ state: 'detached' });
  await bia.locator('[aria-label="Respostas rápidas"][aria-expanded="false"]:focus').waitFor();
  await opener().click();
  await list().getByRole('option', { name: 'Exame 12' }).click();
  expect(await field().inputValue()).toContain('praça. O preparo do exame 12');
});

test('no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
