import type { WindowWaits } from '../../../../application/ports/messaging/window-waits.ts';
import { windowWaitIsOver } from '../../../../domain/messaging/customer-service-window.ts';
import { saidAgain } from '../../../../domain/messaging/sending/said-again.ts';
import { insertMessage, type MemoryDatabase } from '../../database.ts';
import { reopening } from '../../../../domain/patient-messages/notice.ts';
import { queuedRow } from '../message-rows.ts';
import { placeOf } from '../notices.ts';
import type { MessageRow } from '../../rows.ts';
import { releaseWaiting, reopenTurnOf, waitOrGo } from './unanswered.ts';

export const memoryWindowWaits = (db: MemoryDatabase): WindowWaits => ({
  sayAgain: (clinicId, failed, again) =>
    db.atomically(() => {
      const row = db.messages.find((known) => known.clinicId === clinicId && known.id === failed);
      if (row?.status !== 'failed') return false;
      const waits = () => db.conversations.get(row.conversationId)?.waitsForWindow ?? false;
      const seen = row.times.accepted;
      if (row.origin === 'assistant') {
        const isAnsweredAnew = db.messages.every(
          ({ direction, turnId }) => direction !== 'inbound' || turnId !== row.turnId,
        );
        if (!isAnsweredAnew) reopenTurnOf(db, row, seen);
        return waits();
      }
      const copy = {
        ...row,
        ...saidAgain(row, db.clock.now()),
        id: again,
        dedupeKey: `again:${failed}`,
      };
      if (insertMessage(db, copy)) {
        moveFile(db, row, copy);
        waitOrGo(db, copy, seen);
      }
      return waits();
    }),

  askToReopen: (clinicId, asked, { messageId: id, requestId }) =>
    db.atomically(() => {
      const row = placeOf(db, asked);
      if (row?.clinicId !== clinicId) return;
      const queued = {
        id,
        origin: 'notice' as const,
        content: reopening,
        requestId,
        about: { kind: 'reopening' as const },
      };
      const dedupeKey = `reopening:${row.id}${row.lastPatientMessageAt?.toISOString() ?? ''}`;
      insertMessage(db, { ...queuedRow(row, queued, db.clock.now()), dedupeKey });
    }),

  release: (clinicId) =>
    db.atomically(() => {
      for (const row of db.conversations.values()) if (row.clinicId === clinicId) releaseWaiting(db, row);
    }),

  end: (clinicId, id) =>
    db.atomically(() => {
      const row = db.conversations.get(id);
      if (row?.clinicId !== clinicId) return false;
      const ours = db.messages.filter(({ conversationId }) => conversationId === id);
      if (!windowWaitIsOver(row, ours)) return false;
      row.waitsForWindow = false;
      return true;
    }),
});

/** There is one file, and it goes out with the copy. */
function moveFile(db: MemoryDatabase, from: MessageRow, to: MessageRow): void {
  for (const row of [...db.media, ...db.uploads]) if (row.message === from) row.message = to;
}
