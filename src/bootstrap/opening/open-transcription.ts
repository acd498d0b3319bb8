import { httpTranscription } from '../../adapters/llm/transcription.ts';
import type { Transcription } from '../../application/ports/media/transcription.ts';
import type { TranscriptionSource } from '../config/transcription-config.ts';

type OpenedTranscription = { readonly transcription: Transcription | undefined; close(): Promise<void> };

const closed = () => Promise.resolve();

/** Who writes recordings down, as the configuration says. */
export async function openTranscription(
  source: TranscriptionSource | undefined,
): Promise<OpenedTranscription> {
  if (source === undefined) return { transcription: undefined, close: closed };
  if (source.provider !== 'twin') return { transcription: httpTranscription(source), close: closed };
  const { startTwinOfModel } = await import('../local/local-model.ts');
  const twin = await startTwinOfModel();
  return {
    transcription: httpTranscription({ baseUrl: twin.baseUrl, apiKey: 'twin', model: 'twin' }),
    close: () => twin.close(),
  };
}
