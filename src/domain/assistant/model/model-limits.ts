import type { ModelFailureKind } from '../model-failure.ts';

/** What a language model may take of one turn. */
export type ModelLimits = {
  readonly steps: number;
  /** Calls of tools in all steps together. */
  readonly calls: number;
  /** Calls that were refused and explained; after so many the guided dialogue answers. */
  readonly refusals: number;
  readonly outputTokensPerStep: number;
  /** All that is read and written in a turn. */
  readonly tokens: number;
  /** All steps together, in ms. */
  readonly turnMs: number;
  /** One step, in ms. */
  readonly stepMs: number;
  /** Kept of the turn's time for whoever answers in the model's place, in ms. */
  readonly reserveMs: number;
  /** Millionths of a US dollar. */
  readonly microdollars: number;
};

export const defaultModelLimits: ModelLimits = {
  steps: 4,
  calls: 6,
  refusals: 2,
  outputTokensPerStep: 500,
  tokens: 120_000,
  turnMs: 10_000,
  stepMs: 8_000,
  reserveMs: 3_000,
  microdollars: 100_000,
};

/** The longest wait for another try of a step, in ms. */
const longestWaitMs = 1_500;

/**
 * How long to wait before a step is asked for once more, in ms; `undefined` where another try does not help: a silent
 * provider has taken its time already, and quota, key, model, length and content do not change in a second.
 * `random` in [0, 1).
 */
export function stepRetryMs(
  failure: ModelFailureKind,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  switch (failure) {
    case 'unavailable':
      return retryAfterMs === undefined ? 100 + 200 * random : within(retryAfterMs);
    case 'answer-unusable':
      return 50 * random;
    case 'rate-limited':
      return retryAfterMs === undefined ? undefined : within(retryAfterMs);
    case 'timeout':
    case 'quota-exhausted':
    case 'key-refused':
    case 'unknown-model':
    case 'context-too-long':
    case 'content-filtered':
      return undefined;
  }
}

const within = (ms: number): number | undefined => (ms <= longestWaitMs ? ms : undefined);
