import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { watch } from '../../support/browser/console-run.ts';
import { launchBrowser } from '../../support/browser/launch-browser.ts';
import { startLocalProduct, type LocalProduct } from '../../support/browser/local-product.ts';
import { until } from '../../support/until.ts';

// As people do it: book on the phone, drag and delete the event in the calendar, look at the phone and at the agenda.
const account = 'agenda.ipeamarelo@example.com.br';
const lara = 'dra-lara-monteiro@group.calendar.google.com';
const otavio = 'dr-otavio-brandao@group.calendar.google.com';

let product: LocalProduct;
let browser: Browser;
let context: BrowserContext;
const troubles: string[] = [];
const printed = (line: RegExp): string => product.printed(line) ?? '';

beforeAll(async () => {
  product = await startLocalProduct({
    // its visits would stand in the calendar, too
    DEMO_DATA: 'off',
    CALENDAR_READ_MS: '1000',
    CALENDAR_NEWS_QUIET_MS: '1000',
    AVAILABILITY_CACHE_MS: '0',
  });
  browser = await launchBrowser();
  context = await browser.newContext({ viewport: { width: 1_200, height: 1_000 } });
  context.setDefaultTimeout(15_000);
  context.on('page', (page) => watch(page, troubles));
}, 90_000);

afterAll(async () => {
  await browser.close();
  await product.stop();
});

/** With the cookie of the sign-in. */
async function post(origin: string, path: string, data: object): Promise<Record<string, unknown>> {
  const answer = await context.request.post(`${origin}${path}`, { data, headers: { origin } });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

async function connect(): Promise<void> {
  const clinicId = printed(/demo clinic's id: {2}(\S+)/);
  const page = await context.newPage();
  await page.goto(printed(/Sign in once with this link: {2}(\S+)/));
  const { origin } = new URL(printed(/Sign in once with this link: {2}(\S+)/));
  const { consentUrl } = await post(origin, '/api/google/oauth/start', { clinicId });
  await page.goto(String(consentUrl));
  await page.getByRole('link', { name: account }).click();
  await page.getByRole('button', { name: 'Permitir' }).click();
  const back = () => new URL(page.url()).port === new URL(origin).port;
  await until('the way back', back);
  await post(origin, '/api/google/calendars/associate', {
    clinicId,
    calendarIds: [lara, otavio],
    professionals: { [lara]: 'lara', [otavio]: 'otavio' },
  });
  await page.close();
}

const said = (phone: Page) => phone.locator('#chat li.clinic').allTextContents();

/** Taps what the clinic offers, until the visit is confirmed. */
async function book(phone: Page): Promise<void> {
  await phone.goto(printed(/phone:\s+(http\S+)/));
  await phone.getByRole('button', { name: 'Oi, quero marcar uma consulta' }).click();
  const wishes = [/dermatol/i, /[Pp]róximos horários|[Qq]ualquer/, /\d{1,2}[:h]\d{2}/, /^Confirmar/];
  for (let step = 0; step < 8; step += 1) {
    await until('an answer', async () => (await said(phone)).length > step);
    const last = (await said(phone)).at(-1) ?? '';
    if (last.includes('Horário confirmado')) return;
    if (/[Ss]ó um instante|registr/.test(last)) continue;
    const bubble = phone.locator('#chat li.clinic').last();
    const list = bubble.locator('.choice').first();
    await list.waitFor();
    const buttons = await bubble.locator('.choice').allTextContents();
    const direct = wishes
      .flatMap((wish) => buttons.findIndex((text) => wish.test(text)))
      .find((at) => at >= 0);
    if (direct !== undefined) {
      await bubble.locator('.choice').nth(direct).click();
      continue;
    }
    await list.click();
    const rows = phone.locator('dialog[open] button');
    const texts = await rows.allTextContents();
    const at = wishes
      .flatMap((wish) => texts.findIndex((text) => wish.test(text)))
      .find((found) => found >= 0);
    await rows.nth(at ?? 0).click();
  }
}

/** The agenda in the console on the day of the only visit, and that day. */
async function openAgenda(): Promise<{ page: Page; day: string }> {
  const clinicId = printed(/demo clinic's id: {2}(\S+)/);
  const { origin } = new URL(printed(/Sign in once with this link: {2}(\S+)/));
  const [from, to] = [0, 21].map((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString());
  const query = new URLSearchParams({ clinicId, from: from!.slice(0, 10), to: to!.slice(0, 10) });
  const answer = await context.request.get(`${origin}/api/agenda?${query.toString()}`);
  const { appointments } = (await answer.json()) as { appointments: readonly { start: string }[] };
  expect(appointments).toHaveLength(1);
  // the clinic is three hours behind UTC, and closed at night
  const day = appointments[0]!.start.slice(0, 10);
  const page = await context.newPage();
  await page.goto(`${origin}/console/c/${clinicId}/agenda?dia=${day}`);
  return { page, day };
}

/** The calendar of Google's stand-in, in the week of that day. */
async function openCalendar(day: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(printed(/stand-in for Google: {2}(\S+)/));
  const days = page.locator('.day');
  await days.first().waitFor();
  const monday = (await days.first().getAttribute('data-day'))!;
  const weeks = Math.floor((Date.parse(day) - Date.parse(monday)) / (7 * 86_400_000));
  for (let week = 0; week < weeks; week += 1)
    await page.getByRole('button', { name: 'Próxima semana' }).click();
  await page.locator(`.day[data-day="${day}"]`).waitFor();
  return page;
}

test('what is dragged or deleted in the calendar is told on the phone, once, and seen in the agenda', async () => {
  await connect();
  const phone = await context.newPage();
  await book(phone);
  await until('the confirmation', async () =>
    (await said(phone)).some((text) => text.includes('Horário confirmado')),
  );
  const before = (await said(phone)).length;

  const { page: agenda, day } = await openAgenda();
  const visit = agenda.locator('.visit');
  await visit.waitFor();

  const calendar = await openCalendar(day);
  const event = calendar.getByRole('button', { name: /reservado/ });
  await event.waitFor();
  let box = { x: 0, y: 0, width: 0 };
  // the page draws itself anew at each change, and may be about to
  await until('the event in sight', async () => {
    await event.scrollIntoViewIfNeeded().catch(() => undefined);
    const found = await event.boundingBox().catch(() => null);
    if (found !== null) box = found;
    return found !== null;
  });
  const timeOf = async () => /(\d{2}:\d{2})–/.exec((await event.textContent()) ?? '')?.[1];
  const old = await timeOf();
  expect(await visit.textContent()).toContain(old);
  await calendar.mouse.move(box.x + box.width / 2, box.y + 8);
  await calendar.mouse.down();
  await calendar.mouse.move(box.x + box.width / 2, box.y + 8 + 24);
  await calendar.mouse.move(box.x + box.width / 2, box.y + 8 + 48);
  await calendar.mouse.up();
  await until('the event elsewhere', async () => (await timeOf()) !== old);
  const dragged = await timeOf();
  await until('the news of the move', async () => (await said(phone)).length > before);
  expect((await said(phone)).at(-1)).toMatch(/A clínica mudou o seu horário/);
  expect((await said(phone)).at(-1)).toContain(dragged);
  await agenda.reload();
  await until('the move in the agenda', async () =>
    (await visit.allTextContents()).join().includes(dragged ?? 'no time'),
  );
  expect(await visit.count()).toBe(1);

  await event.click();
  await calendar.getByRole('button', { name: 'Excluir' }).click();
  await until('the news of the deletion', async () => (await said(phone)).length > before + 1);
  expect((await said(phone)).at(-1)).toMatch(/precisou cancelar/);
  const shown = agenda.waitForResponse((response) => response.url().includes('/api/agenda'));
  await agenda.reload();
  await shown;
  await until('the agenda without it', async () => (await visit.count()) === 0);
  await calendar.waitForTimeout(3_000);
  expect((await said(phone)).length).toBe(before + 2);
  expect(troubles).toEqual([]);
}, 120_000);
