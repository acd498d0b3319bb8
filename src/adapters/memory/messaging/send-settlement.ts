import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import { afterLateAcceptance, type Delivery, type Settlement } from '../../../domain/messaging/delivery.ts';
import { acceptedRecipient } from '../../../domain/messaging/people/learn-identities.ts';
import { sentKey } from '../../../domain/messaging/messages/dedupe-keys.ts';
import { takeKey, type MemoryDatabase } from '../database.ts';
import { isOutbound, type MessageRow } from '../rows.ts';
import { keepRecipientIdentities } from './learned-identities.ts';

type Accepted = Extract<Settlement, { to: 'accepted' }>;

/** What the delivery has become; what WhatsApp said of the recipient is kept with it. */
export function keepDelivery(
  db: MemoryDatabase,
  row: MessageRow,
  delivery: Delivery,
  settlement: Settlement,
): void {
  Object.assign(row, delivery);
  if (settlement.to !== 'accepted') return;
  const { metaMessageId } = settlement;
  if (row.dedupeKey === undefined && metaMessageId !== undefined) takeKey(db, row, sentKey(metaMessageId));
  keepRecipientIdentities(db, row, acceptedRecipient(settlement));
}

export function recordAcceptance(
  db: MemoryDatabase,
  { messageId }: ClaimedSend,
  settlement: Accepted,
  now: Date,
): boolean {
  const row = db.messages.find(({ id }) => id === messageId);
  if (row === undefined || !isOutbound(row)) return false;
  const accepted = afterLateAcceptance(row, settlement.metaMessageId, now);
  if (accepted !== undefined) keepDelivery(db, row, accepted, settlement);
  return accepted !== undefined;
}
