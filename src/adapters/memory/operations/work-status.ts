import type { WorkStatus } from '../../../application/ports/operations/work-status.ts';
import { isPending } from '../../../domain/messaging/delivery-status.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';
import { isOutbound } from '../rows.ts';

export const memoryWorkStatus = (db: MemoryDatabase): WorkStatus => ({
  ofConversation: (clinicId, id) =>
    db.atomically(() => {
      const row = db.conversations.get(id);
      if (row?.clinicId !== clinicId) return undefined;
      const { turnDueAt: dueAt, turnLeaseUntil, turnAttempts: attempts } = row;
      const sends = db.messages
        .filter(isOutbound)
        .filter(({ conversationId, status }) => conversationId === id && isPending(status));
      return {
        ...(dueAt && { turn: { dueAt, attempts, ...given({ heldUntil: turnLeaseUntil }) } }),
        sends: sends.map((each) => ({
          messageId: each.id,
          status: each.status,
          attempts: each.attempts,
          ...given({ dueAt: each.nextAttemptAt, heldUntil: each.leaseUntil, errorCode: each.error?.code }),
        })),
      };
    }),

  stoppedNumbers: () =>
    db.atomically(() => {
      const now = db.clock.now();
      return db.numbers
        .flatMap(({ number: { clinicId, whatsappNumber }, sends: { until, count } }) =>
          until !== undefined && until > now ? [{ clinicId, whatsappNumber, until, count }] : [],
        )
        .sort((a, b) => b.until.getTime() - a.until.getTime());
    }),
});
