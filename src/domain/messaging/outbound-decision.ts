import { windowIsOpen } from './customer-service-window.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** `reply`: somebody waits for it. `notice`: news that nobody asked for at this moment, e.g. a confirmed appointment. */
type SendKind = 'reply' | 'notice';

/** An outbound message as its claimer finds it. */
export type DueSend = {
  /** The status it had before it was claimed. `sending` means: whoever held it died or lost its lease. */
  readonly found: 'queued' | 'sending' | 'unknown';
  /** Prepared by the assistant before a human stepped in. */
  readonly overtaken: boolean;
  readonly simulation: boolean;
  readonly resends: number;
  readonly kind: SendKind;
  /** The code of the last failure, ours or Meta's. */
  readonly lastErrorCode?: string;
  readonly lastPatientMessageAt?: Date;
};

export type SendDecision =
  | 'send'
  | 'send-again'
  | 'cancel'
  | 'simulate'
  /** The outcome of an earlier call is not known: wait for a status until the deadline. */
  | 'wait-for-status'
  /** Nobody will ever know whether it arrived: a human decides. */
  | 'give-up'
  | 'window-closed';

/**
 * What to do with a due send. A crashed `sending` row counts as unknown, never as unsent
 * (docs/vendors/meta.md#no-idempotency).
 */
export function decideSend(due: DueSend, now: Date, policy: RetryPolicy): SendDecision {
  if (due.found === 'sending') return 'wait-for-status';
  if (due.found === 'unknown' && due.resends >= mostResends(due, policy)) return 'give-up';
  if (due.overtaken) return due.found === 'unknown' ? 'give-up' : 'cancel';
  if (due.simulation) return 'simulate';
  if (!windowIsOpen(due.lastPatientMessageAt, now))
    return due.found === 'unknown' ? 'give-up' : 'window-closed';
  return due.found === 'unknown' ? 'send-again' : 'send';
}

/** Meta answered with an error of its own: most likely nothing was sent, and no status came in the meantime either. */
const wasAnswered = (code: string | undefined) => code !== undefined && /^(http-)?\d+$/.test(code);

const mostResends = ({ kind, lastErrorCode }: DueSend, { maxResends }: RetryPolicy): number =>
  wasAnswered(lastErrorCode) ? maxResends.afterError : maxResends[kind];
