import { dangerInSteps, type Suspicion } from '../../../../src/domain/assistant/safety/danger-in-steps.ts';

/** What is thought of one turn. */
export function suspicionOf(...texts: readonly string[]): Suspicion | undefined {
  const steps = dangerInSteps(texts);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** What is surely an emergency. */
export function dangerIn(...texts: readonly string[]) {
  const suspicion = suspicionOf(...texts);
  return suspicion?.isCertain === true ? suspicion.danger : undefined;
}
