import type {
  ArrivedStatus,
  DeliveryLog,
  StatusOutcome,
} from '../../../application/ports/messaging/delivery-log.ts';
import { afterStatus } from '../../../domain/messaging/delivery.ts';
import { endingBetween, type OutboundStatus } from '../../../domain/messaging/delivery-status.ts';
import { given } from '../../../domain/given.ts';
import { sentKey } from '../../../domain/messaging/messages/dedupe-keys.ts';
import { takeKey, type MemoryDatabase } from '../database.ts';
import { isOutbound, type MessageRow, type OutboundRow } from '../rows.ts';
import { keepRecipientIdentities } from './learned-identities.ts';

export const memoryDeliveryLog = (db: MemoryDatabase): DeliveryLog => ({
  record: (statuses) =>
    db.atomically(() => {
      const seen = new Set<MessageRow>();
      const before = new Map<number, { row: OutboundRow; status: OutboundStatus }>();
      const outcomes = statuses.map((arrived, n) => {
        const row = find(db, arrived);
        if (row !== undefined && isOutbound(row) && !seen.has(row)) {
          seen.add(row);
          before.set(n, { row, status: row.status });
        }
        return learn(db, row, arrived);
      });
      return outcomes.map((outcome, n) => {
        const known = before.get(n);
        return { ...outcome, ...given({ ending: known && endingBetween(known.status, known.row.status) }) };
      });
    }),
});

function learn(db: MemoryDatabase, row: MessageRow | undefined, arrived: ArrivedStatus): StatusOutcome {
  if (row === undefined || !isOutbound(row)) return { outcome: 'unmatched' };
  const before = { ...row };
  Object.assign(row, afterStatus(row, arrived.status));
  // Another row (an echo) may hold the key: then it stays where it is.
  if (row.dedupeKey === undefined) takeKey(db, row, sentKey(arrived.status.metaMessageId));
  keepRecipientIdentities(db, row, arrived.status.recipient);
  return {
    outcome: before.times[arrived.status.status] === undefined ? 'recorded' : 'old',
    messageId: row.id,
    conversationId: row.conversationId,
    requestId: row.requestId,
    ...given({ whatsappNumber: db.conversations.get(row.conversationId)?.whatsappNumber }),
    settledUnknown: before.status === 'unknown',
  };
}

function find(db: MemoryDatabase, { clinicId, status }: ArrivedStatus): MessageRow | undefined {
  const ours = db.messages.find(
    ({ id, clinicId: owner, direction }) =>
      id === status.outboundId && owner === clinicId && direction === 'outbound',
  );
  if (ours !== undefined) return ours;
  const named = db.messagesByKey.get(`${clinicId}|${sentKey(status.metaMessageId)}`);
  return named?.direction === 'outbound' ? named : undefined;
}
