import { IngestOverloaded, IngestUnavailable } from '../../domain/messaging/ingest-errors.ts';
import type { Timers } from '../ports/system/timers.ts';

export type GroupCommitLimits = {
  /** Batches in flight: 1 where fsync is fast, 2 where it takes a millisecond or more (docs/decisions/0002). */
  readonly inFlight: number;
  readonly maxBatch: number;
  /** Entries that may wait; more are refused at once. */
  readonly maxWaiting: number;
  /** Nobody waits longer than about twice this for a store that does not answer. */
  readonly maxWaitMs: number;
};

export const defaultGroupCommit: GroupCommitLimits = {
  inFlight: 1,
  maxBatch: 200,
  maxWaiting: 20_000,
  maxWaitMs: 4_000,
};

type Waiting<In, Out> = {
  readonly entry: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Collects what arrives while a batch is being written and writes it as the next batch. No timer: a lone entry goes
 * at once, load makes the batches grow. `write` gives one result per entry, in order.
 * @throws IngestOverloaded when too many wait, IngestUnavailable when the batch could not be written in time.
 */
export function makeGroupCommit<In, Out>(
  write: (batch: readonly In[]) => Promise<readonly Out[]>,
  { inFlight, maxBatch, maxWaiting, maxWaitMs }: GroupCommitLimits,
  timers: Pick<Timers, 'after'>,
): (entry: In) => Promise<Out> {
  let waiting: Waiting<In, Out>[] = [];
  let running = 0;

  const start = () => {
    while (running < inFlight && waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch);
      waiting = waiting.slice(maxBatch);
      running += 1;
      void run(batch);
    }
  };
  /** The store hangs: who waits is told so and may come again; what it still commits is a duplicate then. */
  const giveUp = (batch: readonly Waiting<In, Out>[]) => {
    const unavailable = new IngestUnavailable(new Error('The store does not answer'));
    for (const { reject } of [...batch, ...waiting]) reject(unavailable);
    waiting = [];
  };
  const run = async (batch: readonly Waiting<In, Out>[]) => {
    const giveUpLater = () =>
      timers.after(maxWaitMs, () => {
        giveUp(batch);
        cancel = giveUpLater();
      });
    let cancel = giveUpLater();
    let tell: () => void;
    try {
      const results = await write(batch.map(({ entry }) => entry));
      tell = () => batch.forEach(({ resolve }, index) => resolve(results[index] as Out));
    } catch (error) {
      const unavailable = new IngestUnavailable(error);
      tell = () => batch.forEach(({ reject }) => reject(unavailable));
    }
    cancel();
    running -= 1;
    start();
    // the store has the next batch first: it works while the answers to this one are made, not after them
    if (running > 0) setImmediate(tell);
    else tell();
  };

  return (entry) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= maxWaiting) {
        reject(new IngestOverloaded(waiting.length));
        return;
      }
      waiting.push({ entry, resolve, reject });
      start();
    });
}
