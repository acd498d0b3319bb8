import { APICallError } from 'ai';
import { z } from 'zod';
import { ModelFailure, type ModelFailureKind } from '../../domain/assistant/model-failure.ts';

/** What providers say in the body of a refusal; OpenAI and those compatible use `code`, Anthropic uses `type`. */
const refusalBody = z.object({
  error: z.object({ code: z.unknown(), type: z.unknown(), message: z.unknown() }).partial(),
});

const outOfCredit = /insufficient_quota|credit|billing|spend limit/i;
const tooLong = /context_length|context window|maximum context|prompt is too long|too many tokens/i;
const noSuchModel = /model_not_found|not_found_error|does not exist/i;

/**
 * Errors of the library as failures of ours. The library's own errors hold the whole prompt and the provider's answer,
 * so none of them goes on as a cause.
 */
export function failureOf(error: unknown): ModelFailure {
  if (!APICallError.isInstance(error))
    return new ModelFailure(isTimeout(error) ? 'timeout' : 'answer-unusable');
  const { statusCode, isRetryable, responseHeaders = {} } = error;
  const retryAfterMs = retryAfter(responseHeaders);
  if (statusCode === undefined) return new ModelFailure('unavailable');
  // a body that broke off is worth another try, one that was whole and made no sense is not theirs to mend
  if (statusCode < 300) return new ModelFailure(isRetryable ? 'unavailable' : 'answer-unusable');
  // so the library reports a Responses body without output, which came with status 200
  if (typeof (error as { responseBody?: unknown }).responseBody === 'object')
    return new ModelFailure('answer-unusable');
  return new ModelFailure(refusalOf(statusCode, wordsOf(error)), { retryAfterMs });
}

function refusalOf(status: number, words: string): ModelFailureKind {
  if (status === 402 || (status === 429 && outOfCredit.test(words))) return 'quota-exhausted';
  if (status === 429) return 'rate-limited';
  if (status === 401 || status === 403) return outOfCredit.test(words) ? 'quota-exhausted' : 'key-refused';
  if (status === 413 || (status === 400 && tooLong.test(words))) return 'context-too-long';
  if (status === 400 && outOfCredit.test(words)) return 'quota-exhausted';
  if (status === 404 || (status === 400 && noSuchModel.test(words))) return 'unknown-model';
  if (status === 408 || status === 504) return 'timeout';
  if (status >= 500) return 'unavailable';
  return 'answer-unusable';
}

/** The library declares the body as text, but hands an object on where it has parsed it. */
function wordsOf({
  data,
  responseBody,
}: {
  readonly data?: unknown;
  readonly responseBody?: unknown;
}): string {
  const read = refusalBody.safeParse(data);
  if (!read.success) return typeof responseBody === 'string' ? responseBody.slice(0, 2_000) : '';
  const { code, type, message } = read.data.error;
  return [code, type, message].filter((part) => typeof part === 'string').join(' ');
}

/** `retry-after-ms`, or `retry-after` in seconds. */
function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const given = Number.isFinite(ms) ? ms : seconds * 1_000;
  return Number.isFinite(given) && given >= 0 ? given : undefined;
}

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';
