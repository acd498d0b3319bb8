import { earliest } from '../../../../domain/instants.ts';
import { hasWrittenSince } from '../../../../domain/messaging/customer-service-window.ts';
import { afterUnanswered } from '../../../../domain/messaging/turn-lease.ts';
import type { MemoryDatabase } from '../../database.ts';
import type { ConversationRow, MessageRow } from '../../rows.ts';

/** What the turn of this answer had answered waits for an answer again. */
export function reopenTurnOf(db: MemoryDatabase, answer: MessageRow, seen: Date | undefined): void {
  const conversation = db.conversations.get(answer.conversationId);
  if (conversation === undefined) return;
  const asked = db.messages.filter(
    ({ conversationId, direction, turnId }) =>
      conversationId === answer.conversationId && direction === 'inbound' && turnId === answer.turnId,
  );
  for (const message of asked) message.awaitsTurn = true;
  const firstAt = earliest(...asked.map(({ createdAt }) => createdAt));
  const written = hasWrittenSince(seen, conversation.lastPatientMessageAt);
  Object.assign(
    conversation,
    afterUnanswered(conversation, { firstAt, hasWrittenSince: written }, db.clock.now()),
  );
}

/** Found the window closed: it is due at once when the patient was writing just now. */
export function waitOrGo(db: MemoryDatabase, message: MessageRow, seen: Date | undefined): void {
  const conversation = db.conversations.get(message.conversationId);
  if (conversation === undefined) return;
  conversation.waitsForWindow = true;
  if (hasWrittenSince(seen, conversation.lastPatientMessageAt)) releaseWaiting(db, conversation);
}

export function releaseWaiting(db: MemoryDatabase, { id }: ConversationRow): void {
  for (const message of db.messages) {
    if (message.conversationId !== id || message.status !== 'waiting') continue;
    message.status = 'queued';
    message.nextAttemptAt = db.clock.now();
  }
}
