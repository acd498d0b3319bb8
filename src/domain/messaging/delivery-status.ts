/** Meta's own status words that we know; others are kept raw. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/**
 * Where an outbound message stands.
 * `queued` waits for its turn, `sending` is under a lease, `unknown` may or may not have reached Meta,
 * `accepted` has a wamid, `cancelled` was overtaken by a human. The rest are Meta's words.
 */
export type OutboundStatus = 'queued' | 'sending' | 'unknown' | 'accepted' | 'cancelled' | DeliveryStatus;

/**
 * Every status, in the order in which one outweighs another. Failure stands between `sent` and `delivered`: any proof
 * of delivery outweighs it (docs/vendors/meta.md#statuses).
 */
export const outboundStatuses: readonly OutboundStatus[] = [
  'queued',
  'sending',
  'unknown',
  'cancelled',
  'accepted',
  'sent',
  'failed',
  'delivered',
  'read',
  'played',
];

/** Statuses in which a message may still have to be sent. */
export const isOpen = (status: OutboundStatus): boolean =>
  status === 'queued' || status === 'sending' || status === 'unknown';

/**
 * The join of what is known and what arrives: commutative, associative and idempotent, so statuses may come in any
 * order and any number of times.
 */
export const mergeStatus = <S extends OutboundStatus>(
  known: S,
  arrived: DeliveryStatus,
): S | DeliveryStatus =>
  outboundStatuses.indexOf(arrived) > outboundStatuses.indexOf(known) ? arrived : known;
