import type { ClaimedSend, Outbox } from '../../application/ports/outbox.ts';
import { pace } from '../../domain/messaging/pacing.ts';
import { after, isOver } from './clock.ts';
import type { MemoryDatabase } from './database.ts';
import { claimSends } from './outbox-claims.ts';
import { msUntilNext } from './rotation.ts';
import { applySettlement, recordAcceptance } from './send-settlement.ts';

const firstStopMs = 60_000;
const longestStopMs = 3_600_000;

export const memoryOutbox = (db: MemoryDatabase): Outbox => {
  const held = ({ messageId, leaseToken }: ClaimedSend) => {
    const row = db.messages.find(({ id }) => id === messageId);
    return row?.leaseToken === leaseToken && row.leaseUntil !== undefined ? row : undefined;
  };

  return {
    claim: (limit, leaseMs) => db.atomically(() => claimSends(db, limit, leaseMs)),

    reservePlace: (send, policy, leaseMs, now) =>
      db.atomically(() => {
        const row = held(send);
        if (row?.status !== 'sending') return 'lost';
        row.leaseUntil = after(now, leaseMs);
        const { clinicId, conversationId, from } = send;
        const rates = [
          { key: `${clinicId} number:${from.whatsappNumber}`, rate: policy.number },
          { key: `${clinicId} pair:${conversationId}`, rate: policy.pair },
        ];
        const paced = rates.map(({ key, rate }) => ({ key, place: pace(rate, db.pacing.get(key), now) }));
        const waits = paced.flatMap(({ place }) => (place.go ? [] : [place.notBefore.getTime()]));
        if (waits.length > 0) return { notBefore: new Date(Math.max(...waits)) };
        for (const { key, place } of paced) if (place.go) db.pacing.set(key, place.nextFree);
        return 'go';
      }),

    markResend: (send) =>
      db.atomically(() => {
        const row = held(send);
        if (row?.status !== 'sending') return false;
        row.resends += 1;
        return true;
      }),

    settle: (send, settlement, now) =>
      db.atomically(() => {
        const row = held(send);
        if (row === undefined)
          return settlement.to === 'accepted' && recordAcceptance(db, send, settlement, now);
        applySettlement(db, row, settlement, now);
        return true;
      }),

    stopClinic: (clinicId, _reason, now) =>
      db.atomically(() => {
        const row = db.clinics.get(clinicId);
        if (row === undefined) return 0;
        if (isOver(row.stoppedUntil, now)) {
          row.stoppedUntil = after(now, Math.min(longestStopMs, firstStopMs * 2 ** row.stoppedCount));
          row.stoppedCount += 1;
        }
        return row.stoppedCount;
      }),

    resumeClinic: (clinicId) =>
      db.atomically(() => {
        const row = db.clinics.get(clinicId);
        if (row === undefined || row.stoppedCount === 0) return false;
        row.stoppedUntil = undefined;
        row.stoppedCount = 0;
        return true;
      }),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          db.messages.map(({ nextAttemptAt }) => nextAttemptAt),
          db.clock.now(),
        ),
      ),
  };
};
