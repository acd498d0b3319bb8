import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { HeardWords, Recording, Transcription } from '../../application/ports/media/transcription.ts';
import { ModelFailure } from '../../domain/assistant/model-failure.ts';
import { AnswerTooLarge, boundedFetch } from './bounded-fetch.ts';
import { refusalOf, retryAfter } from './refusal-of.ts';

export type TranscriptionSettings = {
  /** With its version, e.g. `https://api.openai.com/v1`. */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly model: string;
};

/** Servers tell the length in one of two ways, or not at all. */
const answer = z.object({
  text: z.string(),
  duration: z.coerce.number().nonnegative().optional().catch(undefined),
  usage: z.object({ seconds: z.number().nonnegative() }).optional().catch(undefined),
});

/** Servers go by the ending of a file's name. */
const endings: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'application/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/wav': 'wav',
  'audio/webm': 'webm',
};

/** `POST /audio/transcriptions` as OpenAI and compatible servers take it (docs/vendors/language-models.md). */
export const httpTranscription = ({ baseUrl, apiKey, model }: TranscriptionSettings): Transcription => ({
  async transcribe(recording, signal) {
    signal.throwIfAborted();
    const { type, body } = formOf(recording, model);
    try {
      const response = await boundedFetch(
        new URL('audio/transcriptions', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`),
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${apiKey}`,
            accept: 'application/json',
            'content-type': type,
          },
          body,
          signal,
        },
      );
      return heardIn(response, await response.text());
    } catch (error) {
      signal.throwIfAborted();
      throw failureOf(error);
    }
  },
});

/**
 * One piece, written by hand: the form that Node makes is a stream, and where a server answers before it has read all of
 * it, that stream ends the process by a rejection that nobody can catch.
 */
function formOf(
  { bytes, type }: Recording,
  model: string,
): { readonly type: string; readonly body: Uint8Array<ArrayBuffer> } {
  const boundary = `atende-${randomUUID()}`;
  const field = (name: string, value: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const fileName = `audio.${endings[type] ?? 'ogg'}`;
  const before = [
    field('model', model),
    field('language', 'pt'),
    field('response_format', 'json'),
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n`,
    `content-type: ${type in endings ? type : 'audio/ogg'}\r\n\r\n`,
  ].join('');
  const parts = [Buffer.from(before), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)];
  return { type: `multipart/form-data; boundary=${boundary}`, body: new Uint8Array(Buffer.concat(parts)) };
}

function heardIn({ ok, status, headers }: Response, body: string): HeardWords {
  if (!ok) {
    const retryAfterMs = retryAfter(Object.fromEntries(headers));
    throw new ModelFailure(refusalOf(status, body.slice(0, 2_000)), { retryAfterMs });
  }
  const { text, duration, usage } = answer.parse(JSON.parse(body));
  const seconds = usage?.seconds ?? duration;
  return { text, ...(seconds !== undefined && { ms: Math.ceil(seconds * 1_000) }) };
}

/** Nothing of the answer goes on: it is a patient's words. */
function failureOf(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  const isUnreadable =
    error instanceof AnswerTooLarge || error instanceof SyntaxError || error instanceof z.ZodError;
  return new ModelFailure(isUnreadable ? 'answer-unusable' : 'unavailable');
}
