import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as othersDone } from 'node:timers/promises';

/** What one of those who act at the same time does next, once it is let. */
type Waiting = { readonly label: string; readonly go: () => void; readonly leave: () => void };

type Actor = {
  readonly name: string;
  waiting: Waiting | undefined;
  isDone: boolean;
  isDead: boolean;
  /** All that it did and learned so far: with the database, this is all its future depends on. */
  readonly learned: string[];
};

// one for all runs: each further one would be carried along by everything that runs after it
const acting = new AsyncLocalStorage<Actor>();

/**
 * Lets exactly one of several actors do its next act, and nothing else meanwhile. An act is what stands between two
 * calls of `gate`: one transaction, or one word to or from the world outside.
 */
export function scheduler() {
  const actors = new Map<string, Actor>();
  const actorOf = (name: string): Actor => {
    const known = actors.get(name);
    if (known !== undefined) return known;
    const actor = { name, waiting: undefined, isDone: false, isDead: false, learned: [] };
    actors.set(name, actor);
    return actor;
  };

  return {
    /** Starts `work` as an actor of this name, up to its first act. */
    async start(name: string, work: () => Promise<unknown>): Promise<void> {
      const actor = actorOf(name);
      const end = () => void (actor.isDone = true);
      void acting.run(actor, work).then(end, (error: unknown) => {
        actor.learned.push(`fails: ${String(error)}`);
        end();
      });
      await othersDone();
    },

    /** Waits until the explorer lets the actor do `label`; an act that `signal` ends is not waited for any more. */
    gate: (label: string, signal?: AbortSignal): Promise<void> => {
      const actor = acting.getStore();
      if (actor === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        const leave = () => void (actor.waiting = undefined);
        actor.waiting = { label, leave, go: resolve };
        signal?.addEventListener('abort', leave, { once: true });
      });
    },

    /** What an act of the actor came to. */
    learn: (what: string | boolean | object): void => {
      acting.getStore()?.learned.push(JSON.stringify(what));
    },

    /** Who may act, and how. */
    waiting: (): readonly string[] =>
      [...actors.values()].flatMap(({ name, waiting, isDead }) =>
        waiting === undefined || isDead ? [] : [`${name}: ${waiting.label}`],
      ),

    /** The next act of an actor, and all that follows from it at once. */
    async let(name: string): Promise<void> {
      const { waiting } = actorOf(name);
      waiting?.leave();
      waiting?.go();
      await othersDone();
    },

    /** The process of the actor is gone: it never acts again. */
    kill(name: string): void {
      const actor = actorOf(name);
      actor.isDead = true;
      actor.waiting = undefined;
    },

    isAlive: (name: string): boolean => {
      const actor = actors.get(name);
      return actor !== undefined && !actor.isDead && !actor.isDone;
    },
    wasStarted: (name: string): boolean => actors.has(name),

    state: (): readonly unknown[] =>
      [...actors.values()]
        .map(({ name, waiting, isDone, isDead, learned }) => [name, waiting?.label, isDone, isDead, learned])
        .sort(),
  };
}

export type Scheduler = ReturnType<typeof scheduler>;
