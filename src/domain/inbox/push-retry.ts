import { after } from '../instants.ts';

export type PushPolicy = {
  readonly baseMs: number;
  readonly capMs: number;
  readonly maxAttempts: number;
  /** What may wait for one browser; more is in the console only. */
  readonly mostWaiting: number;
};

export const defaultPushPolicy: PushPolicy = {
  baseMs: 5_000,
  capMs: 120_000,
  maxAttempts: 5,
  mostWaiting: 20,
};

type Failed = {
  /** This one included. */
  readonly attempts: number;
  /** The push service says no to this one. */
  readonly isRefused: boolean;
  readonly retryAfterMs?: number;
};

/** When a push that failed is tried again (`random` in [0, 1)); `undefined`: not any more. */
export function nextPushAttempt(
  { attempts, isRefused, retryAfterMs = 0 }: Failed,
  now: Date,
  policy: PushPolicy,
  random: number,
): Date | undefined {
  if (isRefused || attempts >= policy.maxAttempts) return undefined;
  const backoff = Math.min(policy.capMs, policy.baseMs * 2 ** (attempts - 1));
  return after(now, Math.max((backoff / 2) * (1 + random), Math.min(retryAfterMs, policy.capMs)));
}
