import type { ClaimedSend, Outbox, StoppableNumbers } from '../../../application/ports/messaging/outbox.ts';
import { isOvertaken } from '../../../domain/messaging/conversation.ts';
import { afterSettlement } from '../../../domain/messaging/delivery.ts';
import { isOverlooked } from '../../../domain/messaging/customer-service-window.ts';
import { paceAll } from '../../../domain/messaging/pacing.ts';
import { endsStop, notStopped, stopSends } from '../../../domain/messaging/sending/send-stop.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { isOutbound, type NumberRow } from '../rows.ts';
import { claimSends } from './outbox-claims.ts';
import { msUntilNext } from '../connection/rotation.ts';
import { keepDelivery, recordAcceptance } from './send-settlement.ts';
import { reopenTurnOf, waitOrGo } from './window/unanswered.ts';

export const memoryOutbox = (db: MemoryDatabase): Outbox => {
  const held = ({ messageId, leaseToken }: ClaimedSend) => {
    const row = db.messages.filter(isOutbound).find(({ id }) => id === messageId);
    return row?.leaseToken === leaseToken && row.leaseUntil !== undefined ? row : undefined;
  };

  return {
    claim: (limit, leaseMs) => db.atomically(() => claimSends(db, limit, leaseMs)),

    reservePlace: (send, policy, lease) =>
      db.atomically(() => {
        const now = db.clock.now();
        const row = held(send);
        if (row?.status !== 'sending') return 'lost';
        if (isOver(row.leaseUntil, after(now, lease.least))) row.leaseUntil = after(now, lease.full);
        if (isOvertaken(row, db.conversations.get(row.conversationId))) return 'overtaken';
        const { clinicId, conversationId, from } = send;
        const number = db.numbers.find((known) => known.number.whatsappNumber === from.whatsappNumber);
        if (!send.isProbe && (number?.sends.count ?? 0) > 0) return 'number-stopped';
        const rates = [
          { key: `${clinicId} number:${from.whatsappNumber}`, rate: policy.number },
          { key: `${clinicId} pair:${conversationId}`, rate: policy.pair },
        ];
        const paced = paceAll(
          rates.map(({ key, rate }) => ({ rate, nextFree: db.pacing.get(key) })),
          now,
        );
        if (!paced.go) return { notBefore: paced.notBefore, isNumberFull: paced.full.includes(0) };
        rates.forEach(({ key }, n) => db.pacing.set(key, paced.nextFree[n] ?? now));
        return 'go';
      }),

    rewrite: (send, content) =>
      db.atomically(() => {
        const row = held(send);
        if (row?.status !== 'sending') return false;
        Object.assign(row, { type: content.type, text: content.body });
        row.sentAs = content.type === 'template' ? content : undefined;
        if (content.type !== 'template') Object.assign(row, { content, raw: structuredClone(content) });
        return true;
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
        if (settlement.to === 'waiting') waitOrGo(db, row, send.lastPatientMessageAt);
        if (settlement.to === 'unanswered') reopenTurnOf(db, row, send.lastPatientMessageAt);
        return true;
      }),

    stopNumbers: (which, { by }, now) =>
      db.atomically(() =>
        db.numbers.filter(isMeant(which)).map((row) => {
          const { clinicId, whatsappNumber } = row.number;
          row.sends = stopSends(row.sends, by, now);
          return { clinicId, whatsappNumber, count: row.sends.count };
        }),
      ),

    resumeNumbers: (proofs) =>
      db.atomically(() =>
        proofs.flatMap(({ which, proof }) =>
          db.numbers.filter(isMeant(which)).flatMap((row) => {
            if (!endsStop(row.sends, proof)) return [];
            const { clinicId, whatsappNumber } = row.number;
            row.sends = notStopped;
            return [{ clinicId, whatsappNumber }];
          }),
        ),
      ),

    queueOverlooked: (openSince, limit) =>
      db.atomically(() => {
        const overlooked = db.messages
          .filter((row) => {
            const lastPatientMessageAt = db.conversations.get(row.conversationId)?.lastPatientMessageAt;
            return isOverlooked(row, lastPatientMessageAt, openSince);
          })
          .slice(0, limit);
        for (const row of overlooked) Object.assign(row, { status: 'queued', nextAttemptAt: db.clock.now() });
        return overlooked.length;
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

const isMeant =
  ({ clinicId, whatsappNumber, wabaId }: StoppableNumbers) =>
  (row: NumberRow): boolean =>
    row.number.clinicId === clinicId &&
    (whatsappNumber === undefined || row.number.whatsappNumber === whatsappNumber) &&
    (wabaId === undefined || row.wabaId === wabaId);
