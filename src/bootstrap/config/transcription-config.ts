import { z } from 'zod';
import { defaultVoiceTimes, type VoicePolicy } from '../../domain/messaging/messages/voice-policy.ts';
import { text, webUrl, whole } from './config-values.ts';
import { isOpenHttp } from './open-http.ts';

export const transcriptionVariables = {
  TRANSCRIPTION_PROVIDER: z.enum(['none', 'openai-compatible', 'twin']).default('none'),
  TRANSCRIPTION_BASE_URL: webUrl.optional(),
  TRANSCRIPTION_API_KEY: text.optional(),
  TRANSCRIPTION_MODEL: text.optional(),
  /** Dollars per minute. */
  TRANSCRIPTION_PRICE: z.coerce.number().min(0).max(10).default(0.006),
  TRANSCRIPTION_WAIT_MS: whole(defaultVoiceTimes.waitMs, 0, 60_000),
  TRANSCRIPTION_TIMEOUT_MS: whole(defaultVoiceTimes.callMs, 500, 120_000),
  TRANSCRIPTION_CONCURRENCY: whole(4, 1, 64),
};

type Values = z.infer<z.ZodObject<typeof transcriptionVariables>> & {
  readonly LLM_DAY_CENTS: number;
  readonly LLM_DAY_TOKENS: number;
};

/** Where recordings are written down; absent where patients are asked to write. */
export type TranscriptionSource =
  | { readonly provider: 'twin' }
  | {
      readonly provider: 'openai-compatible';
      readonly baseUrl: string;
      readonly apiKey: string;
      readonly model: string;
    };

/** All that the provider needs, or `TRANSCRIPTION_PROVIDER` `none`. */
export function readTranscription(
  values: Values,
  isProduction: boolean,
  problems: string[],
): TranscriptionSource | undefined {
  const { TRANSCRIPTION_PROVIDER: provider, TRANSCRIPTION_BASE_URL: baseUrl } = values;
  if (provider === 'none') return undefined;
  if (provider === 'twin') {
    if (isProduction) problems.push('TRANSCRIPTION_PROVIDER: the twin is for development');
    return { provider };
  }
  if (values.TRANSCRIPTION_MODEL === undefined)
    problems.push('TRANSCRIPTION_MODEL: is required together with TRANSCRIPTION_PROVIDER');
  if (baseUrl === undefined)
    problems.push('TRANSCRIPTION_BASE_URL: is required with TRANSCRIPTION_PROVIDER openai-compatible');
  if (isProduction && baseUrl !== undefined && isOpenHttp(baseUrl))
    problems.push('TRANSCRIPTION_BASE_URL: must be https in production, it carries what patients say');
  return {
    provider,
    baseUrl: baseUrl ?? '',
    // servers of one's own often want no key
    apiKey: values.TRANSCRIPTION_API_KEY ?? 'none',
    model: values.TRANSCRIPTION_MODEL ?? '',
  };
}

/** A cent is ten thousand millionths of a dollar. */
export const voicePolicyOf = (values: Values): VoicePolicy => ({
  waitMs: values.TRANSCRIPTION_PROVIDER === 'none' ? 0 : values.TRANSCRIPTION_WAIT_MS,
  callMs: values.TRANSCRIPTION_TIMEOUT_MS,
  microdollarsPerMinute: Math.round(values.TRANSCRIPTION_PRICE * 1_000_000),
  dayLimits: { microdollars: values.LLM_DAY_CENTS * 10_000, tokens: values.LLM_DAY_TOKENS },
});
