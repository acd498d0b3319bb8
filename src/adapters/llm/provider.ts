import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel as LibraryModel, SystemModelMessage } from 'ai';
import { given } from '../../domain/given.ts';
import { boundedFetch } from './bounded-fetch.ts';
import type { ModelSettings } from './model-settings.ts';

type Options = NonNullable<SystemModelMessage['providerOptions']>;

/** What differs between the wire formats, once. Models are objects: a name alone would go to the library's gateway. */
export type Wire = {
  readonly model: (id: string) => Exclude<LibraryModel, string>;
  /** Nothing is stored, one call at a time. */
  readonly options: (cacheKey: string) => Options;
  /** Marks the end of what is the same for every turn, where the provider wants it marked. */
  readonly cached: Options;
};

export function openWire(settings: ModelSettings): Wire {
  const common = { apiKey: settings.apiKey, fetch: boundedFetch, ...given({ baseURL: settings.baseUrl }) };
  switch (settings.provider) {
    case 'openai': {
      const openai = createOpenAI(common);
      return {
        model: (id) => openai.responses(id),
        options: (promptCacheKey) => ({ openai: { store: false, parallelToolCalls: false, promptCacheKey } }),
        cached: {},
      };
    }
    case 'anthropic': {
      const anthropic = createAnthropic(common);
      return {
        model: (id) => anthropic(id),
        options: () => ({ anthropic: { disableParallelToolUse: true } }),
        cached: { anthropic: { cacheControl: { type: 'ephemeral', ttl: '1h' } } },
      };
    }
    case 'openai-compatible': {
      const compatible = createOpenAICompatible({ ...common, name: 'compatible', baseURL: settings.baseUrl });
      return {
        model: (id) => compatible.chatModel(id),
        options: () => ({ compatible: { store: false, parallel_tool_calls: false } }),
        cached: {},
      };
    }
  }
}
