import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { PatientNotice } from '../../../domain/scheduling/appointment-changes.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';

/** Where a conversation goes on after merges. */
export function placeOf(db: MemoryDatabase, id: ConversationId): ConversationRow | undefined {
  const row = db.conversations.get(id);
  return row?.mergedInto === undefined ? row : placeOf(db, row.mergedInto);
}

/** A due send that is no answer of the assistant: a human who takes over does not recall it. */
export function insertNotice(
  db: MemoryDatabase,
  id: ConversationId | undefined,
  notice: PatientNotice | undefined,
): void {
  const conversation = id && placeOf(db, id);
  if (conversation === undefined || notice === undefined) return;
  const now = db.clock.now();
  conversation.lastMessageAt = now;
  insertMessage(db, noticeRow(conversation, notice, now));
}

const noticeRow = (
  { clinicId, id, epoch }: ConversationRow,
  { messageId, content, requestId }: PatientNotice,
  now: Date,
): MessageRow => ({
  id: messageId,
  clinicId,
  conversationId: id,
  direction: 'outbound',
  origin: 'notice',
  type: content.type,
  text: content.body,
  raw: structuredClone(content),
  content,
  sentAt: now,
  createdAt: now,
  requestId,
  epoch,
  metaMessageId: undefined,
  dedupeKey: undefined,
  status: 'queued',
  awaitsTurn: false,
  turnId: undefined,
  mergeId: undefined,
  nextAttemptAt: now,
  leaseUntil: undefined,
  leaseToken: 0,
  attempts: 0,
  resends: 0,
  error: undefined,
  times: {},
});

/** A human goes on from here: the assistant is silent until then, and no turn waits. */
export function handOver(db: MemoryDatabase, id: ConversationId | undefined, until: Date | undefined): void {
  const conversation = id && placeOf(db, id);
  if (conversation === undefined || until === undefined) return;
  conversation.mode = 'human';
  conversation.humanUntil = until;
  conversation.epoch += 1;
  conversation.turnDueAt = undefined;
  conversation.turnFirstAt = undefined;
}
