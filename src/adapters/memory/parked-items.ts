import type { ParkedItem, ParkedItemId, ParkedItems } from '../../application/ports/parked-items.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { MemoryDatabase } from './database.ts';

export const memoryParkedItems = (db: MemoryDatabase): ParkedItems => ({
  park: (items) =>
    db.atomically(() => {
      const open = new Map<ParkedItemId, ParkedItemId>();
      for (const { id, clinicId, reason, item } of items) {
        const key = keyOf(item);
        const known = db.parked.get(key);
        if (known !== undefined) {
          if (known.resolvedAt === undefined) open.set(id, known.id);
          continue;
        }
        const receivedAt = db.clock.now();
        open.set(id, id);
        db.parked.set(key, {
          id,
          ...(clinicId !== undefined && { clinicId }),
          reason,
          item: structuredClone(item),
          receivedAt,
          key,
          resolvedAt: undefined,
        });
      }
      return open;
    }),

  unresolved: (reasons, limit, last) =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter(({ reason, resolvedAt }) => resolvedAt === undefined && reasons.includes(reason))
        .filter((row) => last === undefined || oldestFirst(row, last) > 0)
        .sort(oldestFirst)
        .slice(0, limit)
        .map(parkedItem),
    ),

  statusesOf: (clinicId, metaMessageId) =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter((row) => row.clinicId === clinicId && row.resolvedAt === undefined)
        .filter(({ item }) => item.kind === 'status' && item.metaMessageId === metaMessageId)
        .map(parkedItem),
    ),

  resolve: (ids, now) =>
    db.atomically(() => {
      for (const row of db.parked.values()) if (ids.includes(row.id)) row.resolvedAt ??= now;
    }),
});

export const parkedItem = ({ id, reason, item, receivedAt }: ParkedItem): ParkedItem => ({
  id,
  reason,
  item: structuredClone(item),
  receivedAt,
});

/** Scoped by number: the same id on two numbers is two items. */
const keyOf = ({ number, dedupeKey }: WebhookItem) =>
  `${number.phoneNumberId ?? number.displayNumber ?? ''}|${dedupeKey}`;

const oldestFirst = (a: ParkedItem, b: ParkedItem) =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
