import type { Cancel, Timers } from '../ports/system/timers.ts';
import type { TurnTime } from '../ports/assistant/assistant.ts';

/** The answer took longer than a turn may. */
class TurnOverTime extends Error {
  constructor(ms: number) {
    super(`The turn was not answered within ${ms} ms`);
  }
}

/** Time for one answer that somebody may also end early. */
export type LimitedTime = TurnTime & {
  /** Ends it at once, with this reason. */
  end(reason: Error): void;
  /** What `work` comes to, but no longer than there is time. @throws the reason for which the time was ended */
  within<T>(work: Promise<T>): Promise<T>;
  /** Nothing is waited for any more. */
  close(): void;
};

/** `ms` from now on, whoever takes part in the turn. */
export function limitedTime(timers: Timers, ms: number): LimitedTime {
  const endsAt = timers.elapsed() + ms;
  const controller = new AbortController();
  const { signal } = controller;
  const cancel: Cancel = timers.after(ms, () => controller.abort(new TurnOverTime(ms)));
  return {
    signal,
    leftMs: () => (signal.aborted ? 0 : Math.max(0, endsAt - timers.elapsed())),
    end: (reason) => controller.abort(reason),
    within: (work) => beforeAbort(work, signal),
    close: cancel,
  };
}

/** Ends the wait when `signal` aborts, whether the work follows it or not. @throws the signal's reason */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([aborted.promise, work]).finally(() => signal.removeEventListener('abort', abort));
}
