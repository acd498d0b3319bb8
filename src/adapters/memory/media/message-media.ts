import type {
  ClaimedMedia,
  MediaSettlement,
  MessageMedia,
} from '../../../application/ports/media/message-media.ts';
import { after, isOver } from '../../../domain/instants.ts';
import { given } from '../../../domain/given.ts';
import type { MemoryDatabase } from '../database.ts';
import type { MediaRow, MessageRow } from '../rows.ts';
import { goOnAfterListening } from './after-listening.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import { placeOf } from '../messaging/notices.ts';
import { isDeleted } from '../messaging/related-messages.ts';

export const memoryMessageMedia = (db: MemoryDatabase): MessageMedia => ({
  claim: (limit, leaseMs) =>
    db.atomically(() => {
      const now = db.clock.now();
      const due = present(db)
        .filter(
          ({ nextAttemptAt, leaseUntil }) =>
            nextAttemptAt && isOver(nextAttemptAt, now) && isOver(leaseUntil, now),
        )
        .sort((a, b) => Number(a.nextAttemptAt) - Number(b.nextAttemptAt));
      return rotateOverClinics(due, limit, { inHand: [], served: db.served.media }).map((row) => {
        row.leaseToken += 1;
        row.leaseUntil = after(now, leaseMs);
        return claimed(db, row);
      });
    }),

  settle: (media, settlement, now) =>
    db.atomically(() => {
      const row = present(db).find(({ message }) => message.id === media.messageId);
      if (row?.leaseUntil === undefined || row.leaseToken !== media.leaseToken) return false;
      Object.assign(row, settled(settlement, now), { attempts: row.attempts + 1, leaseUntil: undefined });
      if (media.isVoice && settlement.to === 'unavailable')
        goOnAfterListening(db, row.message, { to: 'unheard', code: settlement.code });
      if (row.state !== 'due')
        for (let claim = 1; claim <= row.leaseToken - (row.state === 'stored' ? 1 : 0); claim += 1)
          db.deletedBlobs.add(`${row.clinicId}/${row.blobId}/${claim}`);
      return true;
    }),

  find: ({ clinicId, conversationId, messageId }) =>
    db.atomically(() => {
      const row = present(db).find(({ message }) => message.id === messageId);
      const place = placeOf(db, conversationId);
      if (row === undefined || place?.clinicId !== clinicId || row.message.conversationId !== place.id)
        return undefined;
      if (isDeleted(db, row.message)) return undefined;
      const { state, fileName, type, size, sealedKey, errorCode } = row;
      return { state, blobName: blobOf(row), ...given({ fileName, type, size, sealedKey, errorCode }) };
    }),

  hasUnavailable: ({ clinicId, conversationId }) =>
    db.atomically(() =>
      present(db).some(
        ({ message, state, ...row }) =>
          row.clinicId === clinicId && message.conversationId === conversationId && state === 'unavailable',
      ),
    ),

  msUntilDue: () =>
    db.atomically(() =>
      msUntilNext(
        present(db).map(({ nextAttemptAt }) => nextAttemptAt),
        db.clock.now(),
      ),
    ),

  deletedBlobs: (limit) =>
    db.atomically(() => {
      present(db);
      return [...db.deletedBlobs]
        .slice(0, limit)
        .map((name) => ({ clinicId: name.split('/')[0] as ClaimedMedia['clinicId'], name }));
    }),

  forgetBlobs: (blobs) =>
    db.atomically(() => {
      for (const { name } of blobs) db.deletedBlobs.delete(name);
    }),
});

const blobOf = ({ clinicId, blobId, leaseToken }: MediaRow): string => `${clinicId}/${blobId}/${leaseToken}`;

/** A file leaves with its message, whatever removed that. */
export function present(db: MemoryDatabase): readonly (MediaRow & { readonly message: MessageRow })[] {
  const stored = new Set(db.messages);
  for (const row of db.media.filter(({ message }) => !stored.has(message))) {
    db.media.splice(db.media.indexOf(row), 1);
    for (let claim = 1; claim <= row.leaseToken; claim += 1)
      db.deletedBlobs.add(`${row.clinicId}/${row.blobId}/${claim}`);
  }
  return db.media;
}

function claimed(db: MemoryDatabase, row: MediaRow): ClaimedMedia {
  const { clinicId, message, reference, attempts, availableUntil, leaseToken } = row;
  const whatsappNumber = db.conversations.get(message.conversationId)?.whatsappNumber;
  const known = db.numbers.find(({ number }) => number.whatsappNumber === whatsappNumber)?.number;
  return {
    clinicId,
    messageId: message.id,
    conversationId: message.conversationId,
    number: known ?? { clinicId, whatsappNumber: whatsappNumber as never },
    mediaId: reference.mediaId,
    ...given({ declaredSha256: reference.sha256 }),
    attempts,
    availableUntil,
    blobName: blobOf(row),
    leaseToken,
    isVoice: message.type === 'audio' && message.origin === 'patient',
  };
}

const unheardVoice = (now: Date): MediaRow['voice'] => ({
  state: 'due',
  text: undefined,
  errorCode: undefined,
  attempts: 0,
  dueAt: now,
  leaseUntil: undefined,
  leaseToken: 0,
});

function settled(settlement: MediaSettlement, now: Date): Partial<MediaRow> {
  switch (settlement.to) {
    case 'stored': {
      const { type, size, sealedKey, isToBeHeard } = settlement;
      return {
        state: 'stored',
        type,
        size,
        sealedKey,
        storedAt: now,
        errorCode: undefined,
        nextAttemptAt: undefined,
        voice: isToBeHeard === true ? unheardVoice(now) : undefined,
      };
    }
    case 'retry':
      return { nextAttemptAt: settlement.at, errorCode: settlement.code };
    case 'unavailable':
      return { state: 'unavailable', nextAttemptAt: undefined, errorCode: settlement.code };
  }
}
