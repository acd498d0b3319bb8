import type { ClaimedSend, Outbox } from '../../../application/ports/messaging/outbox.ts';
import { isOvertaken } from '../../../domain/messaging/conversation.ts';
import { afterSettlement } from '../../../domain/messaging/delivery.ts';
import { pace } from '../../../domain/messaging/pacing.ts';
import { endsStop, stopSources, type StopSource } from '../../../domain/messaging/send-stop.ts';
import { after, isOver, latest } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { isOutbound } from '../rows.ts';
import { claimSends } from './outbox-claims.ts';
import { msUntilNext } from '../connection/rotation.ts';
import { keepDelivery, recordAcceptance } from './send-settlement.ts';

const firstStopMs = 60_000;
const longestStopMs = 3_600_000;

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
        if (isOver(row.stoppedUntil, now)) {
          row.stoppedUntil = after(now, Math.min(longestStopMs, firstStopMs * 2 ** row.stoppedCount));
          row.stoppedCount += 1;
        }
        const weight = (source: StopSource | undefined) =>
          source === undefined ? -1 : stopSources.indexOf(source);
        const strongest = row.stop !== undefined && weight(row.stop.by) > weight(by) ? row.stop.by : by;
        row.stop = { by: strongest, at: latest(row.stop?.at, now) ?? now };
        return row.stoppedCount;
      }),

    resumeClinics: (proofs) =>
      db.atomically(() =>
        proofs.flatMap(({ clinicId, proof }) => {
          const row = db.clinics.get(clinicId);
          if (row?.stop === undefined || !endsStop(row.stop, proof)) return [];
          row.stoppedUntil = undefined;
          row.stoppedCount = 0;
          row.stop = undefined;
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
