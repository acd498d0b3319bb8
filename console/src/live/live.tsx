import { createContext, lazy, Suspense, use, useEffect, useState, type ReactNode } from 'react';
import { followClinic, type LiveState } from './follow-clinic.ts';
import type { LiveEvent } from './read-stream.ts';

type Live = {
  readonly state: LiveState;
  /** Hears what happens from now on. Returns how to stop. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void;
};

const AccessEnded = lazy(() => import('../session/AccessEnded.tsx'));

const LiveContext = createContext<Live | undefined>(undefined);

/** What happens in the clinic, for everything that is shown inside. */
export function LiveProvider({ clinicId, children }: { clinicId: string; children: ReactNode }) {
  const [state, setState] = useState<LiveState>(() => ({ kind: 'connecting', since: Date.now() }));
  const [listeners] = useState(() => new Set<(event: LiveEvent) => void>());
  const [subscribe] = useState(() => (listener: (event: LiveEvent) => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  });
  useEffect(() => {
    const ending = new AbortController();
    const onEvent = (event: LiveEvent) => {
      for (const listener of listeners) listener(event);
    };
    followClinic(clinicId, { onEvent, onState: setState }, ending.signal);
    return () => ending.abort();
  }, [clinicId, listeners]);
  // nothing of the clinic stays on the screen
  if (state.kind === 'no-access')
    return (
      <Suspense>
        <AccessEnded />
      </Suspense>
    );
  return <LiveContext value={{ state, subscribe }}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = use(LiveContext);
  if (live === undefined) throw new Error('Outside of LiveProvider');
  return live;
}

/** The time, again every so many ms. */
export function useNow(everyMs: number): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
