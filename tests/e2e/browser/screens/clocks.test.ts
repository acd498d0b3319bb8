import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

// A clinic, and somebody who works for it far away: what is shown and what is sent are the clinic's clocks, also when
// those of the clinic, or those of the browser, are put forward or back in between.

const dayMs = 86_400_000;
let run: ConsoleRun;
beforeAll(async () => {
  run = await startConsoleRun();
}, 90_000);
afterAll(async () => {
  await run.close();
});

/** Minutes by which a zone is ahead of UTC at noon of a day. */
const aheadOn = (day: number, zone: string): number => {
  const noon = Math.floor(day / dayMs) * dayMs + dayMs / 2;
  return (Date.parse(`${new Date(noon).toLocaleString('sv-SE', { timeZone: zone })}Z`) - noon) / 60_000;
};
/** The Sunday on which the clocks of a zone change next, after two weeks at least, and the days around it. */
function aroundNextChange(zone: string): readonly [string, string, string] {
  for (let day = Date.now() + 14 * dayMs; ; day += dayMs)
    if (aheadOn(day - dayMs, zone) !== aheadOn(day, zone)) {
      const [before, on, after] = [-1, 0, 1].map((by) =>
        new Date(day + by * dayMs).toISOString().slice(0, 10),
      );
      return [before ?? '', on ?? '', after ?? ''];
    }
}
/** Nine in the morning there, as it is sent. */
const nineOf = (day: string, zone: string): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const utc = Date.UTC(year, month - 1, date, 9);
  return new Date(utc - aheadOn(utc, zone) * 60_000).toISOString();
};

describe.each([
  [
    'the clinic’s change',
    { clinic: 'Europe/Lisbon', browser: 'America/Sao_Paulo', changes: 'Europe/Lisbon' },
  ],
  ['the browser’s change', { clinic: 'America/Manaus', browser: 'Europe/Lisbon', changes: 'Europe/Lisbon' }],
] as const)('over %s of clocks', (_, { clinic: zone, browser, changes }) => {
  const days = aroundNextChange(changes);
  let context: BrowserContext;
  let page: Page;
  let clinicId: string;

  beforeAll(async () => {
    context = await run.signedIn({ timezoneId: browser });
    page = await run.open(context, '/console');
    await page.locator('.talk-row').first().waitFor();
    [, clinicId = ''] = /\/c\/([^/]+)/.exec(page.url()) ?? [];
    const place = `${run.url}/api/clinics/${clinicId}`;
    const { etag = '' } = (await context.request.get(place)).headers();
    const headers = { origin: run.url, 'if-match': etag };
    expect((await context.request.patch(place, { data: { timeZone: zone }, headers })).status()).toBe(200);
  }, 60_000);
  afterAll(() => context.close());

  test.each(days)('a visit at nine on %s is sent and shown as nine of the clinic', async (day) => {
    await page.goto(`${run.url}/console/c/${clinicId}/agenda?dia=${day}`);
    await page.getByRole('button', { name: 'Marcar', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Marcar horário' });
    await dialog.getByRole('option', { name: 'Consulta dermatológica' }).waitFor({ state: 'attached' });
    await dialog.getByLabel('Serviço').selectOption('Consulta dermatológica');
    await dialog.getByText('Outro horário').click();
    await dialog.getByLabel('Outro dia').fill(day);
    await dialog.getByLabel('Hora', { exact: true }).fill('09:00');
    await dialog.getByText(/^Escolhido: .*, 09:00/).waitFor();
    await dialog.getByRole('button', { name: 'Marcar', exact: true }).click();
    // far ahead, and perhaps on a day without work: asked once, and then booked
    await dialog.getByRole('alert').getByText('está mais longe do que a clínica oferece').waitFor();
    const sent = page.waitForRequest(
      (one) => one.method() === 'POST' && one.url().endsWith('/api/appointments'),
    );
    await dialog.getByRole('button', { name: 'Marcar mesmo assim' }).click();
    expect((await sent).postDataJSON()).toMatchObject({ start: nineOf(day, zone) });
    await page
      .getByRole('status')
      .filter({ hasText: /^Marcado: .*, 09:00/ })
      .waitFor();
    const visit = page.locator('.visit').filter({ hasText: /^09:00/ });
    expect(await visit.locator('.visit-time').textContent()).toMatch(/^09:00 às 09:\d\d$/);
    await visit.click();
    await page
      .getByRole('dialog')
      .getByText(/, 09:00 às 09:/)
      .waitFor();
  });

  test('a visit that is moved by the keys goes to the minute that was shown', async () => {
    const [, , day] = days;
    await page.goto(`${run.url}/console/c/${clinicId}/agenda?dia=${day}`);
    await page
      .locator('.visit')
      .filter({ hasText: /^09:00/ })
      .focus();
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    const shown = (await page.locator('.agenda-ghost').textContent()) ?? '';
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Remarcar' });
    await dialog.getByText(new RegExp(`, ${shown}`)).waitFor();
    await dialog.getByRole('button', { name: 'Remarcar' }).click();
    await dialog.getByRole('alert').waitFor();
    await inAllLooks(page, 'agenda-beyond-limits');
    const sent = page.waitForRequest((one) => one.url().endsWith('/reschedule'));
    await dialog.getByRole('button', { name: 'Remarcar mesmo assim' }).click();
    const minutes = Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3, 5));
    const expected = new Date(Date.parse(nineOf(day, zone)) + (minutes - 9 * 60) * 60_000).toISOString();
    expect((await sent).postDataJSON()).toMatchObject({ start: expected });
  });
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
