import type { ClaimedPush, PushNotices } from '../../../application/ports/push/push-notices.ts';
import { isOver, after } from '../../../domain/instants.ts';
import { given } from '../../../domain/given.ts';
import { newsOfWaiting } from '../../../domain/inbox/push-telling.ts';
import { modeNow } from '../../../domain/messaging/conversation.ts';
import type { MemoryDatabase } from '../database.ts';
import type { ConversationRow } from '../rows.ts';
import { removeSubscriptions, type PushRows } from './push-rows.ts';

export const memoryPushNotices = (db: MemoryDatabase): PushNotices => {
  const waitOf = (row: ConversationRow, now: Date) =>
    newsOfWaiting({
      handover: row.attention?.handover,
      alarm: row.attention?.alarm,
      mode: modeNow(row, now),
      unread: row.unread,
      lastPatientMessageAt: row.lastPatientMessageAt,
    });
  const isMember = (clinicId: string, userId: string) =>
    db.members.some((member) => member.clinicId === clinicId && member.userId === userId);

  const lasts = (sessionId: string, now: Date) =>
    [...db.browserSessions.values()].some(
      ({ session }) => session.id === sessionId && session.endedAt === undefined && session.endsAt > now,
    );

  return {
    waiting: (since, mostPerClinic) =>
      db.atomically(() => {
        const now = db.clock.now();
        const heard = new Set(
          db.push.subscriptions.filter(({ endsAt }) => endsAt > now).map(({ clinicId }) => clinicId),
        );
        return [...heard]
          .filter((clinicId) => db.clinics.get(clinicId)?.active === true)
          .flatMap((clinicId) =>
            [...db.conversations.values()]
              .filter((row) => row.clinicId === clinicId && row.mergedInto === undefined)
              .filter(({ lastMessageAt }) => lastMessageAt !== undefined && lastMessageAt > since)
              .sort((a, b) => Number(b.lastMessageAt) - Number(a.lastMessageAt) || (a.id < b.id ? 1 : -1))
              .flatMap((row) => {
                const wait = waitOf(row, now);
                return wait === undefined
                  ? []
                  : [
                      {
                        clinicId,
                        conversationId: row.id,
                        wait,
                        ...given({ told: db.push.told.get(row.id) }),
                      },
                    ];
              })
              .slice(0, mostPerClinic),
          );
      }),

    plan: ({ clinicId, conversationId, wait, told }, mostWaiting, now) =>
      db.atomically(() => {
        if (db.push.told.get(conversationId)?.at.getTime() !== told?.at.getTime()) return false;
        db.push.told.set(conversationId, { ...wait, at: now });
        for (const { id: subscriptionId } of db.push.subscriptions.filter(
          (row) => row.clinicId === clinicId && row.since <= wait.since && row.endsAt > now,
        )) {
          const waits = db.push.deliveries.filter((row) => row.subscriptionId === subscriptionId);
          const same = waits.find((row) => row.conversationId === conversationId);
          if (same === undefined && waits.length >= mostWaiting) continue;
          db.push.deliveries = [
            ...db.push.deliveries.filter((row) => row !== same),
            {
              ...{ id: db.ids.next(), clinicId, subscriptionId, conversationId, ...wait },
              ...{ dueAt: now, attempts: 0, leaseUntil: undefined, leaseToken: 0 },
            },
          ];
        }
        return true;
      }),

    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return db.push.deliveries
          .filter(({ dueAt, leaseUntil }) => dueAt <= now && isOver(leaseUntil, now))
          .sort((a, b) => a.attempts - b.attempts || a.dueAt.getTime() - b.dueAt.getTime())
          .slice(0, limit)
          .flatMap((row): ClaimedPush[] => {
            const subscription = db.push.subscriptions.find(({ id }) => id === row.subscriptionId);
            const clinic = db.clinics.get(row.clinicId);
            const conversation = db.conversations.get(row.conversationId);
            if (subscription === undefined || clinic === undefined) return [];
            row.leaseUntil = after(now, leaseMs);
            row.leaseToken += 1;
            row.attempts += 1;
            return [
              {
                ...{ id: row.id, conversationId: row.conversationId, reason: row.reason, since: row.since },
                ...{ attempts: row.attempts, leaseToken: row.leaseToken },
                clinic: { id: row.clinicId, name: clinic.clinic.name },
                subscriptionId: subscription.id,
                endpoint: subscription.endpoint,
                isWelcome:
                  clinic.active &&
                  subscription.endsAt > now &&
                  (!subscription.isByMembership || isMember(row.clinicId, subscription.userId)) &&
                  (subscription.sessionId === undefined || lasts(subscription.sessionId, now)),
                wait:
                  conversation?.mergedInto === undefined && conversation
                    ? waitOf(conversation, now)
                    : undefined,
              },
            ];
          });
      }),

    settle: (claimed, settlement) =>
      db.atomically(() => {
        const row = heldBy(db.push, claimed);
        if (row === undefined) return false;
        if (settlement.to === 'retry') {
          row.leaseUntil = undefined;
          row.dueAt = settlement.at;
        } else if (settlement.to === 'done')
          db.push.deliveries = db.push.deliveries.filter((other) => other !== row);
        else removeSubscriptions(db.push, ({ id }) => id === row.subscriptionId);
        return true;
      }),

    msUntilDue: () =>
      db.atomically(() => {
        const now = db.clock.now().getTime();
        const ahead = db.push.deliveries.map(({ dueAt }) => dueAt.getTime() - now).filter((ms) => ms > 0);
        return ahead.length === 0 ? undefined : Math.min(...ahead);
      }),

    forget: (before) =>
      db.atomically(() => {
        for (const [id, { at }] of db.push.told) if (at < before) db.push.told.delete(id);
        db.push.deliveries = db.push.deliveries.filter(({ since }) => since >= before);
      }),
  };
};

const heldBy = ({ deliveries }: PushRows, { id, leaseToken }: ClaimedPush) =>
  deliveries.find((row) => row.id === id && row.leaseToken === leaseToken && row.leaseUntil !== undefined);
