import { APICallError } from 'ai';
import { z } from 'zod';
import { ModelFailure } from '../../domain/assistant/model-failure.ts';
import { refusalOf, retryAfter } from './refusal-of.ts';

/** What providers say in the body of a refusal; OpenAI and those compatible use `code`, Anthropic uses `type`. */
const refusalBody = z.object({
  error: z.object({ code: z.unknown(), type: z.unknown(), message: z.unknown() }).partial(),
});

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

const isTimeout = (error: unknown): boolean => error instanceof Error && error.name === 'TimeoutError';
