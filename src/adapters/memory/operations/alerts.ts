import type { Alert, AlertCondition, Alerts } from '../../../application/ports/operations/alerts.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';
import type { AlertRow } from './alert-rows.ts';
import { isWithin } from '../access/visible-clinics.ts';

/** What in Postgres the trigger `alerts_announced` does when an alert begins or ends. */
const toAnnounce = ({ clock }: MemoryDatabase) => ({
  announceAt: clock.now(),
  announceLeaseUntil: undefined,
});

export const alertOf = ({ id, kind, subject, message, occurrences, ...row }: AlertRow): Alert => ({
  ...{ id, kind, subject, message, occurrences, openedAt: row.openedAt, lastSeenAt: row.lastSeenAt },
  ...given({ clinicId: row.clinicId, resolvedAt: row.resolvedAt }),
});

export const memoryAlerts = (db: MemoryDatabase): Alerts => {
  const openOne = ({ clinicId, kind, subject }: AlertCondition) =>
    db.alerts.find(
      (alert) =>
        alert.clinicId === clinicId &&
        alert.kind === kind &&
        alert.subject === subject &&
        alert.resolvedAt === undefined,
    );

  const add = (condition: AlertCondition, message: string, now: Date) => {
    const opened = { id: db.ids.next(), openedAt: now, lastSeenAt: now, occurrences: 1 };
    db.alerts.push({ ...condition, ...opened, message, announceLeaseToken: 0, ...toAnnounce(db) });
    return true;
  };
  const resolve = (alert: AlertRow, now: Date) =>
    Object.assign(alert, { resolvedAt: now, ...toAnnounce(db) });

  return {
    open: (condition, message, now) =>
      db.atomically(() => {
        const known = openOne(condition);
        if (known === undefined) return add(condition, message, now);
        known.occurrences += 1;
        known.message = message;
        known.lastSeenAt = now;
        return false;
      }),

    openOnce: (condition, message, now) =>
      db.atomically(() => openOne(condition) === undefined && add(condition, message, now)),

    resolve: (condition, now) =>
      db.atomically(() => {
        const known = openOne(condition);
        if (known === undefined) return false;
        resolve(known, now);
        return true;
      }),

    resolveAll: (conditions, now) =>
      db.atomically(() =>
        conditions.filter((condition) => {
          const known = openOne(condition);
          if (known !== undefined) resolve(known, now);
          return known !== undefined;
        }),
      ),

    openAmong: (conditions) =>
      db.atomically(() => conditions.filter((condition) => openOne(condition) !== undefined)),

    expire: (kind, before, now) =>
      db.atomically(() => {
        const old = db.alerts.filter(
          (alert) => alert.kind === kind && alert.lastSeenAt < before && alert.resolvedAt === undefined,
        );
        for (const alert of old) resolve(alert, now);
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
          .map(alertOf),
      ),

    openCount: () =>
      db.atomically(() => {
        const counts = new Map<string, number>();
        for (const { kind, resolvedAt } of db.alerts)
          if (resolvedAt === undefined) counts.set(kind, (counts.get(kind) ?? 0) + 1);
        return counts;
      }),

    openByClinic: () =>
      db.atomically(() => {
        const open = db.alerts.filter(({ resolvedAt }) => resolvedAt === undefined);
        const alike = Map.groupBy(open, ({ clinicId, kind }) => `${clinicId ?? ''} ${kind}`);
        return [...alike.values()].flatMap(([first, ...more]) =>
          first === undefined
            ? []
            : [{ ...given({ clinicId: first.clinicId }), kind: first.kind, count: more.length + 1 }],
        );
      }),
  };
};
