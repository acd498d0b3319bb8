import type {
  ArrivedStatus,
  DeliveryLog,
  StatusOutcome,
} from '../../../application/ports/messaging/delivery-log.ts';
import { afterStatus } from '../../../domain/messaging/delivery.ts';
import { takeKey, type MemoryDatabase } from '../database.ts';
import { isOutbound, type MessageRow } from '../rows.ts';
import { keepRecipientIdentities } from './learned-identities.ts';

export const memoryDeliveryLog = (db: MemoryDatabase): DeliveryLog => ({
  record: (statuses) => db.atomically(() => statuses.map((arrived) => learn(db, arrived))),
});

function learn(db: MemoryDatabase, arrived: ArrivedStatus): StatusOutcome {
  const row = find(db, arrived);
  if (row === undefined || !isOutbound(row)) return { outcome: 'unmatched' };
  const before = { ...row };
  Object.assign(row, afterStatus(row, arrived.status));
  // Another row (an echo) may hold the key: then it stays where it is.
  if (row.dedupeKey === undefined) takeKey(db, row, `out:${arrived.status.metaMessageId}`);
  keepRecipientIdentities(db, row, arrived.status.recipient);
  return {
    outcome: before.times[arrived.status.status] === undefined ? 'recorded' : 'old',
    messageId: row.id,
    conversationId: row.conversationId,
    settledUnknown: before.status === 'unknown',
  };
}

function find(db: MemoryDatabase, { clinicId, status }: ArrivedStatus): MessageRow | undefined {
  const ours = db.messages.find(
    ({ id, clinicId: owner, direction }) =>
      id === status.outboundId && owner === clinicId && direction === 'outbound',
  );
  if (ours !== undefined) return ours;
  const named = db.messagesByKey.get(`${clinicId}|out:${status.metaMessageId}`);
  return named?.direction === 'outbound' ? named : undefined;
}
