import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GoogleTwin } from '../../../twin/google/start-google-twin.ts';
import { calendars, clinic, consentUrl, scopes, startTwin } from '../../support/vendors/google-twin.ts';
import { until } from '../../support/until.ts';
import { clinicDay } from '../../support/clinic-days.ts';

const port = 21_900;
const callback = `http://127.0.0.1:${port}/callback`;
const troubles: string[] = [];
const calledBack: URLSearchParams[] = [];
let twin: GoogleTwin;
let product: Server;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  product = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', callback);
    if (pathname === '/callback') calledBack.push(searchParams);
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>voltou</title>');
  }).listen(port, '127.0.0.1');
  await once(product, 'listening');
  twin = await startTwin({ redirectUris: [callback] });
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  page = await browser.newPage({ viewport: { width: 1200, height: 800 } });
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (line) => line.type() === 'error' && troubles.push(line.text()));
}, 60_000);

afterAll(async () => {
  await browser.close();
  await twin.close();
  product.close();
});

const consent = async () => {
  await page.goto(consentUrl(twin, { redirect_uri: callback }));
  await page.getByRole('link', { name: clinic }).click();
};

test('somebody chooses an account, unticks a permission and allows the rest', async () => {
  await consent();
  const picture = process.env['CONSENT_PICTURE'];
  if (picture !== undefined) await page.screenshot({ path: picture });
  await page.getByRole('checkbox', { name: /livres e ocupados/ }).uncheck();
  await page.getByRole('button', { name: 'Permitir' }).click();
  await until('the callback', () => calledBack.length === 1);
  const granted = calledBack[0]?.get('scope')?.split(' ') ?? [];
  expect(granted).toContain(scopes.events);
  expect(granted).not.toContain(scopes.busy);
  expect(calledBack[0]?.get('state')).toBe('a-state');
});

test('Cancelar sends the browser back with access_denied', async () => {
  await consent();
  await page.getByRole('button', { name: 'Cancelar' }).click();
  await until('the callback', () => calledBack.length === 2);
  expect(calledBack[1]?.get('error')).toBe('access_denied');
});

test('the calendars show what is booked while they are open, and block and free time', async () => {
  const hour = 3_600_000;
  const from = Date.now() - (Date.now() % hour);
  const event = (id: string, summary: string) => ({
    id,
    summary,
    start: { dateTime: new Date(from).toISOString() },
    end: { dateTime: new Date(from + hour).toISOString() },
  });
  await page.goto(twin.calendarUrl);
  await page.getByText('Feriados no Brasil').waitFor();
  twin.addEvent(calendars.lara, event('booked1', '<img src=x onerror="document.title=1">'));
  await page.locator('.event').first().waitFor();
  expect(await page.locator('.event').first().textContent()).toContain('<img src=x');
  expect(await page.title()).toContain('Agenda do Google');

  await page.getByRole('button', { name: '+ Compromisso' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Agenda').selectOption({ label: 'Dr. Otávio Brandão' });
  await form.getByLabel('Das').fill('10:00');
  await form.getByLabel('Até').fill('09:00');
  await page.getByRole('button', { name: 'Salvar' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('depois do início');
  await form.getByLabel('Até').fill('11:30');
  await page.getByRole('button', { name: 'Salvar' }).click();
  await until('the busy event', () => twin.events(calendars.otavio).length === 1);
  const [busy] = twin.events(calendars.otavio);
  expect(busy?.start?.dateTime).toMatch(/T10:00:00-03:00$/);

  await page.getByRole('button', { name: /Compromisso 10:00/ }).click();
  await page.getByRole('button', { name: 'Excluir' }).click();
  await until('the event to be gone', () => twin.events(calendars.otavio).length === 0);
  await page.getByRole('button', { name: /Compromisso 10:00/ }).waitFor({ state: 'detached' });
  expect(troubles).toEqual([]);
});

test('an event is dragged to another time, made longer, moved to another calendar and deleted', async () => {
  const [name] = [calendars.lara];
  const hour = 3_600_000;
  const today = clinicDay();
  const at = (time: string) => ({ dateTime: `${today}T${time}:00-03:00` });
  for (const { id } of twin.events(name)) twin.deleteEvent(name, id);
  twin.addEvent(name, { id: 'dragme', summary: 'Arraste', start: at('10:00'), end: at('11:00') });
  await page.goto(twin.calendarUrl);
  const event = page.getByRole('button', { name: /Arraste/ });
  const drag = async (from: { x: number; y: number }, dy: number) => {
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x, from.y + dy / 2);
    await page.mouse.move(from.x, from.y + dy);
    await page.mouse.up();
  };
  await event.waitFor();
  const startOf = () => Date.parse(twin.events(name)[0]?.start?.dateTime ?? '');
  const endOf = () => Date.parse(twin.events(name)[0]?.end?.dateTime ?? '');
  const begins = startOf();
  /** The page may be drawn again at any moment. */
  const boxOf = async () => {
    let found: Awaited<ReturnType<typeof event.boundingBox>> = null;
    await until('the box', async () => (found = await event.boundingBox()) !== null);
    return found!;
  };
  const box = await boxOf();
  await drag({ x: box.x + box.width / 2, y: box.y + 10 }, 2 * 48);
  await until('the event to be dragged', () => startOf() === begins + 2 * hour);
  expect(endOf() - startOf()).toBe(hour);

  await page.getByRole('button', { name: /Arraste 12:00/ }).waitFor();
  const dragged = await boxOf();
  await drag({ x: dragged.x + dragged.width / 2, y: dragged.y + dragged.height - 3 }, 24);
  await until('the event to be longer', () => endOf() - startOf() === 1.5 * hour);

  await page.getByRole('button', { name: /Arraste 12:00–13:30/ }).click();
  await page.getByLabel('Mover para outra agenda').selectOption({ label: 'Dr. Otávio Brandão' });
  await until('the event to be moved', () => twin.events(calendars.otavio).length === 1);
  expect(twin.events(name)).toEqual([]);
  await event.and(page.getByTitle('Dr. Otávio Brandão')).click();
  await page.getByRole('button', { name: 'Excluir' }).click();
  await until('the event to be gone', () => twin.events(calendars.otavio).length === 0);
  expect(troubles).toEqual([]);
});
