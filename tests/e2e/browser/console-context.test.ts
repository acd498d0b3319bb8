import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { until } from '../../support/until.ts';

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
  await page.goto(`${run.url}/console/c/${clinicId}/clinica/contexto`);
  await page.getByText('Versão 1, salva').waitFor();
}, 90_000);

afterAll(async () => {
  await run.close();
});

type Saved = { readonly version: number; readonly document: Readonly<Record<string, unknown>> };
const saved = async () =>
  (await (await context.request.get(`${run.url}/api/clinics/${clinicId}/context`)).json()) as Saved;
const saveElsewhere = async (change: object) => {
  const { version, document } = await saved();
  const headers = { origin: run.url, 'if-match': `"${version}"` };
  const answer = await context.request.put(`${run.url}/api/clinics/${clinicId}/context`, {
    data: { document: { ...document, ...change } },
    headers,
  });
  expect(answer.status()).toBe(200);
};
const view = (name: string) =>
  page.getByRole('group', { name: 'Partes do contexto' }).getByRole('button', { name });
const reviewAndSave = async () => {
  await page.getByRole('button', { name: 'Revisar e salvar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Salvar' }).click();
};
const visit = () => page.locator('details.item', { hasText: 'Consulta dermatológica' });
const openVisit = () => visit().locator('summary').click();
const price = () => visit().getByLabel('Preço particular');
const duration = () => visit().getByLabel('Duração (minutos)');

test('every section is shown, with what is written in it', async () => {
  expect(await page.getByLabel('Nome', { exact: true }).first().inputValue()).toBe('Clínica Ipê Amarelo');
  await inAllLooks(page, 'context-clinic');
  await view('Horários').click();
  await page.getByRole('group', { name: 'Segunda' }).waitFor();
  await inAllLooks(page, 'context-hours');
  await view('Voz').click();
  await page.getByLabel('Saudação inicial').waitFor();
  await inAllLooks(page, 'context-voice');
});

test('what has no effect is said beside its field while one types', async () => {
  await view('Serviços').click();
  await openVisit();
  await duration().fill('de vez em quando');
  await until('a finding beside the field', async () => {
    const id = await duration().getAttribute('aria-describedby');
    return id !== null && (await page.locator(`[id="${id}"]`).count()) === 1;
  });
  await inAllLooks(page, 'context-finding');
  await duration().fill('30');
  await page.getByText('Nada mudou').waitFor();
});

test('a price is changed and saved by the keyboard alone, after its change was shown', async () => {
  await price().focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('R$ 410,00');
  const review = page.getByRole('button', { name: 'Revisar e salvar' });
  await until('the changes to be counted', async () => review.isEnabled());
  await review.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Salvar o contexto' });
  await dialog.getByText('R$ 410,00').waitFor();
  await inAllLooks(page, 'context-save');
  await dialog.getByText(/^Restam? \d+ avisos? sobre o que está escrito/).waitFor();
  await dialog.getByRole('button', { name: 'Salvar' }).press('Enter');
  await page.getByText('Salvo. A versão 2 já vale.').waitFor();
  expect(JSON.stringify((await saved()).document)).toContain('R$ 410,00');
});

test('a reload does not lose what was typed', async () => {
  await price().fill('R$ 415,00');
  await page.getByText('1 mudança por salvar').waitFor();
  await page.reload();
  await view('Serviços').click();
  await openVisit();
  expect(await price().inputValue()).toBe('R$ 415,00');
});

test('whoever was overtaken sees both sides, and saves over the other only after that', async () => {
  await saveElsewhere({ programa_de_indicacao: 'Sim, desde novembro' });
  await reviewAndSave();
  const dialog = page.getByRole('dialog', { name: 'Outra pessoa salvou antes' });
  await dialog.getByText('Sim, desde novembro').first().waitFor();
  await dialog.getByText('R$ 415,00').waitFor();
  await inAllLooks(page, 'context-conflict');
  await dialog.getByRole('button', { name: 'Rever a minha por cima' }).click();
  await page
    .getByRole('dialog', { name: 'Salvar o contexto' })
    .getByRole('button', { name: 'Salvar' })
    .click();
  await page.getByText('Salvo. A versão 4 já vale.').waitFor();
});

test('an earlier version is compared and comes back', async () => {
  await view('Versões').click();
  await page.getByRole('heading', { name: 'Versão 4 atual' }).waitFor();
  const second = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Versão 2' }) });
  await second.getByRole('button', { name: 'Ver o que mudou' }).click();
  await second.getByText('R$ 410,00').waitFor();
  await inAllLooks(page, 'context-versions');
  const first = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Versão 1' }) });
  await first.getByRole('button', { name: 'Ver o que mudou' }).click();
  await first.getByText('Formas de pagamento', { exact: true }).waitFor();
  await first
    .getByText(/Duração \(minutos\): 30/)
    .first()
    .waitFor();
  expect(await first.innerText()).not.toContain('{"');
  await inAllLooks(page, 'context-first-version');
  await second.getByRole('button', { name: 'Ver o que mudou' }).click();
  await second.getByText('por Operador deste computador').waitFor();
  await second.getByRole('button', { name: 'Voltar à versão 2' }).click();
  const asked = page.getByRole('dialog', { name: 'Voltar à versão 2?' });
  await asked.getByText('R$ 415,00').waitFor();
  await inAllLooks(page, 'context-restore');
  await asked.getByRole('button', { name: 'Voltar à versão 2' }).click();
  await page.getByText('A versão voltou e já vale.').waitFor();
  await page.getByRole('heading', { name: 'Versão 5 atual' }).waitFor();
  expect(JSON.stringify((await saved()).document)).not.toContain('R$ 415,00');
});

test('the test chat remembers the talk, uses what is not saved yet, and sends nothing', async () => {
  await view('Voz').click();
  await page.getByLabel('Saudação inicial').fill('Oi! Aqui é a Lia de teste.');
  await view('Testar').click();
  const log = page.getByRole('log');
  const say = async (text: string) => {
    await page.getByLabel('Mensagem de teste').fill(text);
    await page.keyboard.press('Enter');
  };
  await say('Bom dia');
  await log.getByText('Aqui é a Lia de teste').waitFor();
  await log.getByRole('button', { name: 'Endereço' }).click();
  await log.getByText('Rua das Paineiras').waitFor();
  await say('quanto custa a consulta dermatológica?');
  await log.getByText('R$ 410,00').first().waitFor();
  await say('e quanto tempo dura?');
  await log.getByText('30 min').first().waitFor();
  await inAllLooks(page, 'context-test-chat');
  await page.getByRole('button', { name: 'Recomeçar' }).click();
  expect(await log.locator('.trial-line').count()).toBe(0);
  const list = await context.request.get(`${run.url}/api/conversations?clinicId=${clinicId}`);
  expect(await list.text()).not.toContain('quanto tempo dura');
  await page.getByRole('button', { name: 'Descartar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Descartar as mudanças' }).click();
});

test('the whole text is edited as it is stored, and a broken one changes nothing', async () => {
  await view('Texto completo').click();
  const text = page.getByLabel('Texto completo (JSON)');
  const before = await text.inputValue();
  await text.fill(before.replace('"Clínica Ipê Amarelo"', '"Clínica Ipê Amarelo",,'));
  await page.getByText(/Não é um JSON válido/).waitFor();
  await inAllLooks(page, 'context-raw');
  await text.fill(before.replace('Cuidamos da pele', 'Cuidamos bem da pele'));
  await reviewAndSave();
  await page.getByText('já vale').waitFor();
  expect(JSON.stringify((await saved()).document)).toContain('Cuidamos bem da pele');
});

test('what the assistant knows is told in words', async () => {
  await view('O que a assistente sabe').click();
  await page.getByText('Consulta dermatológica').first().waitFor();
  await page.getByText('07:00 às 20:00').first().waitFor();
  await inAllLooks(page, 'context-knowledge');
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
