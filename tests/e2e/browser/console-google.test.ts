import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { until } from '../../support/until.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinicId: string;
const account = 'agenda.ipeamarelo@example.com.br';

type Calendars = {
  readonly calendars: readonly { readonly isAssociated: boolean; readonly chosenUse?: string }[];
};
const calendarsOfClinic = async () => {
  const answer = await context.request.get(`${run.url}/api/google/calendars/list?clinicId=${clinicId}`);
  return answer.ok() ? ((await answer.json()) as Calendars).calendars : [];
};
const chosen = async () => (await calendarsOfClinic()).filter(({ isAssociated }) => isAssociated).length;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('heading', { level: 1, name: 'Conversas' }).waitFor();
  [, clinicId = ''] = /\/c\/([^/]+)/.exec(page.url()) ?? [];
  await until('the demo to be connected', async () => (await chosen()) === 3);
}, 90_000);

afterAll(async () => {
  await run.close();
});

const open = async () => {
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Google' }).click();
};
const useOf = (name: string) => page.getByLabel(`Uso de ${name}`);

test('shows how the connection is, and what each calendar is used for', async () => {
  await open();
  await page.getByRole('heading', { name: 'Conectado e funcionando' }).waitFor();
  await page.getByText(account).waitFor();
  await until('what is stored', async () => (await useOf('Dra. Lara Monteiro').inputValue()) === 'write');
  expect(await page.getByLabel('De quem é Dra. Lara Monteiro').inputValue()).toBe('p:lara');
  await inAllLooks(page, 'google');
});

test('a calendar is changed by the keyboard alone, and two of one person are refused beside the row', async () => {
  const lara = page.getByLabel('De quem é Dra. Lara Monteiro');
  await lara.selectOption('p:otavio');
  await page.getByText('Só uma agenda de cada um').first().waitFor();
  expect(await page.getByRole('button', { name: 'Salvar agendas' }).isDisabled()).toBe(true);
  await inAllLooks(page, 'google-fault');
  await lara.selectOption('p:lara');
  const otavio = useOf('Dr. Otávio Brandão');
  await otavio.focus();
  await page.keyboard.press('ArrowDown');
  expect(await otavio.inputValue()).toBe('busy');
  await page.getByText('Sem agenda para marcar: Dr. Otávio Brandão').waitFor();
  await page.getByRole('button', { name: 'Salvar agendas' }).press('Enter');
  await page.getByText('Pronto. As agendas foram salvas.').waitFor();
  expect(await calendarsOfClinic()).toContainEqual(
    expect.objectContaining({ professionalId: 'otavio', chosenUse: 'busy' }),
  );
});

test('what the events in Google say is chosen there, with an example, and nothing else of the document changes', async () => {
  const contextOf = async () =>
    (await (await context.request.get(`${run.url}/api/clinics/${clinicId}/context`)).json()) as {
      readonly document: { readonly politicas: { readonly agendamento: Readonly<Record<string, unknown>> } };
    };
  const before = (await contextOf()).document;
  const choice = page.getByLabel('No Google, o evento de um horário marcado mostra');
  const save = page.getByRole('button', { name: 'Salvar escolha' });
  expect(await choice.inputValue()).toBe('nothing');
  expect(await save.isDisabled()).toBe(true);
  await choice.selectOption({ label: 'O primeiro nome e o serviço' });
  await page.getByText('Exemplo: “Marina: Consulta (Atende)”').waitFor();
  await inAllLooks(page, 'google-event-text');
  await save.press('Enter');
  await page.getByText('Os eventos que já existem mudam').waitFor();
  expect(await choice.inputValue()).toBe('first-name');
  const { politicas } = before;
  const agendamento = { ...politicas.agendamento, evento_no_google: 'primeiro nome' };
  expect((await contextOf()).document).toEqual({ ...before, politicas: { ...politicas, agendamento } });
});

test('what is disconnected says so, and asks before', async () => {
  await page.getByRole('button', { name: 'Desconectar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Desconectar o Google' });
  await inAllLooks(page, 'google-disconnect');
  await dialog.getByRole('button', { name: 'Desconectar' }).click();
  await dialog.getByText('foi desconectada').waitFor();
  await dialog.getByRole('button', { name: 'Fechar' }).last().click();
  await page.getByRole('button', { name: 'Conectar com o Google' }).waitFor();
  await inAllLooks(page, 'google-not-connected');
});

test('a permission that was left out is named, on the page where one began', async () => {
  await page.getByRole('button', { name: 'Conectar com o Google' }).click();
  await page.getByRole('link', { name: account }).click();
  await page.getByRole('checkbox', { name: /livres e ocupados/ }).uncheck();
  await page.getByRole('button', { name: 'Permitir' }).click();
  await page.getByRole('listitem').filter({ hasText: 'ver quando as agendas estão ocupadas' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/console/c/${clinicId}/clinica/google`);
  await inAllLooks(page, 'google-missing');
});

test('whoever cancels at Google comes back and reads that nothing has changed', async () => {
  await page.getByRole('button', { name: 'Conectar com o Google' }).click();
  await page.getByRole('link', { name: account }).click();
  await page.getByRole('button', { name: 'Cancelar' }).click();
  await page.getByRole('alert').getByText('Nada mudou').waitFor();
});

test('connects in four clicks in one tab, and is done', async () => {
  await page.getByRole('button', { name: 'Conectar com o Google' }).click();
  await page.getByRole('link', { name: account }).click();
  await page.getByRole('button', { name: 'Permitir' }).click();
  await page.getByText('Falta dizer de quem é cada agenda').waitFor();
  expect(await useOf('Dra. Lara Monteiro').inputValue()).toBe('write');
  await inAllLooks(page, 'google-choose');
  await page.getByRole('button', { name: 'Salvar agendas' }).click();
  await page.getByText('Pronto. As agendas foram salvas.').waitFor();
  expect(await chosen()).toBe(3);
  expect(context.pages()).toHaveLength(1);
  expect(new URL(page.url()).search).toBe('');
});

test('when Google does not answer for its calendars, the page says so and tries again', async () => {
  await page.route('**/api/google/calendars/list*', (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.reload();
  await page.getByText('Não consegui ler as agendas da conta.').waitFor({ timeout: 20_000 });
  await inAllLooks(page, 'google-error');
  await page.unroute('**/api/google/calendars/list*');
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await useOf('Dra. Lara Monteiro').waitFor();
});

test('on a phone it is found under Mais', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${run.url}/console/c/${clinicId}/conversas`);
  await page.getByRole('button', { name: 'Mais' }).click();
  await page.getByRole('dialog', { name: 'Mais' }).getByRole('link', { name: 'Clínica' }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Google' }).click();
  await page.getByRole('heading', { level: 1, name: 'Google' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
