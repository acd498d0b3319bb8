import { QueryClient, type InfiniteData } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import type { ListFilter, Page } from '../../../../console/src/inbox/lists.ts';
import { patchLists } from '../../../../console/src/inbox/patched-lists.ts';
import {
  aListedConversation as conversation,
  waitingSince,
} from '../../../support/builders/a-listed-conversation.ts';

const key = (filter: ListFilter) => ['conversations', 'c-1', filter];
const waits = key({ waiting: true });
const [ana, bia] = [conversation('ana', 9, waitingSince(9)), conversation('bia', 8, waitingSince(8))];
const answered = conversation('ana', 10, { mode: 'human' });

function lists() {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Infinity } } });
  const idsOf = (queryKey: readonly unknown[]) =>
    queryClient
      .getQueryData<InfiniteData<Page>>(queryKey)
      ?.pages.flatMap(({ items }) => items.map(({ id }) => id));
  const read = (page: Promise<Page>) =>
    queryClient.infiniteQuery({
      queryKey: waits,
      queryFn: () => page,
      initialPageParam: undefined,
      getNextPageParam: () => undefined,
    });
  return { queryClient, idsOf, read };
}

describe('a conversation that has changed', () => {
  test('leaves the lists where it does not belong any more, and stays in the others', () => {
    const { queryClient, idsOf } = lists();
    const page = { items: [ana, bia], nextCursor: null };
    queryClient.setQueryData(waits, { pages: [page], pageParams: [undefined] });
    queryClient.setQueryData(key({}), { pages: [page], pageParams: [undefined] });
    patchLists(queryClient, 'c-1', () => answered);
    expect(idsOf(waits)).toEqual(['bia']);
    expect(idsOf(key({}))).toEqual(['ana', 'bia']);
  });

  test('is not brought back by a page that was being read when it changed', async () => {
    const { queryClient, idsOf, read } = lists();
    const page = Promise.withResolvers<Page>();
    const reading = read(page.promise);
    patchLists(queryClient, 'c-1', () => answered);
    page.resolve({ items: [ana, bia], nextCursor: null });
    await reading;
    await expect.poll(() => idsOf(waits)).toEqual(['bia']);
  });

  test('does not keep a list from being read again that was to be', () => {
    const { queryClient } = lists();
    queryClient.setQueryData(waits, {
      pages: [{ items: [ana], nextCursor: null }],
      pageParams: [undefined],
    });
    void queryClient.invalidateQueries({ queryKey: waits, refetchType: 'none' });
    patchLists(queryClient, 'c-1', () => answered);
    expect(queryClient.getQueryState(waits)?.isInvalidated).toBe(true);
  });
});
