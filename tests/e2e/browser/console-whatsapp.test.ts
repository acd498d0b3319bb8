import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun({ NUMBER_HEALTH_ROUND_MS: '500' });
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await goToWhatsApp();
}, 90_000);

afterAll(async () => {
  await run.close();
});

async function goToWhatsApp(): Promise<void> {
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await page
    .getByRole('navigation', { name: 'Clínica' })
    .getByRole('link', { name: 'WhatsApp', exact: true })
    .click();
  await page.getByRole('heading', { level: 1, name: 'WhatsApp' }).waitFor();
}

const health = () => page.getByRole('region', { name: 'Como a Meta vê os números' });

test('how Meta sees a number is shown on demand, and what is wrong with it with what to do', async () => {
  await health().getByText('Ainda não conferidos').waitFor();
  await health().getByRole('button', { name: 'Conferir agora' }).click();
  await health().getByText('Até 250 pessoas novas por dia').waitFor();
  await health().getByText('Boa', { exact: true }).waitFor();

  const number = { wabaId: '810000000000078', phoneNumberId: '910000000000078' };
  await run.tellMeta({
    number: { ...number, displayNumber: '+55 11 4444-0078', name: 'Ipê Amarelo' },
    facts: { quality: 'RED', canSend: 'BLOCKED' },
  });
  await run.tellMeta({ token: 'token-of-ipe-amarelo', wabaIds: [number.wabaId] });
  await page.getByRole('button', { name: 'Conectar com um token' }).click();
  const form = page.getByRole('form', { name: 'Conectar com um token' });
  await form.getByLabel('ID da conta do WhatsApp').fill(number.wabaId);
  await form.getByLabel('ID do número').fill(number.phoneNumberId);
  await form.getByLabel('Token de acesso').fill('token-of-ipe-amarelo');
  await form.getByRole('button', { name: 'Conectar o número' }).click();
  await page.getByText('Conectado: +55 11 4444-0078').waitFor();
  await health().getByRole('button', { name: 'Conferir agora' }).click();
  await health().getByText('muitas vezes falta a forma de pagamento').waitFor();
  await inAllLooks(page, 'whatsapp-health');
}, 60_000);

test('the operator sees the numbers in trouble of all clinics, and how many are well', async () => {
  await page.getByRole('link', { name: 'Plataforma' }).click();
  await page
    .getByRole('navigation', { name: 'Lugares' })
    .getByRole('link', { name: 'Números', exact: true })
    .click();
  await page.getByText('1 número em ordem na Meta.').waitFor();
  const troubled = page.getByRole('region', { name: 'Números com problemas' });
  await troubled.getByText('A qualidade está vermelha').waitFor();
  await inAllLooks(page, 'platform-numbers');
  await troubled.getByRole('link', { name: 'Clínica Ipê Amarelo' }).click();
  await page.getByRole('heading', { level: 1, name: 'WhatsApp' }).waitFor();
}, 60_000);

const toDialog = async (button: string) => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('heading', { name: 'Conectar ao WhatsApp' }).waitFor();
};

test('a number comes in through Meta’s own dialog, and the code does not stay in the address', async () => {
  await toDialog('Conectar pela Meta');
  await page.getByLabel('Número').fill('+55 11 4444-0079');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByText('Conectado: +55 11 4444-0079').waitFor();
  expect(page.url()).toMatch(/\/console\/whatsapp$/);
  await inAllLooks(page, 'whatsapp-signup');
  await page.getByRole('link', { name: 'Voltar ao WhatsApp da clínica' }).click();
  await page.getByRole('region', { name: 'Números', exact: true }).getByText('+55 11 4444-0079').waitFor();
}, 60_000);

test('a number stays in the app of the clinic’s phone, and its history is asked for', async () => {
  await toDialog('Conectar e continuar no aplicativo');
  await page.getByLabel('Número').fill('+55 11 4444-0080');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByText('conversas antigas pedidas').waitFor();
  await page.getByRole('link', { name: 'Voltar ao WhatsApp da clínica' }).click();
}, 60_000);

test('whoever leaves the dialog early, or comes back with what another tab was given, connects nothing', async () => {
  await toDialog('Conectar pela Meta');
  await page.getByRole('button', { name: 'Cancelar' }).click();
  await page.getByText('Nada foi conectado').waitFor();
  await page.getByRole('link', { name: 'Voltar ao WhatsApp da clínica' }).click();
  await toDialog('Conectar pela Meta');
  await page.goto(`${run.url}/console/whatsapp?code=of-somebody-else&state=of-somebody-else`);
  await page.getByText('não começou nesta aba').waitFor();
  await inAllLooks(page, 'whatsapp-signup-lost');
}, 60_000);

test('of several numbers in the account one is chosen, also after the page was left', async () => {
  const wabaId = '810000000000090';
  for (const [last, name] of [
    ['91', 'Unidade Centro'],
    ['92', 'Unidade Sul'],
  ])
    await run.tellMeta({
      number: { wabaId, phoneNumberId: `9100000000000${last}`, displayNumber: `+55 11 4444-00${last}`, name },
    });
  await page.goto(`${run.url}/console`);
  await goToWhatsApp();
  await toDialog('Conectar pela Meta');
  await page.getByLabel('Número').fill('+55 11 4444-0091');
  await page.getByRole('button', { name: 'Continuar' }).click();
  await page.getByText('Qual é o da clínica?').waitFor();
  await inAllLooks(page, 'whatsapp-signup-choice');
  await page.getByRole('link', { name: 'Voltar ao WhatsApp da clínica' }).click();
  await page.getByRole('button', { name: 'Unidade Sul' }).click();
  await page.getByText('Conectado: +55 11 4444-0092').waitFor();
}, 60_000);
