import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';

// of the demo clinic
const rui = ['5511955501004', 'Rui Camargo'] as const;
const hourMs = 3_600_000;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await context.newPage();
  await page.clock.install();
  await page.goto(`${run.url}/console`);
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await run.write(...rui, 'Posso levar acompanhante?');
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: rui[1] }).click();
  await page.getByRole('log').getByText('Posso levar acompanhante?').waitFor();
}, 90_000);
afterAll(async () => {
  await run.close();
});

const field = () => page.getByRole('textbox', { name: 'Mensagem', exact: true });

test('the time that is left is counted where one writes when it runs out', async () => {
  await page.getByText(/^Dá para responder até/).waitFor();
  expect(await page.getByText(/^Dá para responder só até/).count()).toBe(0);
  await page.clock.fastForward(22.5 * hourMs);
  await page.getByText(/^Dá para responder só até \d\d:\d\d/).waitFor();
});

test('a text that is being written when the 24 hours end cannot be written to the end, and is not lost', async () => {
  await field().fill('Pode levar, sim, e tamb');
  await page.clock.fastForward(1.5 * hourMs);
  await field().waitFor({ state: 'detached' });
  await page.getByText('Prazo encerrado').waitFor();
  await page.keyboard.type('ém um documento');
  expect(await page.getByText('documento').count()).toBe(0);
  // what was begun waits for the patient, or for a template
  expect(await page.evaluate('JSON.stringify(localStorage)')).toContain('Pode levar, sim, e tamb');
});

test('the policy of the page has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
