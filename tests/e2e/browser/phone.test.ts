import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../support/until.ts';

let product: ChildProcess;
let folder: string;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-browser-'));
  product = fork(fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'], DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  product.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const phone = () => /phone:\s+(http\S+)/.exec(output)?.[1];
  await until('the address of the phone', () => phone() !== undefined);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
  await page.goto(phone() ?? '');
}, 60_000);

afterAll(async () => {
  await browser.close();
  const exited = once(product, 'exit');
  product.kill('SIGTERM');
  await exited;
  await rm(folder, { recursive: true, force: true });
});

test('a patient writes, sees the ticks, and chooses from the clinic’s list', async () => {
  await page.getByRole('button', { name: 'Oi, quero marcar uma consulta' }).click();
  const list = page.locator('#chat li.clinic .choice').first();
  await list.waitFor();
  await page.locator('#chat li.patient .meta .read').waitFor();
  await list.click();
  await page.locator('dialog[open] button').first().click();
  await until('the next answer', async () => (await page.locator('#chat li.clinic').count()) === 2);
  expect(await page.locator('#chat li.patient').count()).toBe(2);
  // the picture of the README
  const picture = process.env['PHONE_PICTURE'];
  if (picture !== undefined) await page.screenshot({ path: picture });
});

test('what is written is shown as text, never as markup', async () => {
  await page.getByRole('button', { name: 'Novo paciente' }).click();
  await page.getByLabel('Mensagem', { exact: true }).fill('<img src=x onerror="document.title=1"> *oi*');
  await page.getByRole('button', { name: 'Enviar' }).click();
  await page.locator('#chat li.clinic').first().waitFor();
  expect(await page.locator('#chat img').count()).toBe(0);
  expect(await page.title()).toBe('Telefone do paciente · Atende');
  expect(troubles).toEqual([]);
});
