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
let output = '';
const troubles: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atende-browser-'));
  product = fork(fileURLToPath(new URL('../../../src/bootstrap/main.ts', import.meta.url)), {
    env: { PATH: process.env['PATH'], DATA_DIR: folder, TURN_DEBOUNCE_MS: '3000', TURN_CAP_MS: '6000' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  product.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const phone = () => /phone:\s+(http\S+)/.exec(output)?.[1];
  await until('the address of the phone', () => phone() !== undefined);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  page.on('pageerror', (error) => troubles.push(error.message));
  await page.goto(phone() ?? '');
}, 60_000);

afterAll(async () => {
  await browser.close();
  const exited = once(product, 'exit');
  product.kill('SIGTERM');
  await exited;
  await rm(folder, { recursive: true, force: true });
});

const own = () => page.locator('#chat li.patient').last();
const clinic = () => page.locator('#chat li.clinic');
const act = async (of: ReturnType<typeof own>, name: string) => {
  await of.getByRole('button', { name: 'Ações da mensagem' }).click();
  await page.getByRole('dialog').getByRole('button', { name }).click();
};
const write = async (text: string) => {
  await page.getByLabel('Mensagem', { exact: true }).fill(text);
  await page.getByRole('button', { name: 'Enviar' }).click();
};

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a patient corrects a message before it is answered, and the clinic answers the correction', async () => {
  await write('asdf');
  await own().waitFor();
  await act(own(), 'Corrigir');
  await write('Quanto custa a consulta?');
  await own().getByText('(editada)').waitFor();
  await clinic().first().waitFor();
  expect(await clinic().first().textContent()).toMatch(/R\$/);
  expect(await page.locator('#chat li.patient').count()).toBe(1);
});

test('a patient sends a photo, quotes, reacts, deletes and calls', async () => {
  await page.getByRole('button', { name: 'Anexar' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog').getByRole('button', { name: 'Foto' }).click();
  await (await chooser).setFiles({ name: 'foto.png', mimeType: 'image/png', buffer: png });
  await own().getByRole('img', { name: 'Foto' }).waitFor();

  await act(clinic().first(), 'Responder');
  await write('Sobre isso, quero marcar');
  await own().locator('.quote').waitFor();
  await act(clinic().first(), 'Reagir com 👍');
  await clinic().first().getByText('👍').waitFor();
  const before = await page.locator('#chat li.patient').count();
  await write('Não era para cá');
  await until('it', async () => (await page.locator('#chat li.patient').count()) === before + 1);
  await act(own(), 'Apagar para todos');
  await own().getByText('Mensagem apagada').waitFor();
  expect(await own().textContent()).not.toContain('Não era para cá');

  await page.getByRole('button', { name: 'Ligar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Ninguém atende' }).click();
  await own().getByText('Ligação não atendida').waitFor();
  expect(await own().getByRole('button', { name: 'Ações da mensagem' }).isVisible()).toBe(false);
  await clinic().getByText('atende só por mensagem').waitFor();
  await page.getByRole('button', { name: 'Ligar' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'A clínica atende' }).click();
  await own().getByText('Ligação (45 s)').waitFor();

  const pictures = process.env['PHONE_PICTURES'];
  for (const width of [375, 390, 1_280]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `changes-${width}.png`) });
  }
  expect(troubles).toEqual([]);
});
