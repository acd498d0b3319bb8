import type {
  LanguageModel,
  ModelStep,
  ModelStepRequest,
} from '../../../application/ports/assistant/language-model.ts';
import type { ModelFailure } from '../../../domain/assistant/model-failure.ts';

export type ScriptedStep = ModelStep | ModelFailure | 'hang';

/** A model that does what it is told, for tests: each request is answered by `think`. */
export const memoryLanguageModel = (
  think: (request: ModelStepRequest) => ScriptedStep | Promise<ScriptedStep>,
): LanguageModel => ({
  async step(request, signal) {
    signal.throwIfAborted();
    const step = await think(structuredClone(request));
    if (step === 'hang') await untilAborted(signal);
    signal.throwIfAborted();
    if (step instanceof Error) throw step;
    return structuredClone(step) as ModelStep;
  },
});

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
