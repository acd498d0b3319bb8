import type { PushSubscriptions } from '../../../application/ports/push/push-subscriptions.ts';
import type { MemoryDatabase } from '../database.ts';
import { removeSubscriptions } from '../operations/push-rows.ts';

export const memoryPushSubscriptions = (db: MemoryDatabase): PushSubscriptions => ({
  put: (subscription, most, now) =>
    db.atomically(() => {
      const { clinicId, userId, endpoint } = subscription;
      if (!db.clinics.has(clinicId)) return undefined;
      const known = db.push.subscriptions.find(
        (row) => row.clinicId === clinicId && row.endpoint.url === endpoint.url,
      );
      const id = known?.id ?? subscription.id;
      const since = known?.userId === userId ? known.since : subscription.since;
      db.push.subscriptions = [
        ...db.push.subscriptions.filter((row) => row !== known),
        { ...subscription, id, since, renewedAt: now },
      ];
      const kept = db.push.subscriptions
        .filter((row) => row.clinicId === clinicId && row.userId === userId)
        .sort((a, b) => b.renewedAt.getTime() - a.renewedAt.getTime() || (a.id < b.id ? 1 : -1))
        .slice(0, most);
      removeSubscriptions(
        db.push,
        (row) => row.clinicId === clinicId && row.userId === userId && !kept.includes(row),
      );
      return id;
    }),

  remove: (clinicId, userId, id) =>
    db.atomically(
      () =>
        removeSubscriptions(
          db.push,
          (row) => row.clinicId === clinicId && row.userId === userId && row.id === id,
        ) > 0,
    ),

  forget: (before) => db.atomically(() => void removeSubscriptions(db.push, ({ endsAt }) => endsAt < before)),
});
