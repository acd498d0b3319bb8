import { BookingsOverloaded } from '../../domain/scheduling/scheduling-errors.ts';

export type BulkheadLimits = {
  /** As many as the database serves at once; more would only wait there, and be cut off. */
  readonly atOnce: number;
  /** Those that wait for their turn; more are refused at once. */
  readonly waiting: number;
};

/**
 * Lets a rush in a few at a time, in the order in which they came. @throws BookingsOverloaded when too many wait
 */
export function makeBulkhead<In, Out>(
  work: (input: In) => Promise<Out>,
  { atOnce, waiting }: BulkheadLimits,
): (input: In) => Promise<Out> {
  const queue: (() => void)[] = [];
  let running = 0;

  const leave = () => {
    const next = queue.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  return async (input) => {
    if (running < atOnce) running += 1;
    else if (queue.length >= waiting) throw new BookingsOverloaded(queue.length);
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await work(input);
    } finally {
      leave();
    }
  };
}
