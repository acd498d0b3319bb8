import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watch } from '../../support/browser/console-run.ts';
import { launchBrowser } from '../../support/browser/launch-browser.ts';
import { startLocalProduct, type LocalProduct } from '../../support/browser/local-product.ts';
import { until } from '../../support/until.ts';

let product: LocalProduct;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startLocalProduct({ TURN_DEBOUNCE_MS: '3000', TURN_CAP_MS: '6000' });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1_280, height: 800 } });
  watch(page, troubles);
  await page.goto(product.printed(/phone:\s+(http\S+)/) ?? '');
}, 90_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
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
