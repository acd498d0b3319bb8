import type { AlertCondition, Alerts } from '../../application/ports/alerts.ts';
import type { MemoryDatabase } from './database.ts';

export const memoryAlerts = (db: MemoryDatabase): Alerts => {
  const openOne = ({ clinicId, kind, subject }: AlertCondition) =>
    db.alerts.find(
      (alert) =>
        alert.clinicId === clinicId &&
        alert.kind === kind &&
        alert.subject === subject &&
        alert.resolvedAt === undefined,
    );

  return {
    open: (condition, message, now) =>
      db.atomically(() => {
        const known = openOne(condition);
        if (known === undefined) {
          db.alerts.push({ ...condition, message, openedAt: now, lastSeenAt: now, occurrences: 1 });
          return true;
        }
        known.occurrences += 1;
        known.message = message;
        known.lastSeenAt = now;
        return false;
      }),

    resolve: (condition, now) =>
      db.atomically(() => {
        const known = openOne(condition);
        if (known === undefined) return false;
        known.resolvedAt = now;
        return true;
      }),

    resolveAll: (conditions, now) =>
      db.atomically(() =>
        conditions.filter((condition) => {
          const known = openOne(condition);
          if (known !== undefined) known.resolvedAt = now;
          return known !== undefined;
        }),
      ),

    expire: (kind, before, now) =>
      db.atomically(() => {
        const old = db.alerts.filter(
          (alert) => alert.kind === kind && alert.lastSeenAt < before && alert.resolvedAt === undefined,
        );
        for (const alert of old) alert.resolvedAt = now;
        return old.length;
      }),

    openCount: () =>
      db.atomically(() => {
        const counts = new Map<string, number>();
        for (const { kind, resolvedAt } of db.alerts)
          if (resolvedAt === undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
        return counts;
      }),
  };
};
