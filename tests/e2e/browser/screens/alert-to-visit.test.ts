import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { until } from '../../../support/until.ts';

type Visit = { readonly id: string; readonly start: string; readonly serviceName: string };

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let place: string;
let clinicId: string;
/** Somebody's, on another day than today. */
let visit: Visit;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  place = page.url().replace(/\/conversas.*/, '');
  clinicId = /\/c\/([^/]+)/.exec(place)?.[1] ?? '';
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const firstVisit = async () => {
    const params = { clinicId, from: day(2), to: day(20) };
    const agenda = await context.request.get(`${run.url}/api/agenda`, { params });
    return ((await agenda.json()) as { appointments: readonly Visit[] }).appointments[0];
  };
  await until('the visits of the demo', async () => (await firstVisit()) !== undefined);
  visit = (await firstVisit())!;
}, 90_000);
afterAll(async () => {
  await run.close();
});

const clock = (start: string) =>
  new Date(start).toLocaleTimeString('pt-BR', { timeStyle: 'short', timeZone: 'America/Sao_Paulo' });
const dayOf = (start: string) =>
  new Date(start).toLocaleDateString('en-CA', { timeZone: 'America/Sao_Paulo' });
const marked = () => page.locator('.visit[aria-current="true"]');

/** What the alerts hold when somebody has moved the visit onto another one in Google. */
async function withConflict(subject: string): Promise<void> {
  const at = new Date().toISOString();
  const alert = {
    ...{ id: randomUUID(), clinicId, kind: 'calendar-conflict', place: 'agenda', subject, message: '' },
    ...{ occurrences: 1, openedAt: at, lastSeenAt: at },
    title: 'Duas consultas no mesmo horário',
    action: 'Uma consulta foi movida no Google para um horário ocupado. Veja a agenda e escolha qual fica.',
  };
  await page.route(/\/api\/alerts\?.*state=open/, (route) =>
    route.fulfill({ json: { items: [alert], nextCursor: null } }),
  );
}

test('an alert about a visit leads to the day of the visit, where it stands out and has the focus', async () => {
  await withConflict(visit.id);
  await page.goto(`${place}/alertas`);
  await page.getByRole('link', { name: 'Ver na agenda' }).click();
  await marked().waitFor();
  expect(await marked().textContent()).toContain(clock(visit.start));
  const address = new URL(page.url()).searchParams;
  expect([address.get('consulta'), address.get('dia')]).toEqual([visit.id, dayOf(visit.start)]);
  expect(await page.evaluate('document.activeElement.matches(".visit[aria-current]")')).toBe(true);
  await expect.poll(async () => (await marked().boundingBox())?.y).toSatisfy((y) => y > 0 && y < 800);
  await inAllLooks(page, 'alert-to-visit');
  // by the keyboard it is opened where one stands
  await marked().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: visit.serviceName }).waitFor();
  await page.keyboard.press('Escape');
  // and back is where one came from, in one step
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Alertas' }).waitFor();
});

test('the mark stays with its visit when one walks on', async () => {
  await page.goto(`${place}/agenda?consulta=${visit.id}`);
  await marked().waitFor();
  await page.getByRole('link', { name: 'Próximo dia' }).click();
  await marked().waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Dia anterior' }).click();
  await marked().waitFor();
});

test('of a visit that was cancelled the agenda says so, on its day', async () => {
  const cancelled = await context.request.post(`${run.url}/api/appointments/${visit.id}/cancel`, {
    data: { clinicId, tellsPatient: false },
    headers: { origin: run.url },
  });
  expect(cancelled.status()).toBe(200);
  await page.goto(`${place}/agenda?consulta=${visit.id}`);
  await page.getByText(/^Esta consulta foi cancelada: /).waitFor();
  expect(new URL(page.url()).searchParams.get('dia')).toBe(dayOf(visit.start));
  expect(await marked().count()).toBe(0);
  await inAllLooks(page, 'visit-cancelled');
});

test('a visit that nobody knows, or that is no id, breaks no agenda', async () => {
  await page.goto(`${place}/agenda?consulta=${randomUUID()}`);
  await page.getByText('Esta consulta não existe mais.').waitFor();
  await page.locator('.agenda-column').first().waitFor();
  for (const odd of ['erased', '../1', '%3Cscript%3E']) {
    await page.goto(`${place}/agenda?consulta=${odd}`);
    await page.locator('.agenda-column').first().waitFor();
    await page.waitForURL((url) => !url.searchParams.has('consulta'));
    expect(await page.getByText('Esta consulta não existe mais.').count()).toBe(0);
  }
  expect(run.troubles).toEqual([]);
});
