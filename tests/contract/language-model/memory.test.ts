import {
  memoryLanguageModel,
  type ScriptedStep,
} from '../../../src/adapters/memory/assistant/language-model.ts';
import { ModelFailure } from '../../../src/domain/assistant/model-failure.ts';
import { languageModelContract, type Outcome } from './language-model.contract.ts';

const scripted = (outcome: Outcome): ScriptedStep =>
  'failure' in outcome
    ? new ModelFailure(outcome.failure)
    : { text: '', calls: [], end: 'said', usage: { input: 1, cached: 0, output: 1 }, ...outcome.step };

languageModelContract({
  name: 'memory',
  open: async ({ reply, outcome }) => ({
    model: memoryLanguageModel(() =>
      'line' in reply && reply.line.startsWith('hang') ? 'hang' : scripted(outcome),
    ),
    close: async () => undefined,
  }),
});
