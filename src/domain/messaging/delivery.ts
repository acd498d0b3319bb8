import { earliest } from '../instants.ts';
import { windowClosed } from './customer-service-window.ts';
import { isOpen, mergeStatus, type DeliveryStatus, type OutboundStatus } from './delivery-status.ts';
import type { SendFailure } from './send-failure.ts';

/** How a claim of an outbound message ended. */
export type Settlement =
  | {
      readonly to: 'accepted';
      /** Absent when the answer could not be read: a status will bring it. */
      readonly metaMessageId?: string;
      /** Who it reached, as WhatsApp says; kept as theirs unless somebody else has it. */
      readonly waId?: string;
      readonly bsuid?: string;
      readonly parentBsuid?: string;
      readonly traceId?: string;
    }
  | { readonly to: 'simulated' }
  | { readonly to: 'cancelled'; readonly reason: string }
  /** An answer for which the window is closed: what it answered waits for an answer again. */
  | { readonly to: 'unanswered' }
  /** Not sent: due again at `at`. `isAttempt`: it counts as a try of this message. */
  | { readonly to: 'retry'; readonly at: Date; readonly failure?: SendFailure; readonly isAttempt: boolean }
  /** Perhaps sent: waits for a status until `until`. */
  | {
      readonly to: 'unknown';
      readonly until: Date;
      readonly failure?: SendFailure;
      readonly isAttempt: boolean;
    }
  /** The customer service window is closed: goes out when it opens, or as a template. */
  | { readonly to: 'waiting'; readonly failure: SendFailure; readonly isAttempt: boolean }
  | { readonly to: 'failed'; readonly failure: SendFailure };

/** What is known of the way of one outbound message to the patient. */
export type Delivery = {
  readonly status: OutboundStatus;
  readonly nextAttemptAt?: Date | undefined;
  readonly leaseUntil?: Date | undefined;
  readonly attempts: number;
  readonly metaMessageId?: string | undefined;
  readonly error?: { readonly code: string; readonly class?: string; readonly detail?: string } | undefined;
  readonly times: Partial<Record<'accepted' | DeliveryStatus, Date>>;
};

// Postgres keeps these rules in its statements, too, for speed: tests/contract/rules/delivery-rule.test.ts.

/**
 * The claim has ended. A status that came in meanwhile has moved the message on from `sending`: then it keeps what the
 * status said and only learns its wamid.
 */
export function afterSettlement(before: Delivery, settlement: Settlement, now: Date): Delivery {
  const isAttempt = 'isAttempt' in settlement ? settlement.isAttempt : isCall(settlement);
  const settled: Delivery = {
    ...before,
    nextAttemptAt: undefined,
    leaseUntil: undefined,
    attempts: before.attempts + (isAttempt ? 1 : 0),
    ...(settlement.to === 'accepted' && { metaMessageId: before.metaMessageId ?? settlement.metaMessageId }),
    times: {
      ...before.times,
      ...(isTaken(settlement) && { accepted: before.times.accepted ?? now }),
    },
  };
  return before.status === 'sending' ? { ...settled, ...outcomeOf(settlement, settled, now) } : settled;
}

/** Nobody was asked to take it: it goes out later. */
export const isPutOff = (settlement: Settlement): boolean =>
  (settlement.to === 'retry' || settlement.to === 'unknown') &&
  !settlement.isAttempt &&
  settlement.failure === undefined;

const isTaken = ({ to }: Settlement): boolean => to === 'accepted' || to === 'simulated';
const isCall = ({ to }: Settlement): boolean => to === 'accepted' || to === 'failed';

type Outcome = Pick<Delivery, 'status' | 'error'> & Partial<Pick<Delivery, 'nextAttemptAt' | 'times'>>;

function outcomeOf(settlement: Settlement, { error, times }: Delivery, now: Date): Outcome {
  const settled = { error: undefined };
  switch (settlement.to) {
    case 'accepted':
      return settlement.metaMessageId === undefined
        ? { status: 'accepted', error: { code: 'answer-unreadable' } }
        : { ...settled, status: 'accepted' };
    case 'simulated':
      return { ...settled, status: 'accepted', error: { code: 'simulated' } };
    case 'cancelled':
      return { ...settled, status: 'cancelled', error: { code: settlement.reason } };
    case 'unanswered':
      return { ...settled, status: 'cancelled', error: { code: windowClosed } };
    case 'failed':
      return { ...settled, status: 'failed', error: settlement.failure, times: { ...times, failed: now } };
    case 'waiting':
      return { status: 'waiting', error: settlement.failure };
    // what waits for its place in the rate keeps the reason of its last failure
    case 'retry':
      return { status: 'queued', nextAttemptAt: settlement.at, error: settlement.failure ?? error };
    case 'unknown':
      return { status: 'unknown', nextAttemptAt: settlement.until, error: settlement.failure ?? error };
  }
}

/**
 * WhatsApp has the message, whoever has the lease now: nobody has to send it any more. `undefined` when that is known
 * already.
 */
export function afterLateAcceptance(
  before: Delivery,
  metaMessageId: string | undefined,
  now: Date,
): Delivery | undefined {
  if (before.metaMessageId !== undefined) return undefined;
  return {
    ...before,
    status: isOpen(before.status) || before.status === 'waiting' ? 'accepted' : before.status,
    nextAttemptAt: undefined,
    metaMessageId,
    times: { ...before.times, accepted: before.times.accepted ?? now },
  };
}

type Status = {
  readonly status: DeliveryStatus;
  readonly metaMessageId: string;
  readonly at: Date;
  readonly error?: { readonly code: number; readonly title: string; readonly class: string };
};

/** Meta has said how far the message came; each status counts from when it was first reached. */
export const afterStatus = (before: Delivery, { status, metaMessageId, at, error }: Status): Delivery => ({
  ...before,
  status: mergeStatus(before.status, status),
  nextAttemptAt: undefined,
  metaMessageId: before.metaMessageId ?? metaMessageId,
  times: { ...before.times, [status]: earliest(before.times[status], at) },
  ...(status === 'failed' &&
    error && { error: { code: String(error.code), class: error.class, detail: error.title } }),
});
