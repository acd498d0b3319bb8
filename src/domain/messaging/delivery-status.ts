/** Meta's own status words that we know; others are kept raw. */
export type DeliveryStatus = 'sent' | 'delivered' | 'read' | 'played' | 'failed';

/**
 * Where an outbound message stands.
 * `queued` waits for its turn, `sending` is under a lease, `unknown` may or may not have reached Meta,
 * `accepted` has a wamid, `cancelled` was overtaken by a human. The rest are Meta's words.
 */
export type OutboundStatus = 'queued' | 'sending' | 'unknown' | 'accepted' | 'cancelled' | DeliveryStatus;

const rank: Record<OutboundStatus, number> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  cancelled: 3,
  accepted: 4,
  failed: 5,
  sent: 6,
  delivered: 7,
  read: 8,
  played: 9,
};

/**
 * The join of what is known and what arrives: commutative, associative, idempotent, so that statuses may come in
 * any order and any number of times. A failure loses against any proof of delivery and wins against `sent`
 * (facts §3: prefer delivered).
 */
export function mergeStatus(known: OutboundStatus, news: DeliveryStatus): OutboundStatus {
  if (known === 'failed' && news === 'sent') return 'failed';
  if (known === 'sent' && news === 'failed') return 'failed';
  return rank[news] > rank[known] ? news : known;
}
