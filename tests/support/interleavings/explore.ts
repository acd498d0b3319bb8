/** A run from the beginning, driven from outside. */
export type Run = {
  /** What may happen next, each once by its name; none at the end. */
  choices(): readonly string[];
  take(choice: string): Promise<void>;
  /** All that the future depends on. */
  state(): string;
  /** What must never be so, if it is. */
  breach(): string | undefined;
};

export type Explored = {
  readonly states: number;
  readonly steps: number;
  /** Runs that came to an end. */
  readonly ends: number;
  /** The first way that was found to what must never be. */
  readonly counterexample?: { readonly way: readonly string[]; readonly breach: string };
};

/**
 * Every order in which things can happen, depth first. A run cannot be taken back, so each way begins anew; a way that
 * comes to a known state is not followed. @throws when there are more than `mostStates`: a bound is never silent
 */
export async function explore(begin: () => Promise<Run>, mostStates: number): Promise<Explored> {
  const known = new Set<string>();
  const ways: (readonly string[])[] = [[]];
  let [steps, ends] = [0, 0];

  for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
    const run = await begin();
    for (const choice of way) await run.take(choice);
    steps += way.length;
    let so = way;
    for (;;) {
      const breach = run.breach();
      if (breach !== undefined)
        return { states: known.size, steps, ends, counterexample: { way: so, breach } };
      const state = run.state();
      if (known.has(state)) break;
      known.add(state);
      if (known.size > mostStates) throw new Error(`More than ${mostStates} states`);
      const [next, ...others] = run.choices();
      if (next === undefined) {
        ends += 1;
        break;
      }
      const here = so;
      ways.push(...others.map((other) => [...here, other]));
      await run.take(next);
      steps += 1;
      so = [...here, next];
    }
  }
  return { states: known.size, steps, ends };
}
