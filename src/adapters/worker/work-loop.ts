import type { IngestFirst } from '../../application/operations/ingest-first.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import type { Clock } from '../../application/ports/system/clock.ts';
import type { Randomness } from '../../application/ports/system/randomness.ts';
import type { Cancel, Timers } from '../../application/ports/system/timers.ts';
import { withinGrace } from './within-grace.ts';

export type LoopNeeds = {
  readonly timers: Timers;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly telemetry: Telemetry;
  readonly log: Log;
  readonly ingestFirst: Pick<IngestFirst, 'giveWay'>;
};

export type WorkLoopSettings<Work> = {
  readonly name: string;
  /** Claims at most `limit` due pieces of work. */
  readonly claim: (limit: number) => Promise<readonly Work[]>;
  readonly handle: (work: Work) => Promise<void>;
  /** When something that is not due yet becomes due. */
  readonly msUntilDue: () => Promise<number | undefined>;
  readonly concurrency: number;
  /** The net under lost wake-ups. */
  readonly pollMs: number;
};

export type WorkLoop = {
  start(): void;
  /** Look again after `afterMs` (at once by default). */
  wake(afterMs?: number): void;
  /** Claims no more and waits for what is in hand, at most `graceMs`; leases of the rest expire by themselves. */
  stop(graceMs: number): Promise<void>;
};

type LendingLoop<Work> = WorkLoop & {
  /**
   * Keeps a hand free for a piece of work that may come without a claim; `undefined` when none is free, the loop does not
   * run, or its last claim has left something that was due before. What is returned gives it the piece, or nothing; all
   * calls but the first are ignored.
   */
  lend(): ((work?: Work) => void) | undefined;
};

const failurePauseMs = 1_000;
/**
 * From one look to the next at least: what becomes due in between is claimed together, for little more than one piece costs alone.
 * So a loop takes at most as many pieces in this time as it has hands.
 */
const betweenLooksMs = 10;

/**
 * Claims due work while there are free hands, and not while a webhook waits for its commit. Looks again when a hand gets free,
 * when it is woken, when the next piece becomes due, and every `pollMs` in any case, but not sooner than `betweenLooksMs`
 * after the look before. A failing round pauses the loop; it never ends it.
 */
export function makeWorkLoop<Work>(
  { timers, randomness, telemetry, log, ingestFirst }: Omit<LoopNeeds, 'clock'>,
  { name, claim, handle, msUntilDue, concurrency, pollMs }: WorkLoopSettings<Work>,
): LendingLoop<Work> {
  const inHand = new Set<Promise<void>>();
  let running = false;
  let looking: Promise<void> | undefined;
  let lookAgain = false;
  let wasFull = false;
  let cancelTimer: Cancel | undefined;
  let timerAt = Infinity;
  let lookedAt = -Infinity;

  const lookIn = (afterMs: number) => {
    const ms = Math.max(afterMs, lookedAt + betweenLooksMs - timers.elapsed());
    const at = timers.elapsed() + ms;
    if (!running || at >= timerAt) return;
    cancelTimer?.();
    timerAt = at;
    cancelTimer = timers.after(ms, () => {
      timerAt = Infinity;
      void look();
    });
  };

  const occupy = (work: Promise<void>) => {
    const job = work
      .catch((error: unknown) => {
        telemetry.loopFailed(name);
        log.error({ err: error, loop: name }, 'work failed; its lease will expire');
      })
      .finally(() => {
        inHand.delete(job);
        lookIn(0);
      });
    inHand.add(job);
  };
  const take = (work: Work) => occupy(handle(work));

  const look = (): Promise<void> => {
    if (looking === undefined) {
      looking = lookOnce().finally(() => {
        looking = undefined;
        if (lookAgain) lookIn(0);
      });
    } else lookAgain = true;
    return looking;
  };

  /** Claims until nothing due is left or no hand is free; whether all hands are full then. */
  const takeDue = async (): Promise<boolean> => {
    do {
      lookAgain = false;
      // hands may get free meanwhile
      if (inHand.size < concurrency) await ingestFirst.giveWay();
      const free = concurrency - inHand.size;
      if (free <= 0 || !running) return true;
      const claimed = await claim(free);
      claimed.forEach(take);
      if (claimed.length === free) lookAgain = true;
    } while (lookAgain);
    return false;
  };

  const lookOnce = async () => {
    lookedAt = timers.elapsed();
    try {
      // with a backlog nobody waits for what becomes due: the next free hand looks again
      if (wasFull) wasFull = await takeDue();
      if (wasFull) {
        lookIn(pollMs);
        return;
      }
      // asked before the claim: what becomes due in between is then either claimed or waited for
      const askedAt = timers.elapsed();
      const dueInMs = (await msUntilDue()) ?? pollMs;
      wasFull = await takeDue();
      lookIn(Math.min(pollMs, Math.max(0, dueInMs - (timers.elapsed() - askedAt))));
    } catch (error) {
      telemetry.loopFailed(name);
      log.error({ err: error, loop: name }, 'could not look for work; trying again');
      lookIn(failurePauseMs * (0.5 + randomness.next()));
    }
  };

  return {
    start() {
      running = true;
      lookIn(0);
    },
    wake: (afterMs = 0) => lookIn(afterMs),
    lend() {
      if (!running || wasFull || inHand.size >= concurrency) return undefined;
      const { promise, resolve } = Promise.withResolvers<Work | undefined>();
      occupy(promise.then((work) => (work === undefined ? undefined : handle(work))));
      return resolve;
    },
    async stop(graceMs) {
      running = false;
      cancelTimer?.();
      // a claim under way still brings work
      const atRest = Promise.resolve(looking).then(() => Promise.all(inHand));
      await withinGrace(timers, graceMs, atRest);
    },
  };
}
