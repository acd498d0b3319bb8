import type { MemoryWorld } from './memory-world.ts';

export const leaseMs = 30_000;
const mostRounds = 5_000;

/** A worker process that is gone; its leases run out. */
export class WorkerDied extends Error {}

const unlessDead = (error: unknown) => {
  if (!(error instanceof WorkerDied)) throw error;
};

/** One look of one worker at what is due; returns how much it took. */
export async function work({ stores, answerPatient, deliverMessage }: MemoryWorld): Promise<number> {
  const turns = await stores.turns.claim(3, leaseMs);
  await Promise.all(turns.map((turn) => answerPatient(turn).catch(unlessDead)));
  const sends = await stores.outbox.claim(3, leaseMs);
  await Promise.all(sends.map((send) => deliverMessage(send).catch(unlessDead)));
  return turns.length + sends.length;
}

/** Two workers go on, and time passes, until nothing is due and nothing will be. */
export async function workUntilRest(world: MemoryWorld): Promise<void> {
  for (let round = 0; round < mostRounds; round += 1) {
    const [mine, yours] = await Promise.all([work(world), work(world)]);
    if (mine + yours > 0) continue;
    if (!hasWork(world)) return;
    const { turns, outbox } = world.stores;
    const waits = await Promise.all([turns.msUntilDue(), outbox.msUntilDue()]);
    // What is due and yet not claimed waits for a lease to run out or for a clinic to be let go again.
    world.clock.advance(Math.min(leaseMs, ...waits.flatMap((ms) => (ms === undefined ? [] : [ms]))));
  }
  throw new Error('The workers never came to rest');
}

const hasWork = ({ db }: MemoryWorld): boolean =>
  db.messages.some(({ nextAttemptAt }) => nextAttemptAt !== undefined) ||
  [...db.conversations.values()].some(({ turnDueAt }) => turnDueAt !== undefined);
