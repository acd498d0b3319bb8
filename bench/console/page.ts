import type { CDPSession, Page } from 'playwright-core';

/** Requests to the API that a page has made since it was told to count; the stream is none. */
export function countRequests(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/') && !pathname.endsWith('/events')) count += 1;
  });
  return () => count;
}

export const elementsOf = (page: Page): Promise<number> =>
  page.evaluate<number>(`document.querySelectorAll('*').length`);

/** What is left on the heap after a full collection, bytes. */
export async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/**
 * Clicks on a row and waits for its messages. `fromClick` and `fromData`: ms until the frame in which they are drawn, from
 * the click, and from the end of the last answer that they are made of.
 */
export async function openRow(
  page: Page,
  name: string,
): Promise<{ readonly fromClick: number; readonly fromData: number }> {
  await page.evaluate(`{
    performance.clearResourceTimings();
    window.opened = new Promise((resolve) => {
      let clicked;
      addEventListener('click', (event) => { clicked = event.timeStamp }, { once: true, capture: true });
      const look = () => {
        const heading = document.querySelector('.talk h1');
        if (!heading?.textContent.includes(${JSON.stringify(name)}) || document.querySelector('.bubble-line') === null)
          return false;
        // the frame after the one that draws it has begun: it has been drawn
        requestAnimationFrame(() => setTimeout(() => {
          const drawn = performance.now();
          const data = performance.getEntriesByType('resource')
            .filter(({ name }) => /\\/conversations\\/[0-9a-f-]{36}(\\/messages\\?.*)?$/.test(name))
            .map(({ responseEnd }) => responseEnd)
            .filter((at) => at < drawn);
          resolve({ fromClick: drawn - clicked, fromData: drawn - Math.max(clicked, ...data) });
        }));
        return true;
      };
      const observer = new MutationObserver(() => { if (look()) observer.disconnect() });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    // a promise would be waited for here
    undefined;
  }`);
  await page.getByRole('list', { name: 'Conversas' }).getByRole('link', { name }).click();
  return page.evaluate(`Promise.race([
    window.opened,
    new Promise((_, reject) => setTimeout(() => reject(new Error('It was not opened')), 20_000)),
  ])`);
}

/** Scrolls down until the list holds so many rows. */
export async function loadRows(page: Page, count: number, rowPx = 76): Promise<void> {
  for (;;) {
    const height = await page.evaluate<number>(`{
      const list = document.querySelector('.talk-list');
      list.scrollTop = list.scrollHeight;
      list.querySelector('ol').offsetHeight;
    }`);
    if (height >= count * rowPx) return;
    await page.waitForTimeout(20);
  }
}

/** Largest contentful paint of a page that is opened on a slow phone, ms. */
export async function lcpOf(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: (1.6 * 1_000_000) / 8,
    uploadThroughput: (0.75 * 1_000_000) / 8,
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(url);
  await page.locator('.talk-row').first().waitFor();
  await page.waitForTimeout(1_500);
  return page.evaluate<number>(`new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
      .observe({ type: 'largest-contentful-paint', buffered: true });
  })`);
}
