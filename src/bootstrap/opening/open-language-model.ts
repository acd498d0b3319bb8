import type { LanguageModel } from '../../application/ports/assistant/language-model.ts';
import type { ModelSource } from '../config/model-config.ts';

export type OpenedModel = { readonly languageModel: LanguageModel | undefined; close(): Promise<void> };

const closed = () => Promise.resolve();

/** The language model of the configuration. Its library is loaded only when there is one: it costs a third of a second and 35 MB. */
export async function openLanguageModel(source: ModelSource | undefined): Promise<OpenedModel> {
  if (source === undefined) return { languageModel: undefined, close: closed };
  const { httpLanguageModel } = await import('../../adapters/llm/language-model.ts');
  if (source.provider !== 'twin') return { languageModel: httpLanguageModel(source), close: closed };
  const { startTwinOfModel } = await import('../local/local-model.ts');
  const twin = await startTwinOfModel();
  return {
    languageModel: httpLanguageModel({
      provider: 'openai-compatible',
      apiKey: 'twin',
      baseUrl: twin.baseUrl,
    }),
    close: () => twin.close(),
  };
}
