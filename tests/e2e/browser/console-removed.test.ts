import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIdentityProvider } from '../../support/api/identity-provider.ts';
import { bySecret } from '../../support/api/issuer.ts';
import { axeFindings } from '../../support/browser/axe.ts';
import { launchBrowser, refuseTroubles, watch } from '../../support/browser/console-run.ts';
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
      PUBLIC_URL: origin,
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: provider.clientId,
      OIDC_CLIENT_SECRET: provider.clientSecret,
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

test('the open pages of a removed person say within five seconds that the access ended, and show no patient', async () => {
  const email = 'bia@clinica.example';
  const body = JSON.stringify({ email, role: 'clinic-staff' });
  expect((await asAdmin('/invitations', { method: 'POST', body })).status).toBe(201);
  provider.says({ sub: 'bia', email, email_verified: true, name: 'Bia' });
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const said = textMessage({ from: '5511955887766', timestamp, body: 'Tenho uma dúvida sobre o exame' });
  expect((await product.webhook(bodyWithMessages(said))).status).toBe(200);

  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  context.setDefaultTimeout(10_000);
  context.on('page', (opened) => watch(opened, troubles));
  const page = await context.newPage();
  const place = `/console/c/${clinicId}/conversas?fila=todas`;
  await page.goto(`${origin}/api/session/login?returnTo=${encodeURIComponent(place)}`);
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
