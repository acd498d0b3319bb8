import { infiniteQueryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import type { Message } from '../../../client/atende-client.ts';
import { client } from '../client.ts';
import { followChange } from '../inbox/queries.ts';

export type MessagePage = { readonly items: readonly Message[]; readonly nextCursor: string | null };

const pageSize = 50;
const newestSize = 20;

/** Newest first, as the server pages them. */
export const messageList = (clinicId: string, conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['messages', clinicId, conversationId],
    queryFn: ({ pageParam, signal }): Promise<MessagePage> =>
      client.listMessages({
        clinicId,
        conversationId,
        limit: pageSize,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // what is opened again is read again: its events were not heard meanwhile
    gcTime: 0,
  });

/** Pages with the newest messages put in by id; with a gap between, everything older is forgotten and read when asked for. */
export function withNewest(
  pages: readonly MessagePage[],
  newest: MessagePage,
): { readonly pages: readonly MessagePage[]; readonly hasGap: boolean } {
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const isJoined = newest.nextCursor === null || newest.items.some(({ id }) => known.has(id));
  if (!isJoined) return { pages: [newest], hasGap: true };
  const fresh = new Map(newest.items.map((message) => [message.id, message]));
  const patched = pages.map((page) => ({
    ...page,
    items: page.items.map((message) => fresh.get(message.id) ?? message),
  }));
  const added = newest.items.filter(({ id }) => !known.has(id));
  const [first, ...others] = patched;
  if (first === undefined) return { pages: [newest], hasGap: false };
  return { pages: [{ ...first, items: [...added, ...first.items] }, ...others], hasGap: false };
}

/** Reads the newest messages of an open conversation into what is loaded. */
export async function readNewest(
  queryClient: QueryClient,
  clinicId: string,
  conversationId: string,
): Promise<void> {
  const { queryKey } = messageList(clinicId, conversationId);
  const read = (limit: number) => client.listMessages({ clinicId, conversationId, limit });
  let newest = await read(newestSize);
  const known = queryClient.getQueryData(queryKey)?.pages ?? [];
  // after a long silence more has come than one event brings
  if (withNewest(known, newest).hasGap) newest = await read(pageSize);
  queryClient.setQueryData<InfiniteData<MessagePage, string | undefined>>(queryKey, (data) => {
    if (data === undefined) return data;
    const { pages, hasGap } = withNewest(data.pages, newest);
    return { pages: [...pages], pageParams: hasGap ? [undefined] : data.pageParams };
  });
}

/** Somebody of the clinic has sent something: what is shown follows at once. */
export async function readAfterSending(
  queryClient: QueryClient,
  clinicId: string,
  conversationId: string,
): Promise<void> {
  await Promise.all([
    readNewest(queryClient, clinicId, conversationId),
    client
      .getConversation({ clinicId, conversationId })
      .then((changed) => followChange(queryClient, clinicId, changed)),
  ]);
}
