import { setImmediate as othersDone } from 'node:timers/promises';
import type { Timers } from '../../../application/ports/system/timers.ts';
import type { SettableClock } from './clock.ts';

export type VirtualTimers = Timers & {
  /** Lets `ms` pass on the clock and runs what becomes due, the earliest first, each to the end of what it can do at once. */
  advance(ms: number): Promise<void>;
};

type Waiting = { readonly at: number; readonly run: () => void };

/** Timers of the time that `clock` shows: nothing runs unless time is advanced. */
export function memoryTimers(clock: SettableClock): VirtualTimers {
  const waiting = new Set<Waiting>();
  const elapsed = () => clock.now().getTime();

  const after = (ms: number, run: () => void) => {
    const entry = { at: elapsed() + Math.max(0, Math.ceil(ms)), run };
    waiting.add(entry);
    return () => void waiting.delete(entry);
  };
  // of those due at the same time the one that was set first
  const nextUntil = (end: number): Waiting | undefined => {
    let next: Waiting | undefined;
    for (const entry of waiting) if (entry.at <= end && entry.at < (next?.at ?? Infinity)) next = entry;
    return next;
  };

  return {
    after,
    sleep: (ms) => new Promise((resolve) => after(ms, resolve)),
    elapsed,
    async advance(ms) {
      const end = elapsed() + Math.max(0, Math.ceil(ms));
      await othersDone();
      for (let next = nextUntil(end); next !== undefined; next = nextUntil(end)) {
        waiting.delete(next);
        clock.advance(next.at - elapsed());
        next.run();
        await othersDone();
      }
      clock.advance(end - elapsed());
    },
  };
}
