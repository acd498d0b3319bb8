import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel as LibraryModel, SystemModelMessage } from 'ai';
import { boundedFetch } from './bounded-fetch.ts';

export type ModelProvider = 'openai' | 'anthropic' | 'openai-compatible';

export type ModelSettings = {
  readonly provider: ModelProvider;
  readonly apiKey: string;
  /** Required for `openai-compatible`; else the provider's own. */
  readonly baseUrl?: string | undefined;
};

type Options = NonNullable<SystemModelMessage['providerOptions']>;

/** What differs between the wire formats, once. Models are objects: a name alone would go to the library's gateway. */
export type Wire = {
  readonly model: (id: string) => Exclude<LibraryModel, string>;
  /** Nothing is stored, one call at a time. */
  readonly options: (cacheKey: string) => Options;
  /** Marks the end of what is the same for every turn, where the provider wants it marked. */
  readonly cached: Options;
};

export function openWire({ provider, apiKey, baseUrl }: ModelSettings): Wire {
  const common = { apiKey, fetch: boundedFetch };
  switch (provider) {
    case 'openai': {
      const openai = createOpenAI({ ...common, ...(baseUrl !== undefined && { baseURL: baseUrl }) });
      return {
        model: (id) => openai.responses(id),
        options: (promptCacheKey) => ({ openai: { store: false, parallelToolCalls: false, promptCacheKey } }),
        cached: {},
      };
    }
    case 'anthropic': {
      const anthropic = createAnthropic({ ...common, ...(baseUrl !== undefined && { baseURL: baseUrl }) });
      return {
        model: (id) => anthropic(id),
        options: () => ({ anthropic: { disableParallelToolUse: true } }),
        cached: { anthropic: { cacheControl: { type: 'ephemeral', ttl: '1h' } } },
      };
    }
    case 'openai-compatible': {
      const compatible = createOpenAICompatible({ ...common, name: 'compatible', baseURL: baseUrl ?? '' });
      return {
        model: (id) => compatible.chatModel(id),
        options: () => ({ compatible: { store: false, parallel_tool_calls: false } }),
        cached: {},
      };
    }
  }
}
