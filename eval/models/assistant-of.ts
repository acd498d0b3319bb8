import { Registry } from 'prom-client';
import { systemSecrets } from '../../src/adapters/crypto/secrets.ts';
import { makeGuidedAssistant } from '../../src/adapters/guided/guided-assistant.ts';
import { seededRandomness } from '../../src/adapters/memory/system/randomness.ts';
import { prometheusTelemetry } from '../../src/adapters/prometheus/telemetry.ts';
import { systemTimers } from '../../src/adapters/system/timers.ts';
import { makeModelAssistant } from '../../src/application/assistant/model/model-assistant.ts';
import type { Assistant, AssistantTurn } from '../../src/application/ports/assistant/assistant.ts';
import type { LanguageModel } from '../../src/application/ports/assistant/language-model.ts';
import { defaultModelLimits } from '../../src/domain/assistant/model/model-limits.ts';
import { priceOf } from '../../src/domain/assistant/model/model-prices.ts';

type KeptRecord = Parameters<NonNullable<AssistantTurn['recorder']>['keep']>[0];

/** An assistant in front of a language model, what it recorded, and its metrics. */
export type EvaluatedAssistant = {
  readonly assistant: Assistant;
  readonly records: readonly KeptRecord[];
  readonly metrics: () => Promise<string>;
};

/** The assistant of the product on any model, without a limit of money. */
export function assistantOf(languageModel: LanguageModel, model = 'scripted'): EvaluatedAssistant {
  const records: KeptRecord[] = [];
  const registry = new Registry();
  const assistant = makeModelAssistant({
    guided: makeGuidedAssistant(),
    languageModel,
    modelAccess: async () => ({
      model,
      price: priceOf(model),
      begin: async () => undefined,
      end: async () => undefined,
    }),
    telemetry: prometheusTelemetry(registry),
    secrets: systemSecrets,
    timers: systemTimers,
    randomness: seededRandomness(1),
    modelLimits: defaultModelLimits,
  });
  return {
    assistant: {
      answer: (turn) =>
        assistant.answer({
          ...turn,
          recorder: { contextVersion: 1, keep: (record) => void records.push(record) },
        }),
    },
    records,
    metrics: () => registry.metrics(),
  };
}
