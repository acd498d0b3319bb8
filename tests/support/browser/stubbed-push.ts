import type { CDPSession, Page } from 'playwright-core';
import type { PushEndpoint } from '../../../src/domain/inbox/browser-subscription.ts';

/**
 * The half of a subscription that Chromium needs servers of its vendor for: the page gets this endpoint. All else, the worker of
 * the browser among it, is Chromium's own.
 */
export const subscribingTo = ({ url, publicKey, authSecret }: PushEndpoint): string => `
  const bytesOf = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const kept = 'stubbed-push';
  const subscriptionOf = (applicationServerKey) => ({
    endpoint: ${JSON.stringify(url)},
    options: { applicationServerKey: bytesOf(applicationServerKey).buffer },
    getKey: (name) => bytesOf(name === 'auth' ? ${JSON.stringify(authSecret)} : ${JSON.stringify(publicKey)}).buffer,
    unsubscribe: async () => localStorage.removeItem(kept) ?? true,
  });
  PushManager.prototype.getSubscription = async function () {
    const key = localStorage.getItem(kept);
    return key === null ? null : subscriptionOf(key);
  };
  PushManager.prototype.subscribe = async function ({ userVisibleOnly, applicationServerKey }) {
    if (userVisibleOnly !== true) throw new DOMException('Only visible ones', 'NotAllowedError');
    localStorage.setItem(kept, applicationServerKey);
    return subscriptionOf(applicationServerKey);
  };`;

/** Hands pushes to the worker of the browser, as its push service does. */
export async function pushesInto(page: Page): Promise<(data: string) => Promise<void>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const registered = new Promise<{ registrationId: string; scopeURL: string }>((resolve) =>
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [found] = registrations.filter(({ isDeleted }) => !isDeleted);
      if (found !== undefined) resolve(found);
    }),
  );
  await session.send('ServiceWorker.enable');
  const { registrationId, scopeURL } = await registered;
  const { origin } = new URL(scopeURL);
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}
