import { dangerInSteps, type Suspicion } from '../../domain/assistant/safety/danger-in-steps.ts';
import type { Timers } from '../ports/system/timers.ts';

/** A long turn is read in steps, and one such turn at a time: between two steps everybody else is served. */
export function dangerReader(timers: Pick<Timers, 'sleep'>) {
  let before: Promise<unknown> = Promise.resolve();
  const rest = async (steps: ReturnType<typeof dangerInSteps>): Promise<Suspicion | undefined> => {
    for (;;) {
      await timers.sleep(0);
      const step = steps.next();
      if (step.done) return step.value;
    }
  };
  return async (texts: readonly string[]): Promise<Suspicion | undefined> => {
    const steps = dangerInSteps(texts);
    const first = steps.next();
    if (first.done) return first.value;
    const reading = before.then(() => rest(steps));
    before = reading.catch(() => undefined);
    return reading;
  };
}
