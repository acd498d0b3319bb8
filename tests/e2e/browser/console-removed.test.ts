import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIdentityProvider } from '../../support/api/identity-provider.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { inAllLooks } from '../../support/browser/screens.ts';
import { axeFindings } from '../../support/browser/axe.ts';
import { refuseTroubles, watch } from '../../support/browser/console-run.ts';
import { launchBrowser } from '../../support/browser/launch-browser.ts';
import { bodyWithMessages, textMessage } from '../../support/builders/meta-webhooks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database/database.ts';
import {
  registerClinic,
  startProduct,
  withoutApiLimits,
  type Product,
} from '../../support/product/product.ts';

const port = 26_287;
const origin = `http://127.0.0.1:${port}`;
const soonMs = 5_000;

let database: TestDatabase;
let pool: pg.Pool;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let product: Product;
let browser: Browser;
let clinicId: string;
const troubles: string[] = [];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL('../../../console/build.mjs', import.meta.url)),
  ]);
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  clinicId = await registerClinic(pool, {});
  provider = await startIdentityProvider();
  product = await startProduct({
    databaseUrl: database.url,
    graphUrl: 'http://127.0.0.1:9',
    port,
    environment: {
      ...withoutApiLimits,
      ...provider.environment(origin),
    },
  });
  browser = await launchBrowser();
}, 90_000);

afterAll(async () => {
  await browser.close();
  await product.stop('SIGTERM');
  provider.close();
  await pool.end();
  await database.drop();
  refuseTroubles(troubles);
});

const asAdmin = async (path: string, init: RequestInit) =>
  fetch(`${origin}/api/clinics/${clinicId}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${await bySecret({ sub: 'ana', role: 'clinic-admin', clinicIds: [clinicId] })}`,
      'content-type': 'application/json',
    },
  });

/** Somebody of the reception, invited, who has gone to a place by signing in. */
async function signIn(sub: string, name: string, place: string) {
  const email = `${sub}@clinica.example`;
  const body = JSON.stringify({ email, role: 'clinic-staff' });
  expect((await asAdmin('/invitations', { method: 'POST', body })).status).toBe(201);
  provider.says({ sub, email, email_verified: true, name });
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(10_000);
  context.on('page', (opened) => watch(opened, troubles));
  const page = await context.newPage();
  await page.goto(`${origin}/api/session/login?returnTo=${encodeURIComponent(place)}`);
  return { context, page };
}

test('the open pages of a removed person say within five seconds that the access ended, and show no patient', async () => {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const said = textMessage({ from: '5511955887766', timestamp, body: 'Tenho uma dúvida sobre o exame' });
  expect((await product.webhook(bodyWithMessages(said))).status).toBe(200);

  const place = `/console/c/${clinicId}/conversas?fila=todas`;
  const { context, page } = await signIn('bia', 'Bia', place);
  await page.locator('.talk-row').first().click();
  await page.getByRole('log').getByText('Tenho uma dúvida sobre o exame').waitFor();
  await page.getByLabel('Mensagem', { exact: true }).fill('Rascunho sobre o exame');
  const other = await context.newPage();
  await other.goto(origin + place);
  await other.locator('.talk-row').first().waitFor();
  await page.getByText('Ao vivo').waitFor();
  // who is signed in
  await page.getByRole('banner').getByText('Quem entrou: Bia').waitFor();

  expect((await asAdmin('/members/bia', { method: 'DELETE' })).status).toBe(204);
  const until = Date.now() + soonMs;
  for (const shown of [page, other]) {
    await shown
      .getByRole('heading', { name: 'O seu acesso a esta clínica terminou' })
      .waitFor({ timeout: Math.max(1, until - Date.now()) });
  }
  for (const shown of [page, other]) {
    expect(await shown.content()).not.toMatch(/exame|55887/);
    expect(await axeFindings(shown)).toEqual([]);
  }
  expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('exame');

  const asked: string[] = [];
  for (const shown of [page, other]) shown.on('request', (request) => asked.push(request.url()));
  // coming back to a page makes it reconnect at once, if it still wants to
  await page.evaluate('window.dispatchEvent(new Event("online"))');
  await other.evaluate('window.dispatchEvent(new Event("online"))');
  await page.getByRole('link', { name: 'Ir para o início' }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  expect(asked.filter((url) => url.includes('/events'))).toEqual([]);
  await context.close();
});

test('whoever is invited again signs in where the access ended, and is back at that place', async () => {
  const place = `/console/c/${clinicId}/conversas?fila=todas`;
  const { context, page } = await signIn('caio', 'Caio', place);
  await page.getByText('Ao vivo').waitFor();
  expect((await asAdmin('/members/caio', { method: 'DELETE' })).status).toBe(204);
  await page.getByRole('heading', { name: 'O seu acesso a esta clínica terminou' }).waitFor();
  const body = JSON.stringify({ email: 'caio@clinica.example', role: 'clinic-staff' });
  expect((await asAdmin('/invitations', { method: 'POST', body })).status).toBe(201);
  await page.getByRole('link', { name: 'Entrar de novo' }).click();
  await page.getByText('Ao vivo').waitFor();
  expect(page.url()).toBe(origin + place);
  await context.close();
});

test('whoever is signed out elsewhere comes back to the same place by signing in', async () => {
  const place = `/console/c/${clinicId}/agenda?visao=semana`;
  const { context, page } = await signIn('davi', 'Davi', place);
  const week = page.getByRole('heading', { name: /^Semana de/ });
  await week.waitFor();
  await page.keyboard.press('n');
  await page.getByRole('dialog', { name: 'Marcar horário' }).waitFor();
  await page.getByText('Ao vivo').waitFor();
  const ended = await context.request.delete(`${origin}/api/session`, { headers: { origin } });
  expect(ended.status()).toBe(204);
  await page.getByRole('dialog', { name: 'A sua sessão terminou.' }).waitFor();
  // whoever passes by reads nothing of patients, on the screen or in an open dialog
  expect(await page.locator('#conteudo').isVisible()).toBe(false);
  expect(await page.getByRole('dialog').count()).toBe(1);
  await inAllLooks(page, 'session-ended');
  // nothing is kept that could be promised
  expect(await page.getByText('fica guardado').count()).toBe(0);
  // a browser lets a second one through, whatever the page says to the first
  for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Entrar de novo' }).click();
  await page.getByRole('heading', { name: 'Entre para continuar' }).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('link', { name: 'Entrar', exact: true }).click();
  await week.waitFor();
  expect(page.url()).toBe(origin + place);
  await context.close();
});
