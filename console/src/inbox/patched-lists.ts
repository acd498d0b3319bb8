import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query';
import type { Conversation } from '../../../client/atende-client.ts';
import { withConversation, type ListFilter, type Page } from './lists.ts';

/**
 * Puts a conversation where it belongs, in every list that is loaded. What a list is reading meanwhile may be older, and
 * takes the place of what is there: such a list gets the conversation again once it is read.
 *
 * @param newest the conversation as it is known at that moment
 */
export function patchLists(queryClient: QueryClient, clinicId: string, newest: () => Conversation): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: ['conversations', clinicId] })) {
    patch(queryClient, query, newest());
    if (query.state.fetchStatus === 'fetching')
      onceRead(queryClient, query, () => patch(queryClient, query, newest()));
  }
}

function patch(queryClient: QueryClient, query: Query, changed: Conversation): void {
  const { queryKey } = query;
  const { isInvalidated } = query.state;
  queryClient.setQueryData<InfiniteData<Page>>(queryKey, (data) => {
    if (data === undefined) return undefined;
    const pages = withConversation(data.pages, changed, queryKey[2] as ListFilter);
    return pages === data.pages ? undefined : { ...data, pages: [...pages] };
  });
  // it was to be read again, and still is
  if (isInvalidated) query.invalidate();
}

function onceRead(queryClient: QueryClient, query: Query, then: () => void): void {
  const stop = queryClient.getQueryCache().subscribe(({ type, query: { queryHash } }) => {
    if (queryHash !== query.queryHash) return;
    if (type !== 'removed' && query.state.fetchStatus === 'fetching') return;
    stop();
    if (type !== 'removed') then();
  });
}
