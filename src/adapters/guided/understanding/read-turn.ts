import { dangerInSteps } from '../../../domain/assistant/safety/danger-signs.ts';
import type { PatientMessage } from '../../../domain/messaging/message.ts';
import type { Situation } from '../reply.ts';
import { saidIn, understand, type Understanding } from './understand.ts';

/** Understands a turn in steps of a few milliseconds, so that others can be served between them. */
export function* readInSteps(
  messages: readonly PatientMessage[],
  situation: Situation,
): Generator<void, Understanding, void> {
  const said = saidIn(messages, situation);
  const danger = yield* dangerInSteps(said.texts);
  return understand(said, danger, situation);
}

export function readAtOnce(messages: readonly PatientMessage[], situation: Situation): Understanding {
  const steps = readInSteps(messages, situation);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** A long turn is read in steps, and one such turn at a time: between two steps everybody else is served. */
export function makeReader() {
  let before: Promise<unknown> = Promise.resolve();
  const rest = async (steps: ReturnType<typeof readInSteps>): Promise<Understanding> => {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const step = steps.next();
      if (step.done) return step.value;
    }
  };
  return async (messages: readonly PatientMessage[], situation: Situation): Promise<Understanding> => {
    const steps = readInSteps(messages, situation);
    const first = steps.next();
    if (first.done) return first.value;
    const reading = before.then(() => rest(steps));
    before = reading.catch(() => undefined);
    return reading;
  };
}
