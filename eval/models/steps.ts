import type {
  LanguageModel,
  ModelStep,
  ModelStepRequest,
} from '../../src/application/ports/assistant/language-model.ts';
import { memoryLanguageModel } from '../../src/adapters/memory/assistant/language-model.ts';

const usage = { input: 4_500, cached: 4_000, output: 60 };

/** A step in which the model says something to the patient. */
export const says = (text: string): ModelStep => ({ text, calls: [], end: 'said', usage });

/** A step in which it calls tools. */
export const calls = (...wanted: readonly (readonly [name: string, args: unknown])[]): ModelStep => ({
  text: '',
  calls: wanted.map(([name, args], index) => ({ id: `c${index}`, name, arguments: args })),
  end: 'calls',
  usage,
});

/** A model that thinks by a function; every request is kept. */
export function thinkingModel(think: (request: ModelStepRequest) => ModelStep): {
  readonly model: LanguageModel;
  readonly requests: readonly ModelStepRequest[];
} {
  const requests: ModelStepRequest[] = [];
  const model = memoryLanguageModel((request) => {
    requests.push(request);
    return think(request);
  });
  return { model, requests };
}
