import type {
  ClaimedUpload,
  MediaUploads,
  UploadSettlement,
} from '../../../application/ports/media/media-uploads.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { UploadRow } from '../rows.ts';

export const memoryMediaUploads = (db: MemoryDatabase): MediaUploads => ({
  claim: (limit, leaseMs) =>
    db.atomically(() => {
      const now = db.clock.now();
      const due = present(db)
        .filter((row) => row.nextAttemptAt && isOver(row.nextAttemptAt, now) && isOver(row.leaseUntil, now))
        .sort((a, b) => Number(a.nextAttemptAt) - Number(b.nextAttemptAt));
      return rotateOverClinics(due, limit, { inHand: [], served: db.served.uploads }).flatMap((row) => {
        row.leaseToken += 1;
        row.leaseUntil = after(now, leaseMs);
        return claimed(db, row) ?? [];
      });
    }),

  settle: ({ messageId, leaseToken }, settlement, now) =>
    db.atomically(() => {
      const row = present(db).find(({ message }) => message.id === messageId);
      if (row?.leaseUntil === undefined || row.leaseToken !== leaseToken) return false;
      const { message } = row;
      Object.assign(row, columnsOf(settlement), { attempts: row.attempts + 1, leaseUntil: undefined });
      if (message.status !== 'queued' || settlement.to === 'retry') return true;
      if (settlement.to === 'failed')
        Object.assign(message, {
          ...{ status: 'failed', nextAttemptAt: undefined, error: settlement.failure },
          times: { ...message.times, failed: now },
        });
      else message.nextAttemptAt = db.clock.now();
      return true;
    }),

  renew: ({ messageId, leaseToken, found }) =>
    db.atomically(() => {
      const message = db.messages.find(({ id }) => id === messageId);
      if (message?.status !== 'sending') return 'lost';
      if (message.leaseToken !== leaseToken || message.leaseUntil === undefined) return 'lost';
      const row = present(db).find((upload) => upload.message === message);
      if (row === undefined) return 'no-file';
      Object.assign(message, { status: 'queued', nextAttemptAt: undefined, leaseUntil: undefined });
      if (found === 'unknown') message.resends += 1;
      Object.assign(row, {
        ...{ mediaId: undefined, usableUntil: undefined, attempts: 0 },
        ...{ nextAttemptAt: db.clock.now(), leaseUntil: undefined },
      });
      return 'renewed';
    }),

  msUntilDue: () =>
    db.atomically(() =>
      msUntilNext(
        present(db).map(({ nextAttemptAt }) => nextAttemptAt),
        db.clock.now(),
      ),
    ),
});

/** An upload leaves with its message, whatever removed that. */
function present(db: MemoryDatabase): readonly UploadRow[] {
  const stored = new Set(db.messages);
  for (const row of db.uploads.filter(({ message }) => !stored.has(message)))
    db.uploads.splice(db.uploads.indexOf(row), 1);
  return db.uploads;
}

/** Under which WhatsApp has the file of a message. */
export const mediaIdOf = (db: MemoryDatabase, id: string): string | undefined => {
  const row = db.uploads.find(({ message }) => message.id === id);
  return isOver(row?.usableUntil, db.clock.now()) ? undefined : row?.mediaId;
};

function claimed(db: MemoryDatabase, row: UploadRow): ClaimedUpload | undefined {
  const { clinicId, message, mimeType, attempts, leaseToken } = row;
  const media = db.media.find((known) => known.message === message);
  const conversation = db.conversations.get(message.conversationId);
  if (media?.sealedKey === undefined || media.size === undefined || conversation === undefined)
    return undefined;
  const { whatsappNumber } = conversation;
  const known = db.numbers.find(({ number }) => number.whatsappNumber === whatsappNumber)?.number;
  return {
    clinicId,
    messageId: message.id,
    conversationId: message.conversationId,
    number: known ?? { clinicId, whatsappNumber },
    blobName: `${clinicId}/${media.blobId}/${media.leaseToken}`,
    sealedKey: media.sealedKey,
    size: media.size,
    mimeType,
    fileName: media.fileName ?? '',
    attempts,
    leaseToken,
    simulation: db.clinics.get(clinicId)?.clinic.simulation ?? false,
  };
}

function columnsOf(settlement: UploadSettlement): Partial<UploadRow> {
  switch (settlement.to) {
    case 'uploaded':
      return { mediaId: settlement.mediaId, usableUntil: settlement.usableUntil, nextAttemptAt: undefined };
    case 'retry':
      return { nextAttemptAt: settlement.at };
    case 'failed':
    case 'simulated':
      return { nextAttemptAt: undefined };
  }
}
