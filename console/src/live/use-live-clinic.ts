import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from './live.tsx';

/** However much happens, each is read again once in so long. */
const gatherMs = 1_000;

/** What of a clinic beside its conversations is read again, by the first word of its query's key. */
const readAgain: Readonly<Record<string, readonly string[]>> = {
  'agenda-changed': ['agenda', 'free'],
  'alerts-changed': ['alerts'],
  'google-changed': ['google', 'agenda'],
  resync: ['agenda', 'alerts', 'google'],
};

/** Agenda, alerts and connection follow the stream where they are on the screen. */
export function useLiveClinic(clinicId: string): void {
  const queryClient = useQueryClient();
  const { subscribe } = useLive();
  useEffect(() => {
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = () => {
      timer = undefined;
      for (const name of gathered) void queryClient.invalidateQueries({ queryKey: [name, clinicId] });
      gathered.clear();
    };
    const stop = subscribe(({ event }) => {
      const names = readAgain[event] ?? [];
      for (const name of names) gathered.add(name);
      if (names.length > 0) timer ??= setTimeout(read, gatherMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [clinicId, queryClient, subscribe]);
}
