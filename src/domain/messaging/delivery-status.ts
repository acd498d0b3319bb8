/** Meta's own status words that we know; others are kept raw. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/**
 * Where an outbound message stands.
 * `queued` waits for its turn, `sending` is under a lease, `unknown` may or may not have reached Meta, `waiting` goes out
 * when the customer service window opens, `accepted` has a wamid, `cancelled` was overtaken by a human or by events.
 * The rest are Meta's words.
 */
export type OutboundStatus =
  'queued' | 'sending' | 'unknown' | 'waiting' | 'accepted' | 'cancelled' | DeliveryStatus;

/**
 * Every status, in the order in which one outweighs another. Failure stands between `sent` and `delivered`: any proof
 * of delivery outweighs it (docs/vendors/meta.md#statuses).
 */
export const outboundStatuses: readonly OutboundStatus[] = [
  'queued',
  'sending',
  'unknown',
  'waiting',
  'cancelled',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
  'played',
];

/** What is learned of whether a message reached the patient; `arrived-after-all` takes a `failed` back. */
export type SendEnding = 'arrived' | 'failed' | 'arrived-after-all';

/** `undefined` while it is on its way, and of what was never sent. */
export const endingOf = (status: OutboundStatus): 'arrived' | 'failed' | undefined => {
  if (status === 'failed') return 'failed';
  return status === 'delivered' || status === 'read' || status === 'played' ? 'arrived' : undefined;
};

/** What is learned when one status follows on another; `undefined` when nothing is. */
export function endingBetween(before: OutboundStatus, after: OutboundStatus): SendEnding | undefined {
  const [was, is] = [endingOf(before), endingOf(after)];
  if (was === is) return undefined;
  return was === 'failed' ? 'arrived-after-all' : is;
}

/** Statuses in which a message is to be sent now: what is younger waits behind it. */
export const isOpen = (status: OutboundStatus): boolean =>
  status === 'queued' || status === 'sending' || status === 'unknown';

/** Not sent yet, and not given up. */
export const isPending = (status: OutboundStatus): boolean => isOpen(status) || status === 'waiting';

/**
 * The join of what is known and what arrives: commutative, associative and idempotent, so statuses may come in any
 * order and any number of times.
 */
export const mergeStatus = <S extends OutboundStatus>(
  known: S,
  arrived: DeliveryStatus,
): S | DeliveryStatus =>
  outboundStatuses.indexOf(arrived) > outboundStatuses.indexOf(known) ? arrived : known;
