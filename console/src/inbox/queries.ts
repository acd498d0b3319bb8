import {
  infiniteQueryOptions,
  queryOptions,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { AtendeError, type Conversation } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { isErased } from './erased/erased.ts';
import { whoAmI } from '../session/session.ts';
import type { ListFilter, Page } from './lists.ts';
import { patchLists } from './patched-lists.ts';

const pageSize = 50;

export const conversationList = (clinicId: string, filter: ListFilter, enabled = true) =>
  infiniteQueryOptions({
    queryKey: ['conversations', clinicId, filter],
    queryFn: ({ pageParam, signal }): Promise<Page> => {
      const page = {
        clinicId,
        limit: pageSize,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      };
      if (filter.waiting === true)
        return client.listTeamQueue(page).catch((error: unknown) => {
          // during an upgrade a process of the version before may answer, which takes `queue` for a conversation's id
          if (error instanceof AtendeError && error.status === 400)
            return client.listConversations({ ...page, waiting: 'true' });
          throw error;
        });
      return client.listConversations({
        ...page,
        ...(filter.mode !== undefined && { mode: filter.mode }),
        ...(filter.assignedTo !== undefined && { assignedTo: filter.assignedTo }),
        ...(filter.search !== undefined && { search: filter.search }),
      });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });

export const conversationCounts = (clinicId: string) =>
  queryOptions({
    queryKey: ['conversation-counts', clinicId],
    queryFn: ({ signal }) => client.countConversations({ clinicId, signal }),
    refetchInterval: 60_000,
  });

export const oneConversation = (clinicId: string, conversationId: string) =>
  queryOptions({
    queryKey: ['conversation', clinicId, conversationId],
    queryFn: ({ signal }) => client.getConversation({ clinicId, conversationId, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Puts a conversation in the place of what was known of it. */
function patchConversation(queryClient: QueryClient, clinicId: string, changed: Conversation): void {
  const { queryKey } = oneConversation(clinicId, changed.id);
  queryClient.setQueryData(queryKey, changed);
  patchLists(queryClient, clinicId, () => queryClient.getQueryData(queryKey) ?? changed);
}

/**
 * Reads every list again: after a gap nobody knows what has moved. Of those who wait all pages are kept until they are
 * read, so that nobody leaves the screen meanwhile; of the other lists the first page.
 */
export function readListsAgain(queryClient: QueryClient, clinicId: string): void {
  const queryKey = ['conversations', clinicId];
  queryClient.setQueriesData<InfiniteData<Page>>(
    { queryKey, predicate: ({ queryKey: [, , filter] }) => (filter as ListFilter).waiting !== true },
    (data) =>
      data === undefined ? data : { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
  void queryClient.invalidateQueries({ queryKey });
}

/**
 * Puts in what has happened to a conversation, unless its person was erased meanwhile, and counts on from there: the counts
 * are asked for only when it was not known.
 */
export function followChange(queryClient: QueryClient, clinicId: string, changed: Conversation): void {
  if (isErased(queryClient, clinicId, changed)) return;
  const before = knownConversation(queryClient, clinicId, changed.id);
  patchConversation(queryClient, clinicId, changed);
  const me = queryClient.getQueryData(whoAmI.queryKey)?.actor;
  const isMine = ({ assignment }: Conversation) => assignment !== undefined && assignment.actor === me;
  const { queryKey } = conversationCounts(clinicId);
  if (before === undefined) void queryClient.invalidateQueries({ queryKey });
  else
    queryClient.setQueryData(queryKey, (counts) =>
      counts === undefined
        ? counts
        : {
            ...counts,
            waiting: counts.waiting + Number(isWaiting(changed)) - Number(isWaiting(before)),
            mine: counts.mine + Number(isMine(changed)) - Number(isMine(before)),
          },
    );
}

const isWaiting = ({ waiting }: Conversation): boolean => waiting !== undefined;

function knownConversation(queryClient: QueryClient, clinicId: string, id: string): Conversation | undefined {
  const one = queryClient.getQueryData(oneConversation(clinicId, id).queryKey);
  if (one !== undefined) return one;
  for (const [, data] of queryClient.getQueriesData<InfiniteData<Page>>({
    queryKey: ['conversations', clinicId],
  }))
    for (const { items } of data?.pages ?? []) {
      const found = items.find((conversation) => conversation.id === id);
      if (found !== undefined) return found;
    }
  return undefined;
}
