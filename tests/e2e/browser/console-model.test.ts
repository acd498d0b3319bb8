import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { until } from '../../support/until.ts';

// `LLM_PROVIDER=twin npm start`: a scripted model in front of the guided assistant.
const zoe = ['5511955501077', 'Zoé Martins'] as const;

let run: ConsoleRun;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun({ LLM_PROVIDER: 'twin', TRANSCRIPTION_PROVIDER: 'twin' });
  page = await run.open(await run.signedIn(), '/console');
}, 90_000);
afterAll(async () => {
  await run.close();
});

const log = () => page.getByRole('log');
const says = (text: string) => run.write(...zoe, text);
const bubbles = () => log().getByRole('listitem').count();
const open = async () => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: zoe[1] }).click();
  await log().waitFor();
};

type Kept = { readonly outcome: string; readonly answeredBy: string; readonly why?: string };

/** Why it was answered so, as this browser may ask. */
const records = async (): Promise<readonly Kept[]> => {
  const [, clinicId, conversationId] = /\/c\/([\w-]+)\/conversas\/([\w-]+)/.exec(page.url()) ?? [];
  const path = `/api/clinics/${clinicId}/conversations/${conversationId}/turn-records`;
  const body = await page.evaluate<{ items: readonly Kept[] }>(
    `fetch(${JSON.stringify(path)}).then((answer) => answer.json())`,
  );
  return body.items;
};

test('a patient asks and books by the model, and it is told why it answered so', async () => {
  await says('quanto custa a limpeza de pele?');
  await open();
  await log().getByText('R$ 280,00').first().waitFor();
  await says('quero consulta dermatológica o quanto antes');
  await until('the times', async () => (await records()).length === 2);
  await says('1');
  await log().getByText('Guardo esse horário para você').waitFor();
  await says('sim');
  await log().getByText('Horário confirmado').waitFor();
  expect(await records()).toMatchObject([
    { outcome: 'sent', answeredBy: 'model' },
    { outcome: 'sent', answeredBy: 'model' },
  ]);
  await page.getByRole('button', { name: 'Ações da mensagem' }).nth(1).click();
  const dialog = page.getByRole('dialog', { name: 'Esta mensagem' });
  await dialog.getByRole('button', { name: 'Por que a assistente disse isso?' }).press('Enter');
  await dialog.getByText(/^O modelo .+ escolheu o que dizer\.$/).waitFor();
  await dialog.getByText('O que consultou ou escolheu').waitFor();
  await inAllLooks(page, 'why');
  await page.keyboard.press('Escape');
  // a tap is answered without a model
  const held = log().getByRole('listitem').filter({ hasText: 'Guardo esse horário para você' });
  await held.getByRole('button', { name: 'Ações da mensagem' }).click();
  await dialog.getByRole('button', { name: 'Por que a assistente disse isso?' }).press('Enter');
  await dialog.getByText('Não há registro de um modelo para esta mensagem.').waitFor();
  await page.keyboard.press('Escape');
}, 60_000);

test('a person takes over while the model thinks: nothing of it arrives, and the record says so', async () => {
  await run.writeUntilTyping(...zoe, '#travar me explica uma coisa');
  await log().getByText('#travar').waitFor();
  const shown = await bubbles();
  await page.getByRole('button', { name: 'Assumir' }).click();
  await page.getByText('A assistente fica em silêncio até você devolver.').waitFor();
  await until('the record of what was broken off', async () =>
    (await records()).some(({ outcome }) => outcome === 'overtaken'),
  );
  await page.getByRole('button', { name: 'Devolver' }).click();
  await page.getByText('A assistente responde o que vier a partir de agora.').waitFor();
  expect(await bubbles()).toBe(shown);
}, 60_000);

test('after the return the assistant goes on', async () => {
  const before = (await records()).length;
  await says('qual o endereço de vocês?');
  await until('another answer', async () => {
    const [newest, ...others] = await records();
    return others.length === before && newest?.outcome === 'sent';
  });
}, 60_000);

test('the owner lets the assistant hear voice notes and says what a day may cost', async () => {
  await page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Clínica' }).click();
  await page.getByRole('navigation', { name: 'Clínica' }).getByRole('link', { name: 'Assistente' }).click();
  await page.getByLabel('Entender mensagens de voz').check();
  await page.getByLabel('Gasto máximo por dia, em dólares').fill('2.5');
  await page.keyboard.press('Enter');
  await page.getByText('Salvo. Vale a partir da próxima mensagem.').waitFor();
  await inAllLooks(page, 'assistant');
  await page.reload();
  await page.getByLabel('Entender mensagens de voz').waitFor();
  expect(await page.getByLabel('Entender mensagens de voz').isChecked()).toBe(true);
  expect(await page.getByLabel('Gasto máximo por dia, em dólares').inputValue()).toBe('2.5');
  expect(run.troubles).toEqual([]);
}, 60_000);
