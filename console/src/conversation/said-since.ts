import type { Message } from '../../../client/atende-client.ts';

/** More are not shown beside what is being sent. */
const most = 5;

/** What was said after a message, newest last, of pages that begin with the newest; of much only the last. */
export function saidSince(
  pages: readonly { readonly items: readonly Message[] }[],
  seen: string | undefined,
): readonly Message[] {
  const said = pages.flatMap(({ items }) => items);
  const place = said.findIndex(({ id }) => id === seen);
  const since = place === -1 ? [] : said.slice(0, place);
  return since
    .filter(({ status }) => status !== 'cancelled')
    .slice(0, most)
    .toReversed();
}
