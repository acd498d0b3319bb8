import { useQueryClient, type InfiniteData, type Query } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { client, mayHelpToRepeat } from '../client.ts';
import { readNewest } from '../conversation/queries.ts';
import { useLive } from '../live/live.tsx';
import { pace } from '../live/pace.ts';
import { conversationCounts, followChange, readListsAgain } from './queries.ts';

/** Events of one moment are gathered: a patient's message brings several. */
const gatherMs = 250;
/** With more than these it costs less to read the lists again. */
const mostAtOnce = 10;
const longestPauseMs = 30_000;
/** Stands among ids for all of them. */
const everything = '*';

/** What reading again costs: of a list that was loaded page by page, as many. */
const requestsOf = ({ state }: Query): number =>
  (state.data as Partial<InfiniteData<unknown>> | undefined)?.pages?.length ?? 1;

/**
 * Reads again what the stream names, and puts it where it belongs: one request for a message and one more where it is
 * open, however much is loaded; and not more of them a second than the pace allows, however much happens.
 */
export function useLiveInbox(clinicId: string): void {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  const gathered = useMemo(() => new Set<string>(), []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    let isReading = false;
    let pauseMs = 0;
    let notBefore = 0;
    const rest = pace();
    const readSoon = () => {
      if (isReading || isOver) return;
      timer ??= setTimeout(() => void read(), Math.max(gatherMs, notBefore - performance.now()));
    };
    const read = async () => {
      timer = undefined;
      isReading = true;
      const ids = [...gathered];
      gathered.clear();
      const isMany = ids.includes(everything) || ids.length > mostAtOnce;
      if (isMany) {
        void queryClient.invalidateQueries({ queryKey: conversationCounts(clinicId).queryKey });
        readListsAgain(queryClient, clinicId);
        void queryClient.invalidateQueries({ queryKey: ['conversation', clinicId] });
      }
      const shown = shownConversations();
      const changed = isMany ? [] : ids.map((id) => [id, readConversation(id)] as const);
      const open = shown.filter((id) => isMany || ids.includes(id));
      const asked = [...changed, ...open.map((id) => [id, readNewest(queryClient, clinicId, id)] as const)];
      const reread = isMany ? [['conversations'], ['conversation'], ['conversation-counts']] : [];
      const others = reread.flatMap(([name]) =>
        queryClient.getQueryCache().findAll({ queryKey: [name, clinicId], type: 'active' }),
      );
      const restMs = rest(others.reduce((sum, query) => sum + requestsOf(query), asked.length));
      const outcomes = await Promise.allSettled(asked.map(([, answer]) => answer));
      const failed = asked.filter((_, at) => {
        const outcome = outcomes[at];
        return outcome?.status === 'rejected' && mayHelpToRepeat(outcome.reason);
      });
      // refused for now, or the line is cut: what the stream named is not forgotten
      for (const [id] of failed) gathered.add(id);
      isReading = false;
      pauseMs = failed.length === 0 ? 0 : Math.min(Math.max(pauseMs * 2, 1_000), longestPauseMs);
      notBefore = performance.now() + Math.max(pauseMs, restMs);
      if (gathered.size > 0) readSoon();
    };
    const readConversation = (conversationId: string) =>
      client
        .getConversation({ clinicId, conversationId })
        .then((changed) => followChange(queryClient, clinicId, changed));
    const shownConversations = () =>
      queryClient
        .getQueryCache()
        .findAll({ queryKey: ['messages', clinicId], type: 'active' })
        .map(({ queryKey }) => String(queryKey[2]));
    const stop = subscribe(({ event, conversationId }) => {
      // neither changes a list
      if (event === 'presence' || event === 'note-changed') return;
      const named = event === 'resync' ? everything : conversationId;
      if (named === undefined) return;
      gathered.add(named);
      readSoon();
    });
    return () => {
      isOver = true;
      stop();
      clearTimeout(timer);
    };
  }, [clinicId, gathered, queryClient, subscribe]);
}
