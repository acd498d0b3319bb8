import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../support/browser/console-run.ts';
import { lineTo } from '../../support/browser/cut-line.ts';
import { inAllLooks } from '../../support/browser/screens.ts';

let run: ConsoleRun;
let context: BrowserContext;
const rui = ['5511955501004', 'Rui Camargo'] as const;

beforeAll(async () => {
  run = await startConsoleRun();
}, 90_000);
beforeEach(async () => {
  context = await run.signedIn();
});

afterAll(async () => {
  await run.close();
});

const open = async (page: Page, name: string) => {
  await page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const isLive = (page: Page) => page.getByText('Ao vivo').waitFor();
const twenty = Array.from({ length: 20 }, (_, n) => `Mensagem número ${n + 1} da linha cortada`);

test('after a minute without a line, all that came and what a colleague wrote is there within two seconds', async () => {
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${run.url}/console`);
  await open(page, 'Rui Camargo');
  await isLive(page);
  const theirs = await run.signedIn();
  const colleague = await run.open(theirs, new URL(page.url()).pathname);
  await colleague.getByLabel('Mensagem', { exact: true }).waitFor();

  await context.setOffline(true);
  await page.getByText(/^Reconectando/).waitFor();
  for (const text of twenty) await run.write(...rui, text);
  await colleague.getByRole('log').getByText(twenty.at(-1)!).waitFor();
  await colleague.getByLabel('Mensagem', { exact: true }).fill('Já respondi por aqui');
  await colleague.getByLabel('Mensagem', { exact: true }).press('Control+Enter');
  await colleague.getByRole('log').getByText('Já respondi por aqui').waitFor();
  await page.clock.runFor(60_000);
  await page.getByText('Sem conexão.').waitFor();
  expect(await page.getByText('Ao vivo').count()).toBe(0);
  expect(await page.getByRole('log').getByText(twenty[0]!).count()).toBe(0);

  const back = Date.now();
  await context.setOffline(false);
  // the browser says so itself, but not always under emulation
  await page.evaluate("window.dispatchEvent(new Event('online'))");
  await page.getByRole('log').getByText('Já respondi por aqui').waitFor();
  for (const text of twenty) await page.getByRole('log').getByText(text, { exact: true }).waitFor();
  await isLive(page);
  expect(Date.now() - back).toBeLessThan(2_000);
  await Promise.all([page.close(), theirs.close()]);
});

test('a line that falls silent without a word is not called live for long', async () => {
  const line = await lineTo(run.url);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${line.url}/console`);
  await page.getByRole('heading', { level: 1, name: 'Conversas' }).waitFor();
  await isLive(page);
  line.swallow();
  await page.clock.runFor(26_000);
  await page.getByText(/^Reconectando/).waitFor();
  expect(await page.getByText('Ao vivo').count()).toBe(0);
  await page.clock.runFor(6_000);
  await page.getByText('Sem conexão.').waitFor();
  await inAllLooks(page, 'line-cut');
  line.mend();
  await page.clock.runFor(20_000);
  await isLive(page);
  await page.close();
  await line.close();
});

test('an answer that the line swallows is given back to its writer, and is sent once when it is tried again', async () => {
  const line = await lineTo(run.url);
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${line.url}/console`);
  await open(page, rui[1]);
  line.swallow();
  await page.getByRole('textbox', { name: 'Mensagem', exact: true }).fill('Pode vir às dez');
  await page.keyboard.press('Control+Enter');
  await page.clock.runFor(46_000);
  await page.getByText('Sem conexão com o servidor.').waitFor();
  line.mend();
  await page.getByRole('textbox', { name: 'Mensagem', exact: true }).focus();
  await page.keyboard.press('Control+Enter');
  const said = page.getByRole('log').getByText('Pode vir às dez');
  await said.waitFor();
  expect(await said.count()).toBe(1);
  await page.close();
  await line.close();
});

test('eight tabs read one stream, and when the one that reads is closed the next one does within two seconds', async () => {
  let streams = 0;
  const readers: Page[] = [];
  context.on('request', (request) => {
    if (!request.url().endsWith('/conversations/events')) return;
    streams += 1;
    readers.push(request.frame().page());
  });
  const tabs: Page[] = [];
  for (let n = 0; n < 8; n += 1) tabs.push(await run.open(context, '/console'));
  await Promise.all(tabs.map(isLive));
  expect(streams).toBe(1);

  await run.write(...rui, 'Para todas as abas');
  await Promise.all(tabs.map((tab) => tab.getByText('Para todas as abas').waitFor()));
  expect(streams).toBe(1);

  const [leader] = readers;
  const others = tabs.filter((tab) => tab !== leader);
  expect(others).toHaveLength(7);
  await leader?.close();
  const closed = Date.now();
  await run.write(...rui, 'Depois que a primeira fechou');
  await Promise.all(others.map((tab) => tab.getByText('Depois que a primeira fechou').waitFor()));
  expect(Date.now() - closed).toBeLessThan(2_000);
  expect(streams).toBe(2);
  await Promise.all(others.map((tab) => tab.close()));
});

/** The tabs of a fresh context, the one that reads first, and how many streams there have been. */
async function tabsOf(count: number) {
  const tabs: Page[] = [];
  const readers: Page[] = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/conversations/events')) readers.push(request.frame().page());
  });
  for (let n = 0; n < count; n += 1) {
    tabs.push(await run.open(context, '/console'));
    await tabs[n]!.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name: 'Todas' }).click();
    await isLive(tabs[n]!);
  }
  expect(readers).toEqual([tabs[0]]);
  return { tabs, readers };
}
/** Whether the words for a live line are on the screen. */
const calledLive = (page: Page) => page.getByText('Ao vivo').count();

/** From now on no script of the tab goes on, nor of others that its process draws, until it is let go. */
async function stopped(tab: Page): Promise<() => Promise<void>> {
  const session = await context.newCDPSession(tab);
  const paused = new Promise((resolve) => session.once('Debugger.paused', resolve));
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  await paused;
  return async () => {
    await session.send('Debugger.disable');
    await session.detach();
  };
}
const answers = (tab: Page) =>
  tab.waitForFunction('true', undefined, { timeout: 1_500 }).then(
    () => true,
    () => false,
  );

test('a tab that reads and hangs is replaced, nothing is called live meanwhile, and it follows when it goes on', async () => {
  // Chromium may draw two tabs of one place by one process
  const { tabs, readers } = await tabsOf(4);
  const [hanging, ...others] = tabs as [Page, Page, Page, Page];
  const begun = Date.now();
  const letGo = await stopped(hanging);
  const goOn = await Promise.all(others.map(answers));
  const awake = others.filter((_, at) => goOn[at]);
  expect(awake.length).toBeGreaterThan(0);
  const seen = (text: string) => Promise.all(awake.map((tab) => tab.getByText(text).waitFor()));
  await run.write(...rui, 'Enquanto uma aba trava');
  await expect.poll(() => Promise.all(awake.map(calledLive)), { interval: 50 }).not.toContain(1);
  await seen('Enquanto uma aba trava');
  await Promise.all(awake.map(isLive));
  expect(Date.now() - begun).toBeLessThan(15_000);
  expect(awake).toContain(readers[1]);
  // whoever follows the new one hears it, too
  await run.write(...rui, 'E ainda trava');
  await seen('E ainda trava');

  const before = readers.length;
  await letGo();
  // what it has missed is there, and it hears what comes next, by the one stream
  await hanging.getByText('E ainda trava').waitFor();
  await isLive(hanging);
  await run.write(...rui, 'Depois de travar');
  await Promise.all(tabs.map((tab) => tab.getByText('Depois de travar').waitFor()));
  expect(readers.length).toBe(before);
  // the new one gives its place on as any other
  await readers.at(-1)?.close();
  await run.write(...rui, 'Depois que a nova fechou');
  const left = tabs.filter((tab) => !tab.isClosed());
  expect(left).toHaveLength(3);
  await Promise.all(left.map((tab) => tab.getByText('Depois que a nova fechou').waitFor()));
  await Promise.all(left.map((tab) => tab.close()));
});

test('a tab that is asked and answers keeps its place, also out of sight', async () => {
  const { tabs, readers } = await tabsOf(2);
  const [reading, other] = tabs as [Page, Page];
  const heard = await other.evaluateHandle<number[]>(`{
    const heard = [];
    const clinic = /\\/c\\/([^/]+)/.exec(location.pathname)[1];
    new BroadcastChannel('atende-live-' + clinic).onmessage = ({ data }) => data.state && heard.push(Date.now());
    heard;
  }`);
  await other.bringToFront();
  // longer than it takes to replace a silent one
  await expect.poll(() => other.evaluate((all) => all.length, heard), { timeout: 20_000 }).toBeGreaterThan(3);
  expect(readers).toEqual([reading]);
  expect(await calledLive(other)).toBe(1);
  await Promise.all(tabs.map((tab) => tab.close()));
});

test('the days around which the clocks of the browser change are shown as the clinic lives them', async () => {
  const here = await run.open(context, '/console');
  await here.getByRole('navigation', { name: 'Lugares' }).getByRole('link', { name: 'Agenda' }).click();
  await here.getByRole('link', { name: 'Semana' }).waitFor();
  const agenda = new URL(here.url()).pathname;
  // the clocks of New York go from 2 to 3 on 14 March 2027, those of Lisbon on the 28th; the clinic's never do
  const zones = ['America/New_York', 'Europe/Lisbon'];
  const elsewhere: BrowserContext[] = [];
  for (const timezoneId of zones) elsewhere.push(await run.signedIn({ timezoneId }));
  const shown = async (of: BrowserContext, day: string) => {
    const page = await run.open(of, `${agenda}?dia=${day}&visao=semana`);
    await page.locator('.agenda-working').first().waitFor();
    const seen = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('.agenda-heading, .agenda-hour, .agenda-working')].map((part) => part.textContent + part.style.cssText)`,
    );
    await page.close();
    return seen;
  };
  for (const day of ['2027-03-14', '2027-03-28']) {
    const ours = await shown(context, day);
    expect(ours.length).toBeGreaterThan(20);
    for (const there of elsewhere) expect(await shown(there, day)).toEqual(ours);
  }
  await Promise.all([here, ...elsewhere].map((one) => one.close()));
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
