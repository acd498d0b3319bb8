import type { ParkedItem, ParkedItems } from '../../application/ports/parked-items.ts';
import type { WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { MemoryDatabase } from './database.ts';

export const memoryParkedItems = (db: MemoryDatabase): ParkedItems => ({
  park: (items) =>
    db.atomically(() => {
      const before = db.parked.size;
      for (const { id, reason, item } of items) {
        const key = keyOf(item);
        if (db.parked.has(key)) continue;
        const receivedAt = db.clock.now();
        db.parked.set(key, {
          id,
          reason,
          item: structuredClone(item),
          receivedAt,
          key,
          resolvedAt: undefined,
        });
      }
      return db.parked.size - before;
    }),

  unresolved: (reasons, limit, last) =>
    db.atomically(() =>
      [...db.parked.values()]
        .filter(({ reason, resolvedAt }) => resolvedAt === undefined && reasons.includes(reason))
        .filter((row) => last === undefined || oldestFirst(row, last) > 0)
        .sort(oldestFirst)
        .slice(0, limit)
        .map(({ id, reason, item, receivedAt }) => ({ id, reason, item: structuredClone(item), receivedAt })),
    ),

  resolve: (ids, now) =>
    db.atomically(() => {
      for (const row of db.parked.values()) if (ids.includes(row.id)) row.resolvedAt ??= now;
    }),

  waiting: () =>
    db.atomically(() => {
      const counts = new Map<string, number>();
      for (const { reason, resolvedAt } of db.parked.values())
        if (resolvedAt === undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      return counts;
    }),
});

/** Scoped by number: the same id on two numbers is two items. */
const keyOf = ({ number, dedupeKey }: WebhookItem) =>
  `${number.phoneNumberId ?? number.displayNumber ?? ''}|${dedupeKey}`;

const oldestFirst = (a: ParkedItem, b: ParkedItem) =>
  a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
