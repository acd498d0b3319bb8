import {
  deletedVoice,
  type ClaimedVoice,
  type VoiceNotes,
  type VoiceSettlement,
} from '../../../application/ports/media/voice-notes.ts';
import { given } from '../../../domain/given.ts';
import { after, isOver } from '../../../domain/instants.ts';
import type { VoiceNote } from '../../../domain/messaging/messages/voice.ts';
import { msUntilNext, rotateOverClinics } from '../connection/rotation.ts';
import type { MemoryDatabase } from '../database.ts';
import { isDeleted } from '../messaging/related-messages.ts';
import { goOnAfterListening } from './after-listening.ts';
import type { MediaRow, MessageRow } from '../rows.ts';
import { present } from './message-media.ts';

type VoiceRow = NonNullable<MediaRow['voice']>;

export const memoryVoiceNotes = (db: MemoryDatabase): VoiceNotes => ({
  claim: (limit, leaseMs) =>
    db.atomically(() => {
      const now = db.clock.now();
      const due = voices(db)
        .filter(({ voice: { dueAt, leaseUntil } }) => dueAt && isOver(dueAt, now) && isOver(leaseUntil, now))
        .sort((a, b) => Number(a.voice.dueAt) - Number(b.voice.dueAt));
      return rotateOverClinics(due, limit, { inHand: [], served: db.served.voice }).map(
        ({ clinicId, message, voice }): ClaimedVoice => {
          if (voice.leaseUntil !== undefined) voice.attempts += 1;
          voice.leaseToken += 1;
          voice.leaseUntil = after(now, leaseMs);
          const { attempts, leaseToken } = voice;
          return {
            clinicId,
            messageId: message.id,
            conversationId: message.conversationId,
            attempts,
            leaseToken,
          };
        },
      );
    }),

  settle: (claimed, settlement) =>
    db.atomically(() => {
      const row = voices(db).find(({ message }) => message.id === claimed.messageId);
      if (row?.voice.leaseUntil === undefined || row.voice.leaseToken !== claimed.leaseToken) return false;
      const end = settlement.to !== 'retry' && isDeleted(db, row.message) ? deletedVoice : settlement;
      settle(db, row.voice, end);
      if (end.to !== 'retry') goOnAfterListening(db, row.message, end);
      return true;
    }),

  msUntilDue: () =>
    db.atomically(() =>
      msUntilNext(
        voices(db).map(({ voice: { dueAt } }) => dueAt),
        db.clock.now(),
      ),
    ),
});

const voices = (db: MemoryDatabase) =>
  present(db).flatMap((row) => (row.voice === undefined ? [] : [{ ...row, voice: row.voice }]));

function settle(db: MemoryDatabase, voice: VoiceRow, settlement: VoiceSettlement): void {
  voice.leaseUntil = undefined;
  switch (settlement.to) {
    case 'retry':
      voice.dueAt = after(db.clock.now(), settlement.ms);
      voice.errorCode = settlement.code;
      voice.attempts += 1;
      return;
    case 'heard':
    case 'unheard':
      voice.state = settlement.to;
      voice.dueAt = undefined;
      voice.text = settlement.to === 'heard' ? settlement.text : undefined;
      voice.errorCode = settlement.to === 'unheard' ? settlement.code : undefined;
  }
}

/** What is known of a recording; `undefined` for every other message. None is awaited where the clinic wants none listened to. */
export function voiceOf(db: MemoryDatabase, message: MessageRow): VoiceNote | undefined {
  const media = message.type === 'audio' ? db.media.find((row) => row.message === message) : undefined;
  if (media === undefined) return undefined;
  const { state, voice } = media;
  const isAwaited = db.assistants.get(media.clinicId)?.hearsVoice === true;
  const known = state === 'due' ? 'due' : (voice?.state ?? 'unheard');
  return {
    state: known === 'due' && !isAwaited ? 'unheard' : known,
    ageMs: Math.max(0, db.clock.now().getTime() - message.createdAt.getTime()),
    ...given({ text: voice?.text }),
  };
}
