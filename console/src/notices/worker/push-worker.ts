// Runs in the browser beside the pages, also while none is open: shows what a push brings, and opens its place by a click.
// Built into one file (console/worker.config.ts). It answers no requests and keeps nothing.
import { isHeardAgain } from './heard-again.ts';

type Ending = Event & { waitUntil(work: Promise<unknown>): void };
type PushArrival = Ending & { readonly data: { json(): unknown } | null };
type NoticeClick = Ending & { readonly notification: Notification };
type Page = {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  postMessage(message: unknown, transfer?: readonly MessagePort[]): void;
};
type Pages = {
  matchAll(which: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Page[]>;
  openWindow(url: string): Promise<unknown>;
  claim(): Promise<void>;
};
type Worker = {
  readonly location: { readonly origin: string };
  readonly registration: ServiceWorkerRegistration;
  readonly clients: Pages;
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: Ending) => void): void;
  addEventListener(name: 'push', listener: (event: PushArrival) => void): void;
  addEventListener(name: 'notificationclick', listener: (event: NoticeClick) => void): void;
};

const worker = globalThis as unknown as Worker;

const start = '/console';
const ownPages = () => worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

type Push = { title?: unknown; body?: unknown; tag?: unknown; path?: unknown; isUrgent?: unknown };

worker.addEventListener('push', (event) => event.waitUntil(show(event)));
worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(placeOf((event.notification.data as Push | null)?.path)));
});

/** Pages answer at once; one that does not is not believed to show anything. */
const answerMs = 1_000;

/**
 * A browser takes pushes away from who shows nothing: but for a page of the clinic that somebody has in front, and that
 * hears what happens, something is shown.
 */
async function show({ data }: PushArrival): Promise<void> {
  const push = read(data);
  const path = placeOf(push.path);
  const inFront = (await pagesOf(path)).filter(({ focused }) => focused);
  if ((await Promise.all(inFront.map(isLive))).includes(true)) return;
  const title = typeof push.title === 'string' ? push.title : 'Uma conversa espera por você';
  const { registration } = worker;
  await registration.showNotification(title, {
    body: typeof push.body === 'string' ? push.body : '',
    ...(typeof push.tag === 'string' &&
      push.tag !== '' && { tag: push.tag, renotify: await isHeardAgain(registration, push.tag, title) }),
    requireInteraction: push.isUrgent === true,
    data: { path, at: Date.now() },
  });
}

const isLive = (page: Page): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data === true);
    setTimeout(() => resolve(false), answerMs);
    page.postMessage({ asks: 'is-live' }, [port2]);
  });

function read(data: PushArrival['data']): Push {
  try {
    const push: unknown = data?.json();
    return typeof push === 'object' && push !== null ? push : {};
  } catch {
    return {};
  }
}

const placeOf = (path: unknown): string =>
  typeof path === 'string' && path.startsWith(`${start}/`) ? path : start;

/** The pages of the clinic that this is a place of. */
async function pagesOf(path: string): Promise<readonly Page[]> {
  const clinic = /^\/console\/c\/[^/]+\//.exec(path)?.[0];
  if (clinic === undefined) return [];
  return (await ownPages()).filter(({ url }) => url.startsWith(worker.location.origin + clinic));
}

/** In a page of the same clinic, which is asked to go there; else in a new one. */
async function open(path: string): Promise<void> {
  const [page] = await pagesOf(path);
  if (page === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  // it goes there all the same
  await page.focus().catch(() => undefined);
  page.postMessage({ open: path });
}
