/** As `LLM_PROVIDER` names them. A new one is a case of `openWire`, too. */
export const modelProviders = ['openai', 'anthropic', 'openai-compatible'] as const;

export type ModelProvider = (typeof modelProviders)[number];

/** `baseUrl`, where a provider has an own one, replaces it. */
export type ModelSettings = { readonly apiKey: string } & (
  | { readonly provider: Exclude<ModelProvider, 'openai-compatible'>; readonly baseUrl?: string }
  | { readonly provider: 'openai-compatible'; readonly baseUrl: string }
);
