import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from '../../support/browser/launch-browser.ts';
import { startLocalProduct, type LocalProduct } from '../../support/browser/local-product.ts';
import { until } from '../../support/until.ts';

let product: LocalProduct;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  product = await startLocalProduct({ DEMO_DATA: 'off' });
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1100, height: 760 } });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
  await page.goto(product.printed(/phone:\s+(http\S+)/) ?? '');
}, 90_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
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

test.each([
  ['a small phone', 375, 667],
  ['a tablet', 768, 1_024],
  ['a computer', 1_280, 800],
])('on %s the message can be written and sent', async (_, width, height) => {
  await page.setViewportSize({ width, height });
  const text = page.getByLabel('Mensagem', { exact: true });
  const send = page.getByRole('button', { name: 'Enviar' });
  for (const part of [page.getByRole('button', { name: 'Anexar' }), text, send]) {
    const box = await part.boundingBox();
    if (box === null) throw new Error('it is not shown');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(height);
  }
  const pictures = process.env['PHONE_PICTURES'];
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${width}.png`) });
  const before = await page.locator('#chat li.patient').count();
  await text.fill(`Escrevo com ${width} pixels`, { timeout: 5_000 });
  await send.click({ timeout: 5_000 });
  await until('the message', async () => (await page.locator('#chat li.patient').count()) === before + 1);
  expect(await page.getByRole('log').getByText(`Escrevo com ${width} pixels`).isVisible()).toBe(true);
  await page.setViewportSize({ width: 1_100, height: 760 });
});

const focus = () => page.locator(':focus');
const isOn = async (place: Locator) => (await place.and(focus()).count()) === 1;
/** What leaves the page, from now on, in `window.removed`. */
const watchRemovals = `
  window.removed = [];
  new MutationObserver((changes) => {
    for (const { removedNodes } of changes)
      for (const node of removedNodes) if (node instanceof Element) removed.push(node.outerHTML);
  }).observe(document.body, { childList: true, subtree: true });`;

test('a message that comes is added to the log for a screen reader, and nothing else is drawn anew', async () => {
  const log = page.getByRole('log', { name: /^Mensagens com / });
  expect(await log.getAttribute('aria-live')).toBe('polite');
  expect(await log.getByRole('listitem').first().textContent()).toMatch(/^Paciente: Oi, quero marcar/);
  await log.getByRole('img', { name: 'lida' }).first().waitFor();
  const choice = page.locator('#chat li.clinic .choice').first();
  await choice.focus();
  await page.evaluate(watchRemovals);

  const before = await page.locator('#chat li').count();
  const address = new URL('/_twin/', page.url());
  const { chats } = (await (await fetch(new URL('chats', address))).json()) as {
    chats: readonly { patient: { phone: string; name: string } }[];
  };
  const { phone: from, name } = chats[0]!.patient;
  await fetch(new URL('patient-message', address), {
    method: 'POST',
    body: JSON.stringify({ from, name, text: 'Quanto custa a consulta?' }),
  });
  await until('the answer', async () => (await page.locator('#chat li').count()) >= before + 2);
  await page.locator('#chat li.patient').last().getByRole('img', { name: 'lida' }).waitFor();
  expect(await page.evaluate('removed')).toEqual([]);
  expect(await isOn(choice)).toBe(true);
});

test('everything can be done by the keyboard, and the focus comes back', async () => {
  await page.getByRole('button', { name: 'Novo paciente' }).press('Enter');
  expect(await page.getByRole('log').getByRole('listitem').count()).toBe(0);
  await page.getByRole('button', { name: 'Oi, quero marcar uma consulta' }).press('Enter');
  const text = page.getByLabel('Mensagem', { exact: true });
  await until('the focus on the text', () => isOn(text));

  const choice = page.locator('#chat li.clinic .choice').first();
  await choice.waitFor();
  const isOnChoice = () => isOn(choice);
  await choice.press('Enter');
  const sheet = page.getByRole('dialog');
  expect(await sheet.getAttribute('aria-labelledby')).toBe('sheet-title');
  await page.keyboard.press('Escape');
  await until('the focus on the list', isOnChoice);
  await choice.press('Enter');
  await sheet.locator('.row').first().press('Enter');
  await until('the focus on the list', isOnChoice);
  await until('what was chosen', async () => (await page.locator('#chat li.patient').count()) === 2);

  await page.getByRole('button', { name: 'Anexar' }).press('Enter');
  await page
    .getByRole('dialog', { name: 'Anexar' })
    .getByRole('button', { name: 'Documento' })
    .press('Enter');
  await page.getByRole('log').getByText('Documento').waitFor();

  const log = page.getByRole('log');
  await log.focus();
  expect(await isOn(log)).toBe(true);
  const first = page.getByRole('list', { name: 'Conversas' }).getByRole('button').first();
  await first.press('Enter');
  expect(await first.getAttribute('aria-current')).toBe('true');
  expect(await isOn(first)).toBe(true);
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

test('on a narrow screen the time of a message stays inside its bubble', async () => {
  const wide = page.viewportSize();
  onTestFinished(() => page.setViewportSize(wide ?? { width: 1100, height: 760 }));
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('button', { name: 'Novo paciente' }).click();
  await page.getByRole('button', { name: 'Oi, quero marcar uma consulta' }).click();
  const bubble = page.locator('#chat li.patient .bubble').first();
  const [around, time] = [await bubble.boundingBox(), await bubble.locator('.meta').boundingBox()];
  const bottom = (box: typeof time) => (box === null ? Number.NaN : box.y + box.height);
  expect(bottom(time)).toBeLessThanOrEqual(bottom(around));
});

test('a phone opens with somebody new, whoever has written before, and stays with them', async () => {
  const another = await browser.newPage();
  onTestFinished(() => another.close());
  const written = { from: '5511955501001', name: 'Helena Prado', text: 'Quero falar com uma pessoa' };
  await fetch(new URL('/_twin/patient-message', page.url()), {
    method: 'POST',
    body: JSON.stringify(written),
  });
  await page.getByRole('button', { name: 'Helena Prado' }).waitFor();
  await another.goto(page.url());
  await another.getByRole('button', { name: 'Quanto custa a consulta?' }).click();
  await another.locator('#chat li.clinic').first().waitFor();
  expect(await another.locator('#chat li.patient').count()).toBe(1);
  await another.reload();
  await another.locator('#chat li.clinic').first().waitFor();
  expect(await another.locator('#chat li.patient').allTextContents()).toEqual([
    expect.stringContaining('Quanto custa a consulta?'),
  ]);
});
