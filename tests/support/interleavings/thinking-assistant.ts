import { Registry } from 'prom-client';
import { systemSecrets } from '../../../src/adapters/crypto/secrets.ts';
import { makeGuidedAssistant } from '../../../src/adapters/guided/guided-assistant.ts';
import { prometheusTelemetry } from '../../../src/adapters/prometheus/telemetry.ts';
import { makeModelAssistant } from '../../../src/application/assistant/model/model-assistant.ts';
import type { Assistant } from '../../../src/application/ports/assistant/assistant.ts';
import type { Timers } from '../../../src/application/ports/system/timers.ts';
import { defaultModelLimits } from '../../../src/domain/assistant/model/model-limits.ts';
import type { Scheduler } from './scheduler.ts';

const telemetry = prometheusTelemetry(new Registry());
const usage = { input: 100, cached: 0, output: 10 };
const looks = { service: 's1', professional: null, day: null, time: null, moving: null };

/** The assistant of the product; its model looks something up, then speaks, and takes as long over each as it is let. */
export const thinkingAssistant = ({ gate }: Pick<Scheduler, 'gate'>, timers: Timers): Assistant =>
  makeModelAssistant({
    guided: makeGuidedAssistant(),
    languageModel: {
      async step({ messages }, signal) {
        const isSecond = messages.some(({ from }) => from === 'tool');
        await gate(isSecond ? 'the model speaks' : 'the model calls a tool', signal);
        signal.throwIfAborted();
        return isSecond
          ? { text: 'Que bom falar com você!', calls: [], end: 'said', usage }
          : {
              text: '',
              calls: [{ id: 'c1', name: 'look_for_times', arguments: looks }],
              end: 'calls',
              usage,
            };
      },
    },
    modelAccess: async () => ({
      model: 'thinking',
      price: undefined,
      begin: async () => undefined,
      end: async () => undefined,
    }),
    ...{ telemetry, timers, secrets: systemSecrets, modelLimits: defaultModelLimits },
    randomness: { next: () => 0 },
  });
