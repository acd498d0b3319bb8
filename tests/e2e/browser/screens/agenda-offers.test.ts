import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookTwoOfOneDay } from '../../../support/browser/book-visits.ts';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let times: readonly [string, string];

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  const booked = await bookTwoOfOneDay(context.request, page.url());
  ({ times } = booked);
  await page.goto(page.url().replace(/\/conversas.*/, `/agenda?dia=${booked.day}`));
}, 90_000);

afterAll(async () => {
  await run.close();
});

const column = () => page.getByRole('region', { name: /Lara/ });
const visitAt = (time: string) =>
  column().locator('.visit', { hasText: new RegExp(`^${time} às .*Sem paciente`) });
const offered = () => column().locator('.agenda-offered');
const boxOf = async (of: Locator) => {
  const box = await of.boundingBox();
  if (box === null) throw new Error('It is not shown');
  return box;
};
/** Whether the middle of a visit is where times are offered. */
const isLit = async (visit: Locator) => {
  const { y, height } = await boxOf(visit);
  const boxes = await Promise.all((await offered().all()).map(boxOf));
  return boxes.some((box) => box.y < y + height / 2 && y + height / 2 < box.y + box.height);
};
const ghost = () => page.locator('.agenda-ghost');
const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

test('while a visit is dragged, free times light up, its own among them, and taken ones do not', async () => {
  const [own, taken] = times.map(visitAt) as [Locator, Locator];
  await taken.scrollIntoViewIfNeeded();
  expect(await offered().count()).toBe(0);
  const from = await boxOf(own);
  const onto = await boxOf(taken);
  await page.mouse.move(from.x + 20, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(onto.x + 20, onto.y + 5, { steps: 8 });
  await offered().first().waitFor();
  expect(await isLit(own)).toBe(true);
  expect(await isLit(taken)).toBe(false);
  expect(await ghost().getAttribute('data-offered')).toBe('false');
  await page.mouse.move(from.x + 20, from.y + 5, { steps: 8 });
  await expect.poll(() => ghost().getAttribute('data-offered')).toBe('true');
  await inAllLooks(page, 'agenda-offered');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await offered().count()).toBe(0);
  expect(await page.getByRole('dialog').count()).toBe(0);
});

test('by the key M they light up as well, the arrows go from one to the next, and Enter asks once', async () => {
  await visitAt(times[0]).focus();
  await page.keyboard.press('m');
  await offered().first().waitFor();
  const said = page.locator('.agenda-grid > [role="status"]');
  await expect.poll(() => said.textContent()).toContain(`${times[0]}: horário livre`);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => said.textContent()).not.toContain(`${times[0]}:`);
  expect(await said.textContent()).toContain('horário livre');
  const next = (await ghost().textContent()) ?? '';
  expect(minutes(next)).toBeGreaterThan(minutes(times[0]));
  expect(next).not.toBe(times[1]);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Remarcar' });
  await dialog.getByText(next).waitFor();
  expect(await offered().count()).toBe(0);
  await dialog.getByRole('button', { name: 'Remarcar' }).press('Enter');
  await page
    .getByRole('status')
    .filter({ hasText: /^Remarcado: / })
    .waitFor();
});

test('Escape leaves everything as it is', async () => {
  await visitAt(times[1]).focus();
  await page.keyboard.press('m');
  await ghost().waitFor();
  await page.keyboard.press('Escape');
  await ghost().waitFor({ state: 'detached' });
  expect(await visitAt(times[1]).count()).toBe(1);
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
