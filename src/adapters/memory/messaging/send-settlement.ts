import type { ClaimedSend, Settlement } from '../../../application/ports/messaging/outbox.ts';
import { isOpen } from '../../../domain/messaging/delivery-status.ts';
import { toldRecipient } from '../../../domain/messaging/people/learn-identities.ts';
import { takeKey, type MemoryDatabase } from '../database.ts';
import type { MessageRow } from '../rows.ts';
import { keepToldIdentities } from './learned-identities.ts';

/**
 * How a claim ended. A status that came in meanwhile has moved the row on from `sending`: then it keeps what the
 * status said and only learns its wamid.
 */
export function applySettlement(
  db: MemoryDatabase,
  row: MessageRow,
  settlement: Settlement,
  now: Date,
): void {
  const mine = row.status === 'sending';
  row.leaseUntil = undefined;
  if (mine) {
    row.nextAttemptAt = undefined;
    // what waits for its place in the rate keeps the reason of its last failure
    if (settlement.to !== 'retry' && settlement.to !== 'unknown') row.error = undefined;
  }
  switch (settlement.to) {
    case 'accepted':
      row.attempts += 1;
      row.times.accepted ??= now;
      if (mine) row.status = 'accepted';
      if (settlement.metaMessageId !== undefined) learnId(db, row, settlement.metaMessageId);
      else if (mine) row.error = { code: 'answer-unreadable' };
      keepToldIdentities(db, row, toldRecipient(settlement));
      return;
    case 'simulated':
      row.times.accepted ??= now;
      if (!mine) return;
      row.status = 'accepted';
      row.error = { code: 'simulated' };
      return;
    case 'cancelled':
      if (!mine) return;
      row.status = 'cancelled';
      row.error = { code: settlement.reason };
      return;
    case 'failed':
      row.attempts += 1;
      if (!mine) return;
      row.status = 'failed';
      row.error = settlement.failure;
      row.times.failed = now;
      return;
    case 'retry':
    case 'unknown':
      row.attempts += settlement.isAttempt ? 1 : 0;
      if (!mine) return;
      row.status = settlement.to === 'retry' ? 'queued' : 'unknown';
      row.nextAttemptAt = settlement.to === 'retry' ? settlement.at : settlement.until;
      row.error = settlement.failure ?? row.error;
      return;
  }
}

/** Whoever has the lease now: WhatsApp has the message, nobody has to send it any more. */
export function recordAcceptance(
  db: MemoryDatabase,
  { messageId }: ClaimedSend,
  settlement: Extract<Settlement, { to: 'accepted' }>,
  now: Date,
): boolean {
  const { metaMessageId } = settlement;
  const row = db.messages.find(({ id }) => id === messageId);
  if (row === undefined || row.metaMessageId !== undefined) return false;
  if (row.status !== 'received' && isOpen(row.status)) row.status = 'accepted';
  row.nextAttemptAt = undefined;
  row.times.accepted ??= now;
  if (metaMessageId !== undefined) learnId(db, row, metaMessageId);
  keepToldIdentities(db, row, toldRecipient(settlement));
  return true;
}

function learnId(db: MemoryDatabase, row: MessageRow, metaMessageId: string): void {
  row.metaMessageId ??= metaMessageId;
  if (row.dedupeKey === undefined) takeKey(db, row, `out:${metaMessageId}`);
}
