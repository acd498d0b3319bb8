import { windowIsOpen } from './customer-service-window.ts';
import { isOpen, type OutboundStatus } from './delivery-status.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** `reply`: somebody waits for it. `notice`: news that nobody asked for at this moment, e.g. a confirmed appointment. */
type SendKind = 'reply' | 'notice';

export const sendKindOf = (origin: string): SendKind => (origin === 'notice' ? 'notice' : 'reply');

type Older = {
  readonly status: OutboundStatus | 'received';
  readonly about?: { readonly kind: string } | undefined;
  readonly nextAttemptAt?: Date | undefined;
};

/** What was said later waits for it. A reminder that waits for the end of the night holds up no answer. */
export const holdsBack = ({ status, about, nextAttemptAt }: Older, now: Date): boolean =>
  status !== 'received' &&
  isOpen(status) &&
  !(status === 'queued' && about?.kind === 'reminder' && nextAttemptAt !== undefined && nextAttemptAt > now);

/** An outbound message as its claimer finds it. */
export type DueSend = {
  /** The status it had before it was claimed. `sending` means: whoever held it died or lost its lease. */
  readonly found: 'queued' | 'sending' | 'unknown';
  /** Prepared by the assistant before a human stepped in. */
  readonly overtaken: boolean;
  readonly simulation: boolean;
  readonly resends: number;
  readonly kind: SendKind;
  /** The assistant's answers can be made again when they cannot go out. */
  readonly origin: 'assistant' | 'human' | 'notice';
  /** As it was handed over, or would be now. */
  readonly content: { readonly type: string };
  /** The customer service window was closed when it was tried last. */
  readonly waited: boolean;
  /** The code of the last failure, ours or Meta's. */
  readonly lastErrorCode?: string;
  readonly lastPatientMessageAt?: Date;
  readonly createdAt: Date;
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
  const isOpen = windowIsOpen(due.lastPatientMessageAt, now);
  if (due.found !== 'unknown') return isOpen ? 'send' : 'window-closed';
  if (isOpen || due.content.type === 'template') return 'send-again';
  // nobody hands over free text in a closed window: its worker died while it looked for a template
  const wasOpen = windowIsOpen(due.lastPatientMessageAt, due.createdAt);
  return wasOpen ? 'give-up' : 'window-closed';
}

/** Meta answered with an error of its own: most likely nothing was sent, and no status came in the meantime either. */
const wasAnswered = (code: string | undefined) => code !== undefined && /^(http-)?\d+$/.test(code);

const mostResends = ({ kind, lastErrorCode }: DueSend, { maxResends }: RetryPolicy): number =>
  wasAnswered(lastErrorCode) ? maxResends.afterError : maxResends[kind];
