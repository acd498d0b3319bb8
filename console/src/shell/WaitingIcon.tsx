import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { conversationCounts } from '../inbox/queries.ts';
import { useLive } from '../live/live.tsx';

const mostShown = 9;
/** However much happens, they are counted again once in so long. */
const gatherMs = 2_000;

/** The icon of the tab with how many wait for people; a picture of its own, as no page can draw on an icon. */
const iconOf = (count: number): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><rect width="20" height="20" rx="10" fill="#b3261e"/><text x="10" y="15" font-family="system-ui,sans-serif" font-size="14" font-weight="600" text-anchor="middle" fill="#fff">${count > mostShown ? `${mostShown}+` : count}</text></svg>`,
  )}`;

/** Shows in the tab of every screen of the clinic how many wait, also while another tab is in front. */
export default function WaitingIcon({ clinicId }: { clinicId: string }) {
  const waiting = useQuery(conversationCounts(clinicId)).data?.waiting ?? 0;
  useCountsAgain(clinicId);
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (link === null) return;
    const own = link.href;
    if (waiting > 0) link.href = iconOf(waiting);
    return () => {
      link.href = own;
    };
  }, [waiting]);
  return null;
}

/** The list counts by itself while it is on the screen. Else nothing does in a tab that is not in front. */
function useCountsAgain(clinicId: string): void {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const count = () => {
      timer = undefined;
      const lists = { queryKey: ['conversations', clinicId], type: 'active' } as const;
      if (queryClient.getQueryCache().findAll(lists).length > 0) return;
      void queryClient.invalidateQueries({ queryKey: conversationCounts(clinicId).queryKey });
    };
    const stop = subscribe(({ event, conversationId }) => {
      if (event === 'presence' || event === 'note-changed') return;
      if (event === 'resync' || conversationId !== undefined) timer ??= setTimeout(count, gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [clinicId, queryClient, subscribe]);
}
