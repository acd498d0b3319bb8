import type { FailureClass } from './send-failure.ts';

export type RetryPolicy = {
  /**
   * Attempts after which a transient failure is final: Meta may have taken one of them
   * (docs/vendors/meta.md#no-idempotency).
   */
  readonly maxAttempts: number;
  /** The same for refusals that prove that nothing was sent; the customer service window usually ends them first. */
  readonly maxRefusedAttempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** How long an unknown outcome may wait for a status before it is settled by policy. */
  readonly unknownDeadlineMs: number;
  /**
   * How often a send of unknown outcome may be repeated when no status has settled it in time: by kind of message where
   * the answer was lost, and where Meta answered with a fault of its own (5xx), which hardly ever means "sent".
   */
  readonly maxResends: { readonly reply: number; readonly notice: number; readonly afterError: number };
};

export const defaultRetryPolicy: RetryPolicy = {
  // half an hour
  maxAttempts: 12,
  // nine hours
  maxRefusedAttempts: 45,
  baseMs: 1_000,
  capMs: 15 * 60_000,
  unknownDeadlineMs: 60_000,
  maxResends: { reply: 1, notice: 1, afterError: 5 },
};

/**
 * Milliseconds to wait before attempt `attempts + 1`, or `undefined` when the message must not be tried again.
 * Exponential with full jitter above half (`random` in [0, 1)); the pair limit waits 4^n seconds, as Meta asks
 * (docs/vendors/meta.md#rate-limits).
 */
export function retryDelayMs(
  failure: FailureClass,
  attempts: number,
  policy: RetryPolicy,
  random: number,
): number | undefined {
  switch (failure) {
    case 'transient':
      if (attempts >= policy.maxAttempts) return undefined;
      return jittered(Math.min(policy.capMs, policy.baseMs * 2 ** (attempts - 1)), random);
    case 'rate-limited':
      if (attempts >= policy.maxRefusedAttempts) return undefined;
      return jittered(Math.min(policy.capMs, policy.baseMs * 2 ** (attempts - 1)), random);
    case 'pair-limited':
      if (attempts >= policy.maxRefusedAttempts) return undefined;
      return Math.min(policy.capMs, 1_000 * 4 ** (attempts - 1));
    case 'account':
    case 'final':
    case 'needs-template':
    case 'opted-out':
      return undefined;
  }
}

const jittered = (ms: number, random: number) => Math.round(ms / 2 + (ms / 2) * random);
