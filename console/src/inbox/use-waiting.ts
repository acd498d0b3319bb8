import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { ListFilter } from './lists.ts';
import { conversationList } from './queries.ts';
import { mostWaiting } from './team-rows.ts';

const waits: ListFilter = { waiting: true };

/**
 * Everybody who waits for a person, the most urgent first as the server gives them. What people have in hand stands below, so
 * all pages are read one after the other, as long as the list is shown.
 */
export function useWaiting(clinicId: string, isShown: boolean) {
  const waiting = useInfiniteQuery(conversationList(clinicId, waits, isShown));
  const { data, error, fetchNextPage, hasNextPage, isFetching, isPending, refetch } = waiting;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const goesOn = isShown && hasNextPage && error === null && items.length < mostWaiting;
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage();
  }, [goesOn, isFetching, fetchNextPage]);
  return { items, error, hasMore: hasNextPage, isPending, refetch };
}
