import type { AlertCondition, Alerts } from '../../../application/ports/operations/alerts.ts';
import type { MemoryDatabase } from '../database.ts';
import { isWithin } from '../access/visible-clinics.ts';

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
          const opened = { id: db.ids.next(), openedAt: now, lastSeenAt: now, occurrences: 1 };
          db.alerts.push({ ...condition, ...opened, message });
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

    list: ({ reach, state, limit, before }) =>
      db.atomically(() =>
        db.alerts
          .filter(({ clinicId }) => isWithin(reach, clinicId))
          .filter(({ resolvedAt }) => state === 'any' || (resolvedAt === undefined) === (state === 'open'))
          .filter(({ id }) => before === undefined || id < before)
          .sort((a, b) => (a.id < b.id ? 1 : -1))
          .slice(0, limit)
          .map((alert) => ({ ...alert })),
      ),

    openCount: () =>
      db.atomically(() => {
        const counts = new Map<string, number>();
        for (const { kind, resolvedAt } of db.alerts)
          if (resolvedAt === undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
        return counts;
      }),
  };
};
