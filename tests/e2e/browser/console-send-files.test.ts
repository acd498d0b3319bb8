import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';

const rui = ['5511955501004', 'Rui Camargo'] as const;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: rui[1] }).click();
  await page.getByRole('log').waitFor();
  await run.write(...rui, 'Onde fica a entrada?');
  await page.getByRole('log').getByText('Onde fica a entrada?').waitFor();
}, 90_000);

afterAll(async () => {
  await run.close();
});

const log = () => page.getByRole('log');
const dialog = () => page.getByRole('dialog');
const asked = () => log().getByRole('listitem').filter({ hasText: 'Onde fica a entrada?' }).first();
const acts = async () => {
  await asked().getByRole('button', { name: 'Ações da mensagem' }).click();
  await dialog().waitFor();
};
const attach = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Anexar arquivo' }).click();
  await (await chooser).setFiles(file);
  await dialog().waitFor();
};

test('a picture is seen before it is sent, and goes with its caption', async () => {
  const buffer = await page.screenshot({ type: 'png' });
  await attach({ name: 'mapa.png', mimeType: 'image/png', buffer });
  await dialog().getByRole('img', { name: 'O que será enviado' }).waitFor();
  await dialog().getByLabel('Legenda (opcional)').fill('É por esta porta');
  await inAllLooks(page, 'send-picture');
  await dialog().getByRole('button', { name: 'Enviar' }).click();
  await log().getByRole('img', { name: 'Foto da clínica' }).waitFor();
  await log().getByText('É por esta porta').waitFor();
});

test('what comes in while a file is chosen is read before it goes', async () => {
  await attach({ name: 'porta.png', mimeType: 'image/png', buffer: await page.screenshot({ type: 'png' }) });
  const caption = dialog().getByLabel('Legenda (opcional)');
  await caption.fill('A porta é azul');
  await run.write(...rui, 'Já achei, obrigado!');
  await dialog().getByText('A conversa andou enquanto você escolhia.').waitFor();
  await dialog().getByText('Paciente: Já achei, obrigado!').waitFor();
  expect(await caption.inputValue()).toBe('A porta é azul');
  await inAllLooks(page, 'send-file-late');
  await dialog().getByRole('button', { name: 'Enviar mesmo assim' }).click();
  await log().getByText('A porta é azul').waitFor();
  expect(await dialog().count()).toBe(0);
});

test('a file that the server refuses because more was said waits with its caption, and goes once', async () => {
  await attach({ name: 'rua.png', mimeType: 'image/png', buffer: await page.screenshot({ type: 'png' }) });
  const caption = dialog().getByLabel('Legenda (opcional)');
  await caption.fill('A rua é esta');
  await page.route(
    '**/files/*/send',
    async (route) => {
      await run.write(...rui, 'Mudei de ideia');
      // behind the dialog
      await page.locator('.log').getByText('Mudei de ideia').waitFor();
      await route.continue();
    },
    { times: 1 },
  );
  await dialog().getByRole('button', { name: 'Enviar' }).click();
  await dialog().getByText('Paciente: Mudei de ideia').waitFor();
  await dialog().getByRole('button', { name: 'Enviar mesmo assim' }).waitFor();
  expect(await caption.inputValue()).toBe('A rua é esta');
  expect(await log().getByText('A rua é esta').count()).toBe(0);
  await dialog().getByRole('button', { name: 'Enviar mesmo assim' }).click();
  await log().getByText('A rua é esta').waitFor();
  expect(await log().getByText('A rua é esta').count()).toBe(1);
});

test('a file that the server has no more is brought again by the next try, and goes', async () => {
  await attach({ name: 'vaga.png', mimeType: 'image/png', buffer: await page.screenshot({ type: 'png' }) });
  await dialog().getByLabel('Legenda (opcional)').fill('A vaga é a terceira');
  await page.route(
    '**/files/*/send',
    (route) =>
      route.continue({
        url: route
          .request()
          .url()
          .replace(/[^/]+(?=\/send$)/, randomUUID()),
      }),
    { times: 1 },
  );
  await dialog().getByRole('button', { name: 'Enviar' }).click();
  await dialog().getByRole('alert').getByText('O arquivo não saiu.').waitFor();
  await dialog().getByRole('button', { name: 'Enviar' }).click();
  await log().getByText('A vaga é a terceira').waitFor();
});

test('what WhatsApp does not take is said before anything is sent', async () => {
  await attach({ name: 'foto.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>1</script>') });
  await dialog().getByRole('button', { name: 'Enviar' }).click();
  await dialog().getByRole('alert').getByText('O arquivo não saiu.').waitFor();
  await inAllLooks(page, 'send-refused');
  await dialog().getByRole('button', { name: 'Cancelar' }).click();
});

test('a message is answered with a quote', async () => {
  await acts();
  await inAllLooks(page, 'message-acts');
  await dialog().getByRole('button', { name: 'Responder citando' }).click();
  await page.getByText('Em resposta a: Onde fica a entrada?').waitFor();
  await page.getByLabel('Mensagem', { exact: true }).fill('Pela rua lateral.');
  await inAllLooks(page, 'quoting');
  await page.getByRole('button', { name: 'Enviar' }).click();
  const answer = log().getByRole('listitem').filter({ hasText: 'Pela rua lateral.' });
  await answer.getByText('Paciente: Onde fica a entrada?').waitFor();
  expect(await page.getByRole('button', { name: 'Não citar' }).count()).toBe(0);
});

test('a reaction is given and taken back', async () => {
  await acts();
  await dialog().getByRole('button', { name: 'Reagir com 👍' }).click();
  await asked().getByText('👍').waitFor();
  await inAllLooks(page, 'reacted');
  await acts();
  await dialog().getByRole('button', { name: 'Retirar a reação' }).click();
  await asked().getByText('👍').waitFor({ state: 'detached' });
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
