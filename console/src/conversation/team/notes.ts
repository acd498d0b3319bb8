import { infiniteQueryOptions, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ConversationNote } from '../../../../client/atende-client.ts';
import { client } from '../../client.ts';
import { useLive } from '../../live/live.tsx';

type NotePage = { readonly items: readonly ConversationNote[]; readonly nextCursor: string | null };

/** Newest first. */
const noteList = (clinicId: string, conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['notes', clinicId, conversationId],
    queryFn: ({ pageParam, signal }): Promise<NotePage> =>
      client.listNotes({
        clinicId,
        conversationId,
        limit: 50,
        ...(pageParam !== undefined && { cursor: pageParam }),
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // what is opened again is read again: its events were not heard meanwhile
    gcTime: 0,
  });

/** The notes of an open conversation back to `from`, the oldest message shown, and what reads them again. */
export function useNotes(clinicId: string, conversationId: string, from: string | undefined) {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    noteList(clinicId, conversationId),
  );
  const notes = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  const readAgain = useMemo(
    () => () => queryClient.invalidateQueries({ queryKey: noteList(clinicId, conversationId).queryKey }),
    [clinicId, conversationId, queryClient],
  );
  useEffect(
    () =>
      subscribe(({ event, conversationId: where }) => {
        if (event === 'resync' || (event === 'note-changed' && where === conversationId)) void readAgain();
      }),
    [conversationId, readAgain, subscribe],
  );
  const oldest = notes.at(-1)?.createdAt;
  const isShort = oldest !== undefined && (from === undefined || oldest > from);
  useEffect(() => {
    if (isShort && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage, isShort]);
  return { notes, readAgain };
}
