import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

// More clinics than one page of the API holds. The last one lies where the day begins 17 hours before São Paulo's.

const zone = 'Pacific/Kiritimati';
const name = 'Unidade 105';
const noon = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`);
const tomorrow = new Date(noon.getTime() + 86_400_000);

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinicId: string;

async function register(unit: number): Promise<string> {
  const answer = await context.request.post(`${run.url}/api/clinics`, {
    data: { name: `Unidade ${unit}`, timeZone: unit === 105 ? zone : 'America/Sao_Paulo' },
    headers: { origin: run.url },
  });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { clinic: { id: string } }).clinic.id;
}

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  // the clinic of the local run is there already
  for (let unit = 2; unit <= 105; unit += 1) clinicId = await register(unit);
  page = await context.newPage();
  await page.clock.setFixedTime(noon);
}, 180_000);
afterAll(async () => {
  await run.close();
});

const longDay = (day: Date) =>
  new Intl.DateTimeFormat('pt-BR', {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  }).format(day);
const heading = () => page.getByRole('heading', { level: 1 });

test('an operator finds the last of 105 clinics by its name, and reads its name and its day', async () => {
  const first = (await (await context.request.get(`${run.url}/api/clinics?limit=100`)).json()) as {
    items: readonly { id: string }[];
  };
  expect(first.items).toHaveLength(100);
  expect(first.items.map(({ id }) => id)).not.toContain(clinicId);

  await page.goto(`${run.url}/console`);
  await page.getByRole('banner').getByTitle('Trocar de clínica').click();
  const dialog = page.getByRole('dialog', { name: 'Trocar de clínica' });
  await dialog.getByText('Mostrando 30 de 105. Busque pelo nome.').waitFor();
  await inAllLooks(page, 'clinic-switch');
  await dialog.getByLabel('Nome da clínica').fill('unidade 105');
  await dialog.getByRole('link', { name }).click();

  await page.getByRole('banner').getByRole('button', { name }).waitFor();
  await page.getByRole('link', { name: 'Agenda' }).click();
  await expect.poll(() => heading().textContent()).toBe(longDay(tomorrow));
});

test('what somebody did in it stands at the time of its own clocks', async () => {
  const trail = await context.request.get(`${run.url}/api/audit?clinicId=${clinicId}&action=clinic.register`);
  const { items } = (await trail.json()) as { items: readonly { at: string }[] };
  const time = new Intl.DateTimeFormat('pt-BR', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  await page.goto(`${run.url}/console/c/${clinicId}/clinica/auditoria`);
  await page
    .getByRole('table')
    .getByText(time.format(new Date(items[0]!.at)))
    .first()
    .waitFor();
});

test('no screen shows any clocks before those of the clinic are known', async () => {
  const held = Promise.withResolvers<undefined>();
  await page.route(`**/api/clinics/${clinicId}`, async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.goto(`${run.url}/console/c/${clinicId}/agenda`);
  await page.getByRole('link', { name: 'Agenda' }).waitFor();
  await page.locator('main [aria-busy="true"]').waitFor({ state: 'attached' });
  expect(await heading().textContent()).toBe('Atende');
  expect(await page.locator('.agenda').count()).toBe(0);
  held.resolve(undefined);
  await expect.poll(() => heading().textContent()).toBe(longDay(tomorrow));
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
