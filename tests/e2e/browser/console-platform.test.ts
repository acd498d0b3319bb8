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

const places = () => page.getByRole('navigation', { name: 'Lugares' });
const go = async (name: string) => {
  await places().getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

test('the operator sees every clinic, those with alerts first, and finds one by its name', async () => {
  await places().getByRole('link', { name: 'Plataforma' }).click();
  await page.getByRole('heading', { level: 1, name: 'Clínicas' }).waitFor();
  await page.getByRole('link', { name: 'Clínica Ipê Amarelo' }).waitFor();
  await inAllLooks(page, 'platform-clinics');
  await page.getByRole('searchbox', { name: 'Buscar clínica' }).fill('nenhuma assim');
  await page.getByText('Nenhuma com este nome.').waitFor();
  await page.getByRole('searchbox', { name: 'Buscar clínica' }).fill('IPE');
  await page.getByRole('link', { name: 'Clínica Ipê Amarelo' }).waitFor();
});

test('a clinic is registered with its number and who runs it, with the keyboard alone', async () => {
  await page.getByRole('button', { name: 'Nova clínica' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nome da clínica').fill('Clínica Jatobá');
  await dialog.getByLabel('Fuso horário').selectOption('America/Manaus');
  await inAllLooks(page, 'platform-new-clinic');
  await dialog.getByLabel('Nome da clínica').press('Enter');
  await dialog.getByRole('heading', { name: 'Número de WhatsApp (2 de 3)' }).waitFor();
  await dialog.getByLabel('Número que atende os pacientes').fill('92 3555-0188');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'Quem administra (3 de 3)' }).waitFor();
  await dialog.getByLabel('E-mail de quem administra').fill('dona@jatoba.example');
  await page.keyboard.press('Enter');
  await dialog.getByRole('link', { name: 'Abrir Clínica Jatobá' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Contexto' }).waitFor();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Equipe' }).click();
  await page.getByText('dona@jatoba.example').waitFor();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'WhatsApp' }).click();
  await page.getByText('+55 92 3555-0188').waitFor();
});

test('a clinic is switched off after asking, what comes for it meanwhile waits, and it is switched on again', async () => {
  await places().getByRole('link', { name: 'Plataforma' }).click();
  await page.getByRole('button', { name: 'Desativar Clínica Ipê Amarelo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Desativar Clínica Ipê Amarelo?' });
  await inAllLooks(page, 'platform-switch-off');
  await dialog.getByRole('button', { name: 'Desativar', exact: true }).click();
  await page.getByText('Desativada: não recebe nem envia').waitFor();
  await go('Parados');
  const waits = page.getByText('o número ou a clínica está desativado').first();
  await expect
    .poll(
      async () => {
        // whoever finds the clinic of a number remembers it for some seconds
        await run.write('5511955509911', 'Otto Lins', 'oi, vocês abrem hoje?');
        await page.reload();
        await waits.or(page.getByText('Nada parado.')).waitFor();
        return waits.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await inAllLooks(page, 'platform-parked');
  await go('Clínicas');
  await page.getByRole('button', { name: 'Reativar Clínica Ipê Amarelo' }).click();
  await page.getByRole('button', { name: 'Desativar Clínica Ipê Amarelo' }).waitFor();
});

test('what is parked is tried again, and is in the conversation', async () => {
  await go('Parados');
  const again = page.getByRole('button', { name: 'Tentar de novo' });
  const nothing = page.getByText('Nada parado.');
  // whoever found the clinic switched off remembers that for some seconds, too
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole('region', { name: 'Itens parados' }).or(nothing).first().waitFor();
        if (await nothing.isVisible()) return true;
        await again.press('Enter');
        await page.getByText(/fo(i|ram) encaminhados?\./).waitFor();
        return nothing.isVisible();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(true);
  await inAllLooks(page, 'platform-nothing-parked');
  await go('Clínicas');
  await page.getByRole('link', { name: 'Clínica Ipê Amarelo' }).click();
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: 'Otto Lins' }).waitFor();
});

test('alerts of all clinics stand together, with the way to each', async () => {
  await places().getByRole('link', { name: 'Plataforma' }).click();
  await go('Alertas');
  await inAllLooks(page, 'platform-alerts');
  await page.getByRole('link', { name: 'Clínica Ipê Amarelo' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Alertas' }).waitFor();
  expect(page.url()).toContain('/c/');
});

test('who is signed in is shown', async () => {
  await places().getByRole('link', { name: 'Plataforma' }).click();
  await go('Acessos');
  await inAllLooks(page, 'platform-access');
});

test('a double click on a button skips no step, and what was left out is named at the end', async () => {
  await go('Clínicas');
  await page.getByRole('button', { name: 'Nova clínica' }).click();
  const dialog = page.getByRole('dialog');
  const later = () => dialog.getByRole('button', { name: 'Depois' });
  await dialog.getByLabel('Nome da clínica').fill('Clínica Cajueiro');
  await dialog.getByRole('button', { name: 'Cadastrar', exact: true }).click({ clickCount: 2, delay: 55 });
  await dialog.getByRole('heading', { name: 'Número de WhatsApp (2 de 3)' }).waitFor();
  await inAllLooks(page, 'platform-new-number');
  await later().click();
  await dialog.getByRole('button', { name: 'Voltar', exact: true }).press('Enter');
  await later().press('Enter');
  await dialog.getByRole('heading', { name: 'Quem administra (3 de 3)' }).waitFor();
  await inAllLooks(page, 'platform-new-owner');
  await later().press('Enter');
  await dialog.getByRole('link', { name: 'Número de WhatsApp' }).waitFor();
  await inAllLooks(page, 'platform-new-done');
  await page.keyboard.press('Escape');
  const row = page.getByRole('listitem').filter({ hasText: 'Clínica Cajueiro' });
  await row.getByText('Sem número').waitFor();
  await row.getByText('Sem Google').waitFor();
  expect(await row.getByText('Tudo em ordem').count()).toBe(0);
});

const figures = [
  'Mensagens de pacientes',
  'Respostas',
  'Consultas marcadas',
  'Horários liberados',
  'Passadas para a equipe',
  'Envios que falharam',
];
const areShown = async () => {
  for (const name of figures) await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
  await page.getByText('Metade espera até').waitFor();
  // the bars are for the eye: the table says the same
  for (const who of ['Assistente', 'Equipe', 'Avisos de consultas'])
    await page.getByRole('row', { name: new RegExp(`^${who} \\d`) }).waitFor();
};

test('the figures of a clinic are shown for a period that stands in the address', async () => {
  await go('Clínicas');
  await page.getByRole('link', { name: 'Clínica Ipê Amarelo' }).click();
  await places().getByRole('link', { name: 'Clínica', exact: true }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Números' }).click();
  await areShown();
  expect(await page.getByLabel('7 dias').isChecked()).toBe(true);
  for (const [label, period, points] of [
    ['30 dias', '30d', 30],
    ['24 horas', '24h', 24],
    ['90 dias', '90d', 90],
  ] as const) {
    const read = page.waitForResponse((one) => one.url().includes(`/metrics?period=${period}`));
    await page.getByLabel(label).check();
    expect((await read).status()).toBe(200);
    await areShown();
    await expect.poll(() => page.locator('.bars').first().locator('g').count()).toBe(points);
  }
  await inAllLooks(page, 'figures');
  // the figures scroll, and not the page around them
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate<boolean>('document.documentElement.scrollHeight > innerHeight')).toBe(false);
  await page.setViewportSize({ width: 1_280, height: 800 });
  expect(new URL(page.url()).searchParams.get('periodo')).toBe('90d');
  await page.reload();
  await areShown();
  expect(await page.getByLabel('90 dias').isChecked()).toBe(true);
});

test('what a picture of the figures shows is read in its table, with the keyboard alone', async () => {
  await page.getByLabel('24 horas').focus();
  await page.keyboard.press('Space');
  await expect
    .poll(() => page.getByRole('img', { name: /^Mensagens de pacientes por hora/ }).count())
    .toBe(1);
  for (const name of figures) await page.getByText(`Ver em tabela: ${name}`).press('Enter');
  for (const name of figures) {
    const table = page.getByRole('region', { name: `Tabela: ${name}` });
    await table.focus();
    expect(await table.getByRole('row').count(), name).toBe(1 + 24);
    const counts = (await table.getByRole('cell').allInnerTexts()).map(Number);
    const total = await page.locator('.course', { has: table }).locator('.total').innerText();
    expect(
      counts.reduce((sum, count) => sum + count, 0),
      name,
    ).toBe(Number(total));
  }
  await inAllLooks(page, 'figures-tables');
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
