import type { BrowserContext, Page, Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startConsoleRun, type ConsoleRun } from '../../../support/browser/console-run.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { until } from '../../../support/until.ts';

// More wait for a person than fit on one page of fifty; the emergency wrote before all of them, and comes first all the same.

const people = 59;
const urgent = ['5511955508000', 'Ulisses Braga'] as const;
const patients = Array.from(
  { length: people },
  (_, n) => [`55119555081${String(n).padStart(2, '0')}`, `Paciente ${n + 1} de Teste`] as const,
);
const limitMs = 60_000;
const mostNodes = 1_500;
const furtherPages = '**/conversations/queue?*cursor=*';

let run: ConsoleRun;
let context: BrowserContext;
let page: Page;
let clinic: string;
let waiting: number;

const counted = async (): Promise<number> => {
  const answer = await context.request.get(`${run.url}/api/clinics/${clinic}/conversations/counts`);
  return ((await answer.json()) as { waiting: number }).waiting;
};

beforeAll(async () => {
  run = await startConsoleRun();
  context = await run.signedIn();
  page = await run.open(context, '/console');
  await page.locator('.talk-row').first().waitFor();
  clinic = /\/c\/([^/]+)/.exec(page.url())?.[1] ?? '';
  // of the demo clinic
  const before = await counted();
  waiting = before + 1 + people;
  await run.write(...urgent, 'Estou com dor forte no peito e falta de ar');
  await until('the emergency to wait', async () => (await counted()) === before + 1);
  for (const patient of patients) await run.write(...patient, 'Quero falar com uma pessoa');
  await until('everybody to wait', async () => (await counted()) === waiting, 60_000);
}, 180_000);
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});
afterAll(async () => {
  await run.close();
});

const go = (path: string) => page.goto(`${run.url}/console/c/${clinic}/${path}`);
const row = (name: string) =>
  page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name, exact: false });
const nodes = () => page.evaluate<number>(`document.querySelectorAll('*').length`);
const scrollTo = (px: number) => page.evaluate(`document.querySelector('.talk-list').scrollTo(0, ${px})`);
const scrollToEnd = () => scrollTo(1_000_000);
const firstIsUrgent = () =>
  expect.poll(() => page.locator('.talk-row-name').first().textContent()).toBe(urgent[1]);

/** Whoever is met on the way from the top of the list to its end. */
async function metOnTheWay(): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  const list = page.locator('.talk-list');
  let isEnd = false;
  while (!isEnd) {
    for (const name of await list.locator('.talk-row-name').allTextContents()) met.add(name);
    // the rows of a place are drawn in the frame after the list has got there
    isEnd = await page.evaluate<boolean>(`(async () => {
      const list = document.querySelector('.talk-list');
      const before = list.scrollTop;
      list.scrollBy(0, list.clientHeight / 2);
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      return list.scrollTop === before;
    })()`);
  }
  return met;
}

test('during an upgrade, when a process of the version before answers, everybody who waits is listed all the same', async () => {
  await page.route('**/conversations/queue?*', (route) =>
    route.fulfill({ status: 400, json: { code: 'http.invalid-request', message: 'No id', requestId: 'r' } }),
  );
  await go('conversas');
  await row('Paciente').first().waitFor();
});

test(
  'everybody who waits is reached by scrolling, and the emergency stands first though it wrote before all others',
  async () => {
    await go('conversas');
    await page.getByRole('heading', { name: `Precisam de você ${waiting}` }).waitFor();
    await firstIsUrgent();
    const met = await metOnTheWay();
    const missing = [urgent, ...patients].filter(([, name]) => !met.has(name));
    expect(missing).toEqual([]);
    expect(await nodes()).toBeLessThan(mostNodes);
  },
  limitMs,
);

test(
  'a row says why somebody waits, since when, and what the team needs to know, and no row covers the next',
  async () => {
    await go('conversas');
    await row(urgent[1]).getByText('A mensagem do paciente tem sinais de emergência.').waitFor();
    await row(urgent[1])
      .getByText(/^falou de uma emergência, (agora|há)/)
      .waitFor();
    const gaps = await page.evaluate<readonly number[]>(`(() => {
      const rows = [...document.querySelectorAll('.talk-list li')].map((row) => row.getBoundingClientRect());
      return rows.slice(1).map((row, index) => row.top - rows[index].bottom);
    })()`);
    for (const gap of gaps) expect(Math.abs(gap)).toBeLessThan(1);
    const cut = await page.evaluate<number>(
      `[...document.querySelectorAll('.talk-row')].filter((row) => row.scrollHeight > row.clientHeight).length`,
    );
    expect(cut).toBe(0);
    await inAllLooks(page, 'many-wait');
  },
  limitMs,
);

/** Pages of those who wait without end, as of a clinic where far too many do. */
async function manyMore(route: Route, asked: Set<number>): Promise<void> {
  const address = new URL(route.request().url());
  const pageNumber = Number(address.searchParams.get('cursor') ?? 1);
  asked.add(pageNumber);
  address.searchParams.delete('cursor');
  const answer = await route.fetch({ url: address.href });
  const { items } = (await answer.json()) as { items: readonly { id: string }[] };
  const begin = String(pageNumber).padStart(8, '0');
  const json = {
    items: items.map((one) => ({ ...one, id: one.id.replace(/^.{8}/, begin) })),
    nextCursor: String(pageNumber + 1),
  };
  await route.fulfill({ response: answer, json });
}

/** The list of what people have in hand has those who wait, too, the newest of them. */
const nobodyInHand = () =>
  page.route('**/conversations?*mode=human*', (route) =>
    route.fulfill({ json: { items: [], nextCursor: null } }),
  );

test(
  'of more than five hundred the first are read, and in words how many are not shown',
  async () => {
    const asked = new Set<number>();
    await page.route('**/conversations/queue?*', (route) => manyMore(route, asked));
    await nobodyInHand();
    await page.route('**/conversations/counts', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), waiting: 620 } });
    });
    await go('conversas');
    await page.getByRole('heading', { name: 'Precisam de você 620' }).waitFor();
    await expect.poll(() => asked.size, { timeout: 20_000 }).toBe(10);
    await expect
      .poll(async () => {
        await scrollToEnd();
        return page.getByText('e mais 120, que aparecem aqui').count();
      })
      .toBe(1);
    expect(asked.size).toBe(10);
    expect(await nodes()).toBeLessThan(mostNodes);
    await inAllLooks(page, 'too-many-wait');
  },
  limitMs,
);

test(
  'a page that cannot be read is said to be missing, and read when somebody asks for it',
  async () => {
    // nothing is read again by itself
    await page.route('**/events', (route) => route.abort());
    await nobodyInHand();
    await page.route(furtherPages, (route) =>
      route.fulfill({
        status: 409,
        json: { requestId: 'r-1', code: 'http.idempotency-in-progress', message: 'Refused for this test' },
      }),
    );
    await go('conversas');
    await page.getByRole('alert').getByText('Não consegui ler as conversas.').waitFor();
    // the emergency wrote before all others, and is not on a page that is missing
    await firstIsUrgent();
    await expect
      .poll(async () => {
        await scrollToEnd();
        return page.getByText(`e mais ${waiting - 50}, que não consegui ler.`).count();
      })
      .toBe(1);
    await page.unroute(furtherPages);
    await page.getByRole('button', { name: 'Tentar de novo' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await scrollTo(0);
    await firstIsUrgent();
  },
  limitMs,
);

test('choosing a queue ends a search, and the way back brings it again', async () => {
  const field = page.getByRole('searchbox');
  const queue = (name: string) =>
    page.getByRole('navigation', { name: 'Filas' }).getByRole('link', { name, exact: false });
  const asked = () => new URL(page.url()).searchParams.get('q');
  await go('conversas');
  await row(urgent[1]).waitFor();
  await field.fill('ulis');
  await field.pressSequentially('ses');
  await expect.poll(asked).toBe('ulisses');
  await expect.poll(() => page.locator('.talk-row').count()).toBe(1);
  expect(await field.inputValue()).toBe('ulisses');

  await queue('Todas').click();
  await expect.poll(() => page.locator('.talk-row').count()).toBeGreaterThan(5);
  expect([await field.inputValue(), asked()]).toEqual(['', null]);

  await page.goBack();
  await expect.poll(() => field.inputValue()).toBe('ulisses');
  await expect.poll(() => page.locator('.talk-row').count()).toBe(1);
  await page.goBack();
  await expect.poll(() => field.inputValue()).toBe('');
  await page.getByRole('heading', { name: `Precisam de você ${waiting}` }).waitFor();

  // and what nobody has looked for yet is dropped
  await field.fill('helena');
  await queue('Minhas').click();
  await expect.poll(() => field.inputValue()).toBe('');
  await page.getByText('Você não é responsável por nenhuma conversa agora.').waitFor();
  expect(asked()).toBeNull();
});

test.each([
  ['agenda', 'Agenda'],
  ['alertas', 'Alertas'],
  ['clinica/contexto', 'Contexto · Clínica'],
  ['conversas', 'Conversas'],
])('how many wait stands in the title of %s', async (path, name) => {
  await go(path);
  await expect.poll(() => page.title()).toBe(`(${waiting}) ${name} · Atende`);
});

test('the title of the agenda counts on when somebody else begins to wait, and that of the platform counts nobody', async () => {
  await go('agenda');
  await page.getByText('Ao vivo').waitFor();
  await run.write('5511955508200', 'Vera Pinho', 'Quero falar com uma pessoa');
  await expect.poll(() => page.title(), { timeout: 15_000 }).toBe(`(${waiting + 1}) Agenda · Atende`);
  await page.getByRole('link', { name: 'Plataforma' }).click();
  await expect.poll(() => page.title()).toBe('Clínicas · Plataforma · Atende');
});

test('the page’s policy has refused nothing, and no script has failed', () => {
  expect(run.troubles).toEqual([]);
});
