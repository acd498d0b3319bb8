import type {
  ArrivedStatus,
  DeliveryLog,
  StatusOutcome,
} from '../../../application/ports/messaging/delivery-log.ts';
import { mergeStatus } from '../../../domain/messaging/delivery-status.ts';
import { earliest } from '../../../domain/instants.ts';
import { takeKey, type MemoryDatabase } from '../database.ts';
import type { MessageRow } from '../rows.ts';
import { keepToldIdentities } from './learned-identities.ts';

export const memoryDeliveryLog = (db: MemoryDatabase): DeliveryLog => ({
  record: (statuses) => db.atomically(() => statuses.map((arrived) => learn(db, arrived))),
});

function learn(db: MemoryDatabase, arrived: ArrivedStatus): StatusOutcome {
  const { status, metaMessageId, at, error } = arrived.status;
  const row = find(db, arrived);
  if (row === undefined || row.status === 'received') return { outcome: 'unmatched' };
  const known = row.times[status];
  const settledUnknown = row.status === 'unknown';
  row.times[status] = earliest(known, at) ?? at;
  row.status = mergeStatus(row.status, status);
  row.nextAttemptAt = undefined;
  row.metaMessageId ??= metaMessageId;
  // Another row (an echo) may hold the key: then it stays where it is.
  if (row.dedupeKey === undefined) takeKey(db, row, `out:${metaMessageId}`);
  if (status === 'failed' && error !== undefined)
    row.error = { code: String(error.code), class: error.class, detail: error.title };
  keepToldIdentities(db, row, arrived.status.recipient);
  return {
    outcome: known === undefined ? 'recorded' : 'old',
    messageId: row.id,
    conversationId: row.conversationId,
    settledUnknown,
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
