import type { Timers } from '../ports/system/timers.ts';

/**
 * Meta waits for its webhooks and sends them again; nobody waits for the next piece of a backlog
 * (docs/decisions/0191-new-people-cost-few-statements-and-ingest-goes-first.md).
 */
export interface IngestFirst {
  /** Does what a webhook waits for. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when no webhook of this process waits for its commit, at the latest after a bounded time. */
  giveWay(): Promise<void>;
}

/** Of the work, at most this long for each claim: however many webhooks come, due work goes on. Milliseconds. */
export const mostGiveWayMs = 25;

export function makeIngestFirst(timers: Pick<Timers, 'after'>, mostMs = mostGiveWayMs): IngestFirst {
  let waiting = 0;
  const held = new Set<() => void>();
  return {
    async during(work) {
      waiting += 1;
      try {
        return await work();
      } finally {
        waiting -= 1;
        if (waiting === 0) for (const goOn of held) goOn();
      }
    },
    async giveWay() {
      if (waiting === 0) return;
      await new Promise<void>((resolve) => {
        const goOn = () => {
          cancel();
          held.delete(goOn);
          resolve();
        };
        const cancel = timers.after(mostMs, goOn);
        held.add(goOn);
      });
    },
  };
}
