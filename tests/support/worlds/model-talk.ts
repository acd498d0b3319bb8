import { Registry } from 'prom-client';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import {
  memoryLanguageModel,
  type ScriptedStep,
} from '../../../src/adapters/memory/assistant/language-model.ts';
import { seededRandomness } from '../../../src/adapters/memory/system/randomness.ts';
import { systemTimers } from '../../../src/adapters/system/timers.ts';
import { makeModelAssistant } from '../../../src/application/assistant/model/model-assistant.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { ModelStepRequest } from '../../../src/application/ports/assistant/language-model.ts';
import type { Timers } from '../../../src/application/ports/system/timers.ts';
import { defaultModelLimits, type ModelLimits } from '../../../src/domain/assistant/model/model-limits.ts';
import type { KeptTurn } from '../../../src/domain/assistant/model/kept-turn.ts';
import type { TurnRecord } from '../../../src/domain/assistant/model/turn-record.ts';

type Wish = {
  readonly think: (request: ModelStepRequest) => ScriptedStep | Promise<ScriptedStep>;
  readonly limits?: Partial<ModelLimits>;
  readonly timers?: Timers;
};

const usage = { input: 100, cached: 50, output: 10 };

/** A step in which the model calls tools. */
export const calls = (...wanted: readonly (readonly [name: string, args: unknown])[]): ScriptedStep => ({
  text: '',
  calls: wanted.map(([name, args], index) => ({ id: `c${index}`, name, arguments: args })),
  end: 'calls',
  usage,
});
/** A step in which it says something to the patient. */
export const says = (text: string): ScriptedStep => ({ text, calls: [], end: 'said', usage });

/** A model assistant whose model does what `think` says; everything that was asked and recorded is kept. */
export function scriptedAssistant({ think, limits = {}, timers = systemTimers }: Wish) {
  const requests: ModelStepRequest[] = [];
  const records: TurnRecord[] = [];
  const kept: KeptTurn[] = [];
  const assistant = makeModelAssistant({
    guided: makeGuidedAssistant(),
    languageModel: memoryLanguageModel((request) => {
      requests.push(request);
      return think(request);
    }),
    modelAccess: async () => ({
      model: 'scripted',
      price: undefined,
      begin: async () => undefined,
      end: async () => undefined,
    }),
    telemetry: prometheusTelemetry(new Registry()),
    secrets: systemSecrets,
    timers,
    randomness: seededRandomness(1),
    modelLimits: { ...defaultModelLimits, ...limits },
  });
  const recorded: Assistant = {
    answer: (turn) =>
      assistant.answer({
        ...turn,
        recorder: {
          contextVersion: 1,
          keep: (turn) => {
            kept.push(turn);
            records.push(turn.record);
          },
        },
      }),
  };
  return { assistant: recorded, requests, records, kept };
}
