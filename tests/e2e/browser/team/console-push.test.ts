import type { BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atendeClient } from '../../../../client/atende-client.ts';
import { makeVapidKeys } from '../../../../src/adapters/announcing/push/vapid-keys.ts';
import { bySecret } from '../../../support/api/issuer.ts';
import { inAllLooks } from '../../../support/browser/screens.ts';
import { pushesInto, subscribingTo } from '../../../support/browser/stubbed-push.ts';
import { startTeamRun, type TeamRun } from '../../../support/browser/team-run.ts';
import { until } from '../../../support/until.ts';
import { pushEnvironment, startPushStub, type StubBrowser } from '../../../support/vendors/push-stub.ts';

const keys = makeVapidKeys();
const origin = 'http://127.0.0.1:26293';
let run: TeamRun;
let stub: Awaited<ReturnType<typeof startPushStub>>;
let browser: StubBrowser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  stub = await startPushStub();
  browser = stub.browser();
  run = await startTeamRun(26_293, {
    ...pushEnvironment(keys),
    PUSH_ROUND_MS: '200',
  });
  ({ context, page } = await run.person('ana', 'Ana Prado'));
  await context.addInitScript({ content: subscribingTo(browser.endpoint) });
}, 90_000);

afterAll(async () => {
  await run.close();
  await stub.close();
});

const label = 'Avisar também com o Atende fechado';
const settings = async (on: Page) => {
  await on.getByRole('button', { name: 'Notificações' }).click();
  await on.getByLabel(label).waitFor();
};
const worker = async (): Promise<Worker> =>
  context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
type Shown = { title: string; body: string; tag: string; path: string };
const shown = async () =>
  (await worker()).evaluate<Shown[]>(
    `registration.getNotifications().then((all) => all.map(({ title, body, tag, data }) => ({ title, body, tag, path: data.path })))`,
  );
/** Delivered again while it is not shown: what DevTools delivers as a page goes away may be lost. */
const deliveredBy = (push: (text: string) => Promise<unknown>) => (text: string, tag: string) =>
  until('the notice', async () => {
    await push(text);
    const isShown = async () => (await shown()).some((notice) => notice.tag === tag);
    return expect
      .poll(isShown, { timeout: 2_000 })
      .toBe(true)
      .then(
        () => true,
        () => false,
      );
  });
/** A click of a person lets the worker open pages; this one only tells it. */
const click = async () =>
  (await worker()).evaluate<unknown>(
    `registration.getNotifications().then(([notification]) => {
      self.opened = [];
      clients.openWindow = async (url) => void self.opened.push(url);
      dispatchEvent(new NotificationEvent('notificationclick', { notification }));
    })`,
  );

test('a browser that refuses, or cannot, says so, and nothing can be switched on', async () => {
  const refusing = await context.newPage();
  await refusing.addInitScript({
    content: `Object.defineProperty(Notification, 'permission', { get: () => 'denied' });`,
  });
  await refusing.goto(page.url());
  await settings(refusing);
  await refusing.getByText('não deixa o Atende mostrar avisos').waitFor();
  await refusing.getByText('Depende da mesma permissão').waitFor();
  expect(await refusing.getByLabel(label).isDisabled()).toBe(true);
  await inAllLooks(refusing, 'push-refused');
  await refusing.close();
  const old = await context.newPage();
  await old.addInitScript({ content: 'delete window.PushManager;' });
  await old.goto(page.url());
  await settings(old);
  await old.getByText('não recebe avisos com o Atende fechado').waitFor();
  expect(await old.getByLabel(label).isDisabled()).toBe(true);
  await old.close();
});

test('whoever switches it on is told by the push service that a conversation waits, though no page is open', async () => {
  await context.grantPermissions(['notifications'], { origin });
  await page.reload();
  await settings(page);
  await page.getByLabel(label).click();
  await expect.poll(() => page.getByLabel(label).isChecked(), { timeout: 10_000 }).toBe(true);
  await inAllLooks(page, 'push-on');
  const push = await pushesInto(page);
  await page.goto('about:blank');
  await run.write('5511955503001', 'Rita Alves', 'Quero falar com uma pessoa');
  await expect.poll(() => browser.received.length, { timeout: 10_000 }).toBe(1);
  const [received] = browser.received;
  expect(received!.text).not.toMatch(/Rita|5511955503001/);
  await deliveredBy(push)(received!.text, received!.message.tag);
  await expect.poll(shown).toEqual([
    {
      ...{ title: 'Uma conversa espera por você', body: 'Clínica de Teste', tag: received!.message.tag },
      path: `/console/c/${run.clinicId}/conversas/${received!.message.tag}`,
    },
  ]);
});

test('a click opens the conversation: in a new page, or in one of the clinic that is open', async () => {
  const [{ path }] = (await shown()) as [Shown];
  await click();
  await expect.poll(async () => (await worker()).evaluate('self.opened')).toEqual([path]);
  expect(await shown()).toEqual([]);
  await page.goto(`${origin}/console/c/${run.clinicId}/agenda`);
  await page.getByText('Ao vivo').waitFor();
  await page.evaluate('document.activeElement.blur()');
  await (
    await worker()
  ).evaluate(
    `registration.showNotification('Uma conversa espera por você', { data: { path: ${JSON.stringify(path)} } })`,
  );
  await click();
  await page.getByRole('heading', { level: 1, name: 'Rita Alves' }).waitFor();
  expect(await (await worker()).evaluate('self.opened')).toEqual([]);
});

test('what comes over the line is shown whatever it is, and leads to no place but ours', async () => {
  const delivered = deliveredBy(await pushesInto(page));
  await page.goto('about:blank');
  await delivered('{ no JSON', '');
  await delivered(JSON.stringify({ title: 7, path: 'https://elsewhere.example/', tag: 'odd' }), 'odd');
  for (const { title, path } of await shown())
    expect([title, path]).toEqual(['Uma conversa espera por você', '/console']);
});

const all = 'registration.getNotifications()';

test('only a page in front that is of the clinic, and hears what happens, keeps a push back', async () => {
  const pushOf = (clinicId: string, tag: string) =>
    JSON.stringify({ title: 'Emergência', tag, path: `/console/c/${clinicId}/conversas/${tag}` });
  const tags = async () => (await shown()).map(({ tag }) => tag);
  await (await worker()).evaluate(`${all}.then((shown) => shown.forEach((one) => one.close()))`);
  await page.goto(`${origin}/console/c/${run.clinicId}/agenda`);
  await page.getByText('Ao vivo').waitFor();
  await page.bringToFront();
  const push = await pushesInto(page);
  const delivered = deliveredBy(push);
  await delivered(pushOf('another', 'of-another-clinic'), 'of-another-clinic');
  await push(pushOf(run.clinicId, 'seen'));
  // the worker takes one after the other
  await delivered(pushOf('another', 'later'), 'later');
  expect((await tags()).toSorted()).toEqual(['later', 'of-another-clinic']);
  // never answered
  await page.route(/\/conversations\/events/, () => undefined);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await delivered(pushOf(run.clinicId, 'not-live'), 'not-live');
  expect((await tags()).toSorted()).toEqual(['later', 'not-live', 'of-another-clinic']);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a notice that still stands there is heard again, unless it has just said the same', async () => {
  const push = await pushesInto(page);
  await page.goto('about:blank');
  // from here on what is delivered arrives
  await deliveredBy(push)(JSON.stringify({ title: 'Uma conversa espera por você', tag: 'first' }), 'first');
  const heard = async () =>
    (await worker()).evaluate<unknown[]>(
      `${all}.then((shown) => shown.filter(({ tag }) => tag === 'one').map(({ title, body, renotify }) => [title, body, renotify]))`,
    );
  for (const [title, body, isHeard] of [
    ['Uma conversa espera por você', 'a', true],
    ['Uma conversa espera por você', 'b', false],
    ['Emergência', 'c', true],
  ]) {
    await push(JSON.stringify({ title, body, tag: 'one' }));
    await expect.poll(heard).toEqual([[title, body, isHeard]]);
  }
});

/** Another browser of the clinic, which is told of whatever waits. */
async function told(): Promise<StubBrowser> {
  const other = stub.browser();
  await run.admin.subscribeBrowser({ clinicId: run.clinicId, body: other.endpoint });
  return other;
}

/** As the browser of the page keeps it, of another clinic of the same person. */
async function switchedOnIn(clinicId: string): Promise<void> {
  await page.route(new RegExp(`/${clinicId}/push`), (route) =>
    route.fulfill({ json: { id: 'known', publicKey: keys.publicKey } }),
  );
  await page.evaluate(`{
    const kept = JSON.parse(localStorage.getItem('atende-push'));
    const [own] = Object.values(kept.clinics);
    kept.clinics = { ${clinicId}: own, ...kept.clinics };
    localStorage.setItem('atende-push', JSON.stringify(kept));
  }`);
}

test('a browser that an operator has signed out is told nothing, and again after signing in, without another click', async () => {
  const place = `/console/c/${run.clinicId}/conversas?fila=todas`;
  await page.goto(origin + place);
  await page.getByText('Ao vivo').waitFor();
  const token = await bySecret({ sub: 'root', role: 'platform-admin' });
  const operator = atendeClient({ baseUrl: origin, token: () => token });
  const { items } = await operator.listBrowserSessions();
  for (const { id, userId } of items) if (userId === 'ana') await operator.endBrowserSession({ id });
  await page.getByText('A sua sessão terminou.').first().waitFor();
  const before = stub.askedFor(browser);
  const other = await told();
  await run.write('5511955503004', 'Dora Paz', 'Quero falar com uma pessoa');
  await expect.poll(() => other.received.length, { timeout: 10_000 }).toBe(1);
  await run.pushesAreOut();
  expect(stub.askedFor(browser)).toBe(before);

  await switchedOnIn('elsewhere');
  await switchedOnIn('closed');
  await page.route(/\/closed\/push/, (route) =>
    route.fulfill({ status: 403, json: { requestId: 'r-1', code: 'access.role-insufficient', message: '' } }),
  );
  const renewed = ['elsewhere', run.clinicId].map((clinicId) =>
    page.waitForResponse((answer) => answer.url().endsWith(`/${clinicId}/push/browser`) && answer.ok()),
  );
  await page.goto(`${origin}/api/session/login?returnTo=${encodeURIComponent(place)}`);
  await Promise.all(renewed);
  const kept = () =>
    page.evaluate<string[]>(`Object.keys(JSON.parse(localStorage.getItem('atende-push')).clinics)`);
  await expect.poll(async () => (await kept()).toSorted()).toEqual(['elsewhere', run.clinicId].toSorted());
  await page.goto('about:blank');
  await run.write('5511955503005', 'Elis Maia', 'Quero falar com uma pessoa');
  await expect.poll(() => stub.askedFor(browser), { timeout: 10_000 }).toBe(before + 1);
});

test('whoever signs out waits for no browser that does not answer', async () => {
  const { page: other } = await run.person('bia', 'Bia Reis');
  await other.evaluate(`
    localStorage.setItem('atende-push', JSON.stringify({ actor: 'x', clinics: {} }));
    ServiceWorkerContainer.prototype.getRegistration = () => new Promise(() => undefined);`);
  await other.getByRole('button', { name: 'Sair' }).click();
  await other.getByText('Entre para continuar').waitFor();
});

test('whoever signs out is told nothing more', async () => {
  await page.goto(`${origin}/console/c/${run.clinicId}/conversas?fila=todas`);
  await page.getByText('Ao vivo').waitFor();
  await page.getByRole('button', { name: 'Sair' }).click();
  await page.getByText('Entre para continuar').waitFor();
  expect(
    await page.evaluate(`[localStorage.getItem('atende-push'), localStorage.getItem('stubbed-push')]`),
  ).toEqual([null, null]);
  const before = stub.askedFor(browser);
  await run.write('5511955503002', 'Bento Luz', 'Quero falar com uma pessoa');
  await expect
    .poll(async () => (await run.admin.countConversations({ clinicId: run.clinicId })).waiting, {
      timeout: 10_000,
    })
    .toBe(4);
  const other = await told();
  await run.write('5511955503003', 'Caio Melo', 'Quero falar com uma pessoa');
  await expect.poll(() => other.received.length, { timeout: 10_000 }).toBe(1);
  await run.pushesAreOut();
  expect(stub.askedFor(browser)).toBe(before);
  expect(run.troubles).toEqual([]);
});
