import { setTimeout as pause } from 'node:timers/promises';
import { until } from '../until.ts';

/** One request or several that belong together; throws when it was not answered as it should be. */
export type Call = () => Promise<unknown>;

/** Calls all of these again and again, each in a loop of its own, until it is ended; what fails is kept. */
export function steadyLoad(calls: Readonly<Record<string, Call>>) {
  const done: Record<string, number> = Object.fromEntries(Object.keys(calls).map((name) => [name, 0]));
  const failures: string[] = [];
  const mostFailures = 20;
  /** As people and machines call: without it the load would starve the processes that start beside it. */
  const betweenCallsMs = 80;
  let isEnded = false;

  const loop = async ([name, call]: [string, Call]): Promise<void> => {
    // after so many there is nothing more to learn, and a loop that fails at once would let nobody else work
    while (!isEnded && failures.length < mostFailures) {
      await call().catch((error: unknown) => failures.push(`${name}: ${String(error)}`));
      done[name] = (done[name] ?? 0) + 1;
      await pause(betweenCallsMs);
    }
  };
  const loops = Object.entries(calls).map(loop);

  return {
    failures: failures as readonly string[],
    done: done as Readonly<Record<string, number>>,
    /** Waits until everything has been called so often from now on, begun and ended. */
    async goesRound(times: number): Promise<void> {
      const before = { ...done };
      await until(
        'the load to go round',
        () =>
          failures.length >= mostFailures ||
          Object.keys(calls).every((name) => (done[name] ?? 0) > (before[name] ?? 0) + times),
      );
    },
    async end(): Promise<void> {
      isEnded = true;
      await Promise.all(loops);
    },
  };
}
