import type { ClaimedSend, Outbox } from '../../../application/ports/messaging/outbox.ts';
import { isOvertaken } from '../../../domain/messaging/conversation.ts';
import { afterSettlement } from '../../../domain/messaging/delivery.ts';
import { pace } from '../../../domain/messaging/pacing.ts';
import { endsStop, notStopped, stopSends } from '../../../domain/messaging/send-stop.ts';
import { after } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { isOutbound } from '../rows.ts';
import { claimSends } from './outbox-claims.ts';
import { msUntilNext } from '../connection/rotation.ts';
import { keepDelivery, recordAcceptance } from './send-settlement.ts';

export const memoryOutbox = (db: MemoryDatabase): Outbox => {
  const held = ({ messageId, leaseToken }: ClaimedSend) => {
    const row = db.messages.filter(isOutbound).find(({ id }) => id === messageId);
    return row?.leaseToken === leaseToken && row.leaseUntil !== undefined ? row : undefined;
  };

  return {
    claim: (limit, leaseMs) => db.atomically(() => claimSends(db, limit, leaseMs)),

    reservePlace: (send, policy, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        const row = held(send);
        if (row?.status !== 'sending') return 'lost';
        row.leaseUntil = after(now, leaseMs);
        if (isOvertaken(row, db.conversations.get(row.conversationId))) return 'overtaken';
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
        keepDelivery(db, row, afterSettlement(row, settlement, now), settlement);
        return true;
      }),

    stopClinic: (clinicId, { by }, now) =>
      db.atomically(() => {
        const row = db.clinics.get(clinicId);
        if (row === undefined) return 0;
        row.sends = stopSends(row.sends, by, now);
        return row.sends.count;
      }),

    resumeClinics: (proofs) =>
      db.atomically(() =>
        proofs.flatMap(({ clinicId, proof }) => {
          const row = db.clinics.get(clinicId);
          if (row === undefined || !endsStop(row.sends, proof)) return [];
          row.sends = notStopped;
          return [clinicId];
        }),
      ),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          db.messages.map(({ nextAttemptAt }) => nextAttemptAt),
          db.clock.now(),
        ),
      ),
  };
};
