import type { CalendarFate } from '../../../src/adapters/memory/google-calendar.ts';
import type { Appointments } from '../../../src/application/ports/appointments.ts';
import type { GoogleCalendar } from '../../../src/application/ports/google-calendar.ts';
import { WorkerDied } from '../../support/memory-workers.ts';
import { schedulingWorld } from '../../support/scheduling-world.ts';

/** What happens to one call of a worker to Google, or to one of its writes. */
export type Trouble =
  | 'none'
  | 'refused'
  | 'lost-done'
  | 'lost-undone'
  | 'lost-late'
  | 'dies-before'
  | 'dies-after'
  /** The worker sleeps until somebody wakes it, perhaps long after its lease. */
  | 'sleeps-before'
  | 'sleeps-after';
export const troubles: readonly Trouble[] = [
  'none',
  'refused',
  'lost-done',
  'lost-undone',
  'lost-late',
  'dies-before',
  'dies-after',
  'sleeps-before',
  'sleeps-after',
];

const fates: Partial<Record<Trouble, CalendarFate>> = {
  refused: { fate: 'refused', failure: { failure: 'transient', reason: 'backendError' } },
  'lost-done': { fate: 'unknown', done: true },
  'lost-undone': { fate: 'unknown', done: false },
  'lost-late': { fate: 'unknown', done: 'late' },
};

/** Everything runs in microtasks: after one turn of the event loop whoever can go on has gone on. */
const settleDown = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A scheduling world in which each step of the workers meets the next of these troubles. */
export async function troubledWorld(seed: number, planned: readonly Trouble[]) {
  const left = [...planned];
  const sleepers: (() => void)[] = [];
  const sleep = () => new Promise<void>((resolve) => sleepers.push(resolve));

  const step = async <T>(kind: 'call' | 'write', work: () => Promise<T>): Promise<T> => {
    const trouble = left.shift() ?? 'none';
    if (trouble === 'dies-before') throw new WorkerDied();
    if (trouble === 'sleeps-before') await sleep();
    fateOfNext = kind === 'call' ? fates[trouble] : undefined;
    const result = await work();
    if (trouble === 'dies-after') throw new WorkerDied();
    if (trouble === 'sleeps-after') await sleep();
    return result;
  };
  let fateOfNext: CalendarFate | undefined;

  const world = await schedulingWorld({
    seed,
    fateOf: () => {
      const fate = fateOfNext ?? { fate: 'done' };
      fateOfNext = undefined;
      return fate;
    },
    aroundGoogle: (google): GoogleCalendar => ({
      ...google,
      busy: (...args) => step('call', () => google.busy(...args)),
      insert: (...args) => step('call', () => google.insert(...args)),
      get: (...args) => step('call', () => google.get(...args)),
      remove: (...args) => step('call', () => google.remove(...args)),
    }),
    aroundBook: (book): Appointments => ({
      ...book,
      aboutToWrite: (...args) => step('write', () => book.aboutToWrite(...args)),
      settle: (...args) => step('write', () => book.settle(...args)),
    }),
  });

  /** A worker looks, and is left alone with what it finds. */
  const look = () =>
    void world.work().catch((error: unknown) => {
      if (!(error instanceof WorkerDied)) throw error;
    });
  const wakeAll = async () => {
    for (const wake of sleepers.splice(0)) wake();
    await settleDown();
  };

  return {
    ...world,
    settleDown,
    look,
    wakeAll,
    /** No more trouble; workers go on and time passes until nothing is due and nothing will be. */
    async comeToRest() {
      left.length = 0;
      for (let round = 0; round < 2_000; round += 1) {
        look();
        await settleDown();
        const rows = [...world.db.book.appointments.values()];
        const due = rows.flatMap(({ nextSyncAt }) => nextSyncAt ?? []);
        if (due.length === 0) return;
        const next = Math.min(...due.map((time) => time.getTime())) - world.clock.now().getTime();
        // due, and yet not taken: it waits for a lease to run out
        world.clock.advance(next > 0 ? next : 1_000);
      }
      throw new Error('The workers never came to rest');
    },
  };
}

export type TroubledWorld = Awaited<ReturnType<typeof troubledWorld>>;
