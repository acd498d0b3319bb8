/** Refusals in a row of our own OAuth client after which nobody is asked any more for a while. */
const tolerated = 3;
const pauseMs = 60_000;

export type Circuit = { readonly refusals: number; readonly pausedUntil?: Date };

export const wholeCircuit: Circuit = { refusals: 0 };

export function afterRefusal({ refusals }: Circuit, now: Date): Circuit {
  const seen = refusals + 1;
  return seen < tolerated ? { refusals: seen } : { refusals: seen, pausedUntil: after(now, pauseMs) };
}

/** How many of `wanted` calls may go out now: all, none, or a single probe per period. */
export function admit(
  circuit: Circuit,
  wanted: number,
  now: Date,
): { readonly admitted: number; readonly circuit: Circuit } {
  if (circuit.pausedUntil === undefined || wanted === 0) return { admitted: wanted, circuit };
  if (circuit.pausedUntil.getTime() > now.getTime()) return { admitted: 0, circuit };
  return { admitted: 1, circuit: { ...circuit, pausedUntil: after(now, pauseMs) } };
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms);
