import type { ModelFailureKind } from '../../domain/assistant/model-failure.ts';

const outOfCredit = /insufficient_quota|credit|billing|spend limit/i;
const tooLong = /context_length|context window|maximum context|prompt is too long|too many tokens/i;
const noSuchModel = /model_not_found|not_found_error|does not exist/i;

/** What a provider means by a status and its words. */
export function refusalOf(status: number, words: string): ModelFailureKind {
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

/** `retry-after-ms`, or `retry-after` in seconds. */
export function retryAfter(headers: Readonly<Record<string, string>>): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? Number.NaN);
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const given = Number.isFinite(ms) ? ms : seconds * 1_000;
  return Number.isFinite(given) && given >= 0 ? given : undefined;
}
