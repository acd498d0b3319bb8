import { createContext, lazy, Suspense, use, useEffect, useState, type ReactNode } from 'react';
import { SessionEnded } from '../session/SessionEnded.tsx';
import { followClinic } from './follow-clinic.ts';
import type { LiveState } from './read-on.ts';
import type { LiveEvent } from './read-stream.ts';

type Live = {
  readonly state: LiveState;
  /** Of the tabs of this browser this is the one that reads the stream: what one of them does for all, it does. */
  readonly reads: boolean;
  /** Hears what happens from now on. Returns how to stop. */
  readonly subscribe: (listener: (event: LiveEvent) => void) => () => void;
};

const AccessEnded = lazy(() => import('../session/AccessEnded.tsx'));

const LiveContext = createContext<Live | undefined>(undefined);

/** What happens in the clinic, for everything that is shown inside. */
export function LiveProvider({ clinicId, children }: { clinicId: string; children: ReactNode }) {
  const [state, setState] = useState<LiveState>(() => ({ kind: 'connecting', since: Date.now() }));
  const [reads, setReads] = useState(false);
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
    followClinic(clinicId, { onEvent, onState: setState, onReads: setReads }, ending.signal);
    return () => ending.abort();
  }, [clinicId, listeners]);
  // nothing of the clinic stays on the screen
  if (state.kind === 'no-access')
    return (
      <Suspense>
        <AccessEnded />
      </Suspense>
    );
  const isOver = state.kind === 'signed-out';
  return (
    <LiveContext value={{ state, reads, subscribe }}>
      {isOver && <SessionEnded />}
      {/* what was begun stays, but nothing of patients can be read any more by whoever passes by */}
      <div style={{ display: isOver ? 'none' : 'contents' }}>{children}</div>
    </LiveContext>
  );
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
