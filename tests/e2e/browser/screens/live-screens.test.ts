import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookTwoOfOneDay } from '../../../support/browser/book-visits.ts';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

/** Much sooner than a screen would ask by itself. */
const soon = { timeout: 6_000 };

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let place: string;

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  place = page.url().replace(/\/conversas.*/, '');
}, 90_000);
afterAll(async () => {
  await run.close();
});

test('an open agenda shows at once what is booked and cancelled elsewhere', async () => {
  const { day, times } = await bookTwoOfOneDay(context.request, page.url());
  await page.goto(`${place}/agenda?dia=${day}`);
  await page.getByText('Ao vivo').waitFor();
  const visitAt = (time: string) =>
    page.locator('.visit', { hasText: new RegExp(`^${time} às .*Sem paciente`) });
  await visitAt(times[1]).waitFor();
  const clinicId = /\/c\/([^/]+)/.exec(place)?.[1] ?? '';
  const agenda = await context.request.get(`${run.url}/api/agenda`, {
    params: { clinicId, from: day, to: day },
  });
  const { appointments } = (await agenda.json()) as {
    appointments: readonly { id: string; start: string; patient?: unknown }[];
  };
  const [hours = 0, minutes = 0] = times[1].split(':').map(Number);
  const found = appointments.find(({ start, patient }) => {
    const at = new Date(start);
    const isThen = (at.getUTCHours() + 21) % 24 === hours && at.getUTCMinutes() === minutes;
    return isThen && patient === undefined;
  });
  const headers = { origin: run.url };
  const cancelled = await context.request.post(`${run.url}/api/appointments/${found?.id ?? ''}/cancel`, {
    data: { clinicId },
    headers,
  });
  expect(cancelled.status()).toBe(200);
  await visitAt(times[1]).waitFor({ state: 'detached', ...soon });
});

test('a patient’s next visit stands beside the conversation, with the way to its day', async () => {
  await page.goto(`${place}/conversas?fila=todas`);
  await page
    .getByRole('list', { name: 'Conversas' })
    .getByRole('link', { name: /^Rui Camargo/ })
    .click();
  const next = page.getByRole('region', { name: 'Próximas consultas' }).getByRole('listitem').first();
  await next.getByText(/Sampaio|Monteiro|Brandão/).waitFor();
  const time = /\d\d:\d\d/.exec((await next.getByRole('link').textContent()) ?? '')?.[0] ?? '';
  await inAllLooks(page, 'patient-visits');
  await next.getByRole('link').click();
  await page.locator('.visit', { hasText: new RegExp(`^${time} às .*Rui Camargo`) }).waitFor();
});

test('the count of alerts follows whoever asks for a person', async () => {
  const count = async () => {
    const words = page.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: /^Alertas/ });
    return Number(/\d+/.exec((await words.textContent()) ?? '')?.[0] ?? 0);
  };
  const before = await count();
  await run.write('5511955504001', 'Nina Rocha', 'Quero falar com uma pessoa');
  await expect.poll(count, { timeout: 10_000 }).toBe(before + 1);
});

test('whoever administers takes out what is held about a patient, and erases them after asking', async () => {
  await run.write('5511955504002', 'Olga Vidal', 'Sou alérgica a dipirona');
  await page.goto(`${place}/conversas?fila=todas`);
  const row = page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name: /^Olga Vidal/ });
  await row.click();
  await page.getByRole('log').getByText('Sou alérgica a dipirona').waitFor();
  const acts = page.getByRole('region', { name: 'Privacidade' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    acts.getByRole('button', { name: 'Exportar dados' }).click(),
  ]);
  const held = await readFile(await download.path(), 'utf8');
  for (const words of ['Olga Vidal', 'Sou alérgica a dipirona', '5511955504002'])
    expect(held).toContain(words);
  await acts.getByRole('button', { name: 'Apagar paciente' }).click();
  const dialog = page.getByRole('dialog', { name: 'Apagar paciente' });
  await inAllLooks(page, 'patient-erase');
  await dialog.getByText('Apagar Olga Vidal (+55 11 95550-4002) para sempre?').waitFor();
  await dialog.getByRole('button', { name: 'Apagar para sempre' }).click();
  await page.getByRole('heading', { name: 'Paciente apagado' }).and(page.locator(':focus')).waitFor();
  await inAllLooks(page, 'patient-erased');
  // and is in no list any more, without a reload
  await row.waitFor({ state: 'detached' });
  await page.locator('.talk-row').first().waitFor();
});

test('how many wait stands in the icon of the tab, on every screen', async () => {
  await page.goto(`${place}/alertas`);
  const icon = async () =>
    decodeURIComponent(await page.evaluate<string>(`document.querySelector('link[rel="icon"]').href`));
  const counts = await context.request.get(
    `${run.url}/api/clinics/${/\/c\/([^/]+)/.exec(place)?.[1] ?? ''}/conversations/counts`,
  );
  const { waiting } = (await counts.json()) as { waiting: number };
  expect(waiting).toBeGreaterThan(0);
  await expect.poll(icon, soon).toContain(`>${waiting}</text>`);
  // and counts on while another tab is in front
  await page.getByText('Ao vivo').waitFor();
  await page.evaluate(`
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));`);
  await run.write('5511955504003', 'Pia Moura', 'Quero falar com uma pessoa');
  await expect.poll(icon, { timeout: 10_000 }).toContain(`>${waiting + 1}</text>`);
});

test('Google’s busy times are hatched, and a calendar that cannot be read is striped and says so', async () => {
  const busyAt = (day: string, hour: number) => new Date(`${day}T${hour + 3}:00:00Z`).toISOString();
  await page.route('**/api/agenda?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { calendars: { professionalId?: string; busy: unknown }[] };
    const day = new URL(route.request().url()).searchParams.get('from') ?? '';
    const calendars = body.calendars.map((calendar) =>
      calendar.professionalId === 'otavio'
        ? { ...calendar, busy: 'unknown' }
        : calendar.professionalId === 'lara'
          ? { ...calendar, busy: [{ start: busyAt(day, 12), end: busyAt(day, 13) }] }
          : calendar,
    );
    await route.fulfill({ response: answer, json: { ...body, calendars } });
  });
  await page.goto(`${place}/agenda`);
  const column = (name: RegExp) => page.getByRole('region', { name });
  await column(/Otávio/)
    .getByText('Não consegui ler a agenda. Enquanto isso não oferecemos horários aqui.')
    .waitFor();
  await column(/Lara/).getByText('12:00 às 13:00: Ocupado no Google').waitFor();
  const drawn = (selector: string) =>
    page.evaluate<string>(
      `getComputedStyle(document.querySelector(${JSON.stringify(selector)})).backgroundImage`,
    );
  for (const selector of ['.agenda-track[data-unknown="true"]', '.agenda-busy'])
    expect(await drawn(selector)).toMatch(/^repeating-linear-gradient/);
  await inAllLooks(page, 'agenda-busy-and-unknown');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('whoever looks at the connection sees that somebody else has ended it', async () => {
  await page.goto(`${place}/clinica/google`);
  await page.getByRole('heading', { name: 'Conectado e funcionando' }).waitFor();
  await page.getByText('Ao vivo').waitFor();
  const clinicId = /\/c\/([^/]+)/.exec(place)?.[1] ?? '';
  const path = `${run.url}/api/google/oauth/disconnect?clinicId=${clinicId}`;
  expect((await context.request.delete(path, { headers: { origin: run.url } })).status()).toBe(200);
  await page.getByRole('button', { name: 'Conectar com o Google' }).waitFor(soon);
});
