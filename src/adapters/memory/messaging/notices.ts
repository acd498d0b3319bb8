import type { Handover } from '../../../domain/assistant/handover.ts';
import { handedOver } from '../../../domain/messaging/human-act.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { PatientNotice } from '../../../domain/scheduling/appointment-changes.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import type { ConversationRow } from '../rows.ts';
import { queuedRow } from './message-rows.ts';

/** Where a conversation goes on after merges. */
export function placeOf(db: MemoryDatabase, id: ConversationId): ConversationRow | undefined {
  const row = db.conversations.get(id);
  return row?.mergedInto === undefined ? row : placeOf(db, row.mergedInto);
}

/** A due send that is no answer of the assistant: a human who takes over does not recall it. */
export function insertNotice(
  db: MemoryDatabase,
  conversationId: ConversationId | undefined,
  notice: PatientNotice | undefined,
): void {
  const conversation = conversationId && placeOf(db, conversationId);
  if (conversation === undefined || notice === undefined) return;
  const now = db.clock.now();
  conversation.lastMessageAt = now;
  const { messageId: id, content, requestId, about } = notice;
  insertMessage(db, queuedRow(conversation, { id, origin: 'notice', content, requestId, about }, now));
}

/** A human goes on from here: the assistant is silent until then, and no turn waits. */
export function handOver(
  db: MemoryDatabase,
  id: ConversationId | undefined,
  until: Date | undefined,
  handover: Handover,
): void {
  const conversation = id && placeOf(db, id);
  if (conversation === undefined || until === undefined) return;
  Object.assign(conversation, handedOver(conversation, until, handover, db.clock.now()));
}
