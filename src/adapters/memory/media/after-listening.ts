import type { VoiceEnd } from '../../../application/ports/media/voice-notes.ts';
import { afterListening } from '../../../domain/messaging/turn-lease.ts';
import type { MemoryDatabase } from '../database.ts';
import { placeOf } from '../messaging/notices.ts';
import type { MessageRow } from '../rows.ts';

/** How the conversation goes on once nobody listens to a recording any more. */
export function goOnAfterListening(db: MemoryDatabase, message: MessageRow, end: VoiceEnd): void {
  const conversation = placeOf(db, message.conversationId);
  if (conversation === undefined) return;
  const isHeard = end.to === 'heard';
  const isDanger = isHeard && end.isDanger;
  const listened = { isWaiting: message.awaitsTurn, isHeard, isDanger, storedAt: message.createdAt };
  message.awaitsTurn ||= isDanger;
  Object.assign(conversation, afterListening(conversation, listened, db.clock.now()));
}
