import { after } from '../instants.ts';
import type { AlertChannelName } from './alert-delivery.ts';

export type AlertPolicy = {
  readonly baseMs: number;
  readonly capMs: number;
  readonly maxAttempts: number;
  /** The other side says no to this one, so the others must not wait behind it for long. */
  readonly maxRefusedAttempts: number;
  /** What is older than this is no news. */
  readonly giveUpAfterMs: number;
  /** Failures in a row from which on the destination itself is an alert. */
  readonly undeliveredAfter: number;
  /** What lies between two deliveries to one destination at least. */
  readonly paceMs: Readonly<Record<AlertChannelName, number>>;
  /** What may wait for one destination; more is in the list of alerts only. */
  readonly mostWaiting: number;
};

export const defaultAlertPolicy: AlertPolicy = {
  baseMs: 15_000,
  capMs: 3_600_000,
  // half a day
  maxAttempts: 18,
  maxRefusedAttempts: 3,
  giveUpAfterMs: 24 * 3_600_000,
  undeliveredAfter: 3,
  paceMs: { webhook: 100, email: 2_000 },
  mostWaiting: 200,
};

type Failed = {
  readonly attempts: number;
  readonly dueAt: Date;
  /** Of the destination, in a row, this one included. */
  readonly failures: number;
  readonly isRefused: boolean;
  readonly retryAfterMs?: number;
};

/** When the destination is tried again (`random` in [0, 1)), and whether with this delivery or the next one. */
export function afterFailure(
  { attempts, dueAt, failures, isRefused, retryAfterMs = 0 }: Failed,
  now: Date,
  policy: AlertPolicy,
  random: number,
): { readonly at: Date; readonly givesUp: boolean } {
  const backoff = Math.min(policy.capMs, policy.baseMs * 2 ** Math.min(failures - 1, 30));
  const wait = Math.max((backoff / 2) * (1 + random), Math.min(retryAfterMs, policy.capMs));
  const most = isRefused ? policy.maxRefusedAttempts : policy.maxAttempts;
  return {
    at: after(now, wait),
    givesUp: attempts >= most || now.getTime() - dueAt.getTime() >= policy.giveUpAfterMs,
  };
}
