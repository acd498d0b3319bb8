/** Meta's own status words that we know; others are kept raw. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/**
 * Where an outbound message stands.
 * `queued` waits for its turn, `sending` is under a lease, `unknown` may or may not have reached Meta,
 * `accepted` has a wamid, `cancelled` was overtaken by a human. The rest are Meta's words.
 */
export type OutboundStatus = 'queued' | 'sending' | 'unknown' | 'accepted' | 'cancelled' | DeliveryStatus;

// Failure stands between `sent` and `delivered`: any proof of delivery outweighs it (facts §3).
const rank: Record<OutboundStatus, number> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  cancelled: 3,
  accepted: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
  played: 9,
};

/**
 * The join of what is known and what arrives: commutative, associative and idempotent, so statuses may come in any
 * order and any number of times.
 */
export const mergeStatus = <S extends OutboundStatus>(known: S, news: DeliveryStatus): S | DeliveryStatus =>
  rank[news] > rank[known] ? news : known;
