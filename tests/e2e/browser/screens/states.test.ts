import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

// Every screen in every state that it may be in while nothing is wrong with the person; one page for all of them.

const clinicParts = 'contexto assistente google whatsapp avisos equipe chaves privacidade numeros auditoria';
const platformParts = 'clinicas alertas numeros parados acessos';
const inClinic: readonly (readonly [string, string])[] = [
  ['inbox', 'conversas?fila=todas'],
  ['conversation', 'conversas/CONVERSATION?fila=todas'],
  ['search', 'conversas?q=consulta'],
  ['agenda', 'agenda'],
  ['week', 'agenda?visao=semana'],
  ['alerts', 'alertas'],
  ...clinicParts.split(' ').map((part) => [part, `clinica/${part}`] as const),
];
const ofPlatform = platformParts
  .split(' ')
  .map((part) => [`platform ${part}`, `plataforma/${part}`] as const);
const limitMs = 60_000;

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinic: string;
let conversation: string;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  clinic = /\/c\/([^/]+)/.exec(page.url())?.[1] ?? '';
  const href = await page.locator('.talk-row').first().getAttribute('href');
  conversation = /conversas\/([^/?]+)/.exec(href ?? '')?.[1] ?? '';
}, 90_000);

afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
afterAll(async () => {
  await run.close();
});

const addressOf = (path: string) =>
  path.startsWith('plataforma')
    ? `${run.url}/console/${path}`
    : `${run.url}/console/c/${clinic}/${path.replace('CONVERSATION', conversation)}`;
/** Who one is, and in which clinic: without these no screen is shown at all. */
const isAboutFrame = (route: Route) => {
  const { pathname } = new URL(route.request().url());
  return pathname === '/api/me' || pathname === `/api/clinics/${clinic}`;
};
/** Answers what a screen reads in its own way; the stream goes on. */
const answering = (answer: (route: Route) => Promise<void> | void) =>
  page.route('**/api/**', (route) =>
    isAboutFrame(route) || route.request().url().endsWith('/events') ? route.continue() : answer(route),
  );

/** Lists of whatever was asked for, with nothing in them. */
async function emptied(route: Route): Promise<void> {
  const answer = await route.fetch();
  const body: unknown = await answer.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || !answer.ok()) return route.fulfill({ response: answer });
  const lists = ['items', 'appointments', 'calendars', 'professionals', 'slots'];
  const json = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      lists.includes(name) ? [] : name === 'nextCursor' ? null : value,
    ]),
  );
  return route.fulfill({ response: answer, json });
}

const refused = (route: Route) =>
  route.fulfill({
    status: 409,
    json: { requestId: 'r-1', code: 'http.idempotency-in-progress', message: 'Refused for this test' },
  });

describe.each([...inClinic, ...ofPlatform])('%s', (name, path) => {
  test(
    'while it is being read',
    async () => {
      await answering(() => undefined);
      await page.goto(addressOf(path));
      await page.locator('[aria-busy="true"]').first().waitFor({ state: 'attached' });
      await inAllLooks(page, `loading ${name}`);
    },
    limitMs,
  );

  test(
    'when it could not be read',
    async () => {
      await answering(refused);
      await page.goto(addressOf(path));
      await page.getByRole('alert').first().waitFor();
      await inAllLooks(page, `error ${name}`);
    },
    limitMs,
  );

  test(
    'with nothing in it',
    async () => {
      await answering(emptied);
      await page.goto(addressOf(path));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expect.poll(() => page.locator('[aria-busy="true"]').count(), { timeout: 10_000 }).toBe(0);
      expect(await page.getByRole('alert').count()).toBe(0);
      await inAllLooks(page, `empty ${name}`);
    },
    limitMs,
  );
});

describe.each(inClinic)('%s', (name, path) => {
  // the last of all: from here on time can be hurried
  beforeAll(() => page.clock.install());

  test(
    'while the line is looked for, and without one',
    async () => {
      await page.route('**/events', (route) => route.abort());
      await page.goto(addressOf(path));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await expect.poll(() => page.locator('[aria-busy="true"]').count(), { timeout: 10_000 }).toBe(0);
      await page
        .getByText(/^Reconectando/)
        .first()
        .waitFor();
      await inAllLooks(page, `reconnecting ${name}`);
      await page.clock.fastForward(6_000);
      await page.getByText('Sem conexão.').waitFor();
      await inAllLooks(page, `offline ${name}`);
    },
    limitMs,
  );
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
