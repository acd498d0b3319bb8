import type { Assistant } from '../ports/assistant/assistant.ts';
import type { GuidedDialogue } from '../ports/assistant/guided-dialogue.ts';
import type { LanguageModel } from '../ports/assistant/language-model.ts';
import { makeModelAssistant } from './model/model-assistant.ts';

type ModelNeeds = Parameters<typeof makeModelAssistant>[0];
type Needs = Omit<ModelNeeds, 'languageModel'> & {
  guided: GuidedDialogue;
  /** Absent where no provider is configured. */
  languageModel: LanguageModel | undefined;
};

/** Who answers behind the emergency rules: a model in front of the guided dialogue, or the guided dialogue alone. */
export const makeAssistant = (needs: Needs): Assistant => {
  const { languageModel, guided } = needs;
  if (languageModel === undefined) return guided;
  const { modelAccess, secrets, timers, randomness, telemetry, modelLimits } = needs;
  return makeModelAssistant({
    ...{ guided, languageModel, modelAccess, secrets },
    ...{ timers, randomness, telemetry, modelLimits },
  });
};
