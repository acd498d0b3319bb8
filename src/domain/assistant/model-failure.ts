/** Why a model gave no step; each is `model.<failure>` in the catalogue. */
export type ModelFailureKind =
  | 'timeout'
  | 'unavailable'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'key-refused'
  | 'unknown-model'
  | 'context-too-long'
  | 'answer-unusable'
  | 'content-filtered';

type Occasion = {
  /** Since when the provider would answer again, ms from now, where it said so. */
  readonly retryAfterMs?: number | undefined;
};

/**
 * No caller meets it: another assistant answers. It says nothing of what was asked or answered, since prompts are
 * patients' words and providers quote keys.
 */
export class ModelFailure extends Error {
  /** As in the catalogue of errors. */
  readonly code: `model.${ModelFailureKind}`;
  readonly failure: ModelFailureKind;
  readonly retryAfterMs: number | undefined;
  constructor(failure: ModelFailureKind, { retryAfterMs }: Occasion = {}) {
    super(`The language model gave no answer: ${failure}`);
    this.name = 'ModelFailure';
    this.code = `model.${failure}`;
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}
