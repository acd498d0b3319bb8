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

/** What is known of a conversation's notes by now. */
export type TeamNotes = {
  /** Newest first. */
  readonly notes: readonly ConversationNote[];
  readonly isPending: boolean;
  /** `null` where the last reading went well. */
  readonly error: unknown;
  /** Older ones are not read yet. */
  readonly hasMore: boolean;
  readonly isReadingMore: boolean;
  readonly readMore: () => void;
  /** Repeats the reading that failed. */
  readonly retry: () => void;
};

/** The notes of an open conversation back to `from`, the oldest message shown, and what reads them again. */
export function useNotes(clinicId: string, conversationId: string, from: string | undefined) {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  const listed = useInfiniteQuery(noteList(clinicId, conversationId));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = listed;
  const { isPending, error, refetch } = listed;
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
    // after a failure nothing is read until somebody asks for it: `retry`
    if (isShort && hasNextPage && !isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchNextPageError, isFetchingNextPage, isShort]);
  const readMore = () => void fetchNextPage();
  const retry = isFetchNextPageError ? readMore : () => void refetch();
  const more = { hasMore: hasNextPage, isReadingMore: isFetchingNextPage, readMore };
  const noted: TeamNotes = { notes, isPending, error, retry, ...more };
  return { noted, readAgain };
}
