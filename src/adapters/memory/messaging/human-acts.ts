import type { HumanActs, HumanReply } from '../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { overtakenByHuman } from '../../../domain/messaging/conversation.ts';
import { afterHumanAct, recall } from '../../../domain/messaging/human-act.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { countsAsUnread } from '../../../domain/messaging/turn.ts';
import { stateOf } from './conversations.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
import { queuedRow } from './message-rows.ts';
import { placeOf } from './notices.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';

export const memoryHumanActs = (db: MemoryDatabase): HumanActs => {
  const conversationIn = (clinicId: ClinicId, id: ConversationId): ConversationRow | undefined => {
    const row = placeOf(db, id);
    return row?.clinicId === clinicId ? row : undefined;
  };
  const messagesIn = ({ id }: ConversationRow) =>
    db.messages.filter(({ conversationId }) => conversationId === id);

  return {
    act: ({ clinicId, conversationId, reply }, decide) =>
      db.atomically(() => {
        const row = conversationIn(clinicId, conversationId);
        if (row === undefined) return undefined;
        const state = stateOf(row);
        const untouched = { conversationId: row.id, state, isRepeat: true, cancelled: [], onTheirWay: 0 };
        if (reply !== undefined && db.messages.some(({ id }) => id === reply.messageId)) return untouched;
        const act = decide(state);
        if (act === undefined) return untouched;
        const now = db.clock.now();
        Object.assign(row, afterHumanAct(row, act, reply && now));
        const { cancelled, onTheirWay } = recall(messagesIn(row));
        for (const answer of cancelled) {
          answer.status = 'cancelled';
          answer.nextAttemptAt = undefined;
          answer.error = { code: overtakenByHuman };
        }
        if (reply !== undefined) insertMessage(db, replyRow(row, reply, now));
        return {
          conversationId: row.id,
          state: stateOf(row),
          isRepeat: false,
          cancelled: cancelled.map(({ id }) => id),
          onTheirWay,
        };
      }),

    markRead: ({ clinicId, conversationId }, upTo) =>
      db.atomically(() => {
        const row = conversationIn(clinicId, conversationId);
        if (row === undefined) return undefined;
        const messages = messagesIn(row).sort(byPlace);
        const seen = messages.findIndex(({ id }) => id === upTo);
        if (upTo !== undefined && seen === -1) return 'no-message';
        const behind = upTo === undefined ? [] : messages.slice(seen + 1);
        row.unread = Math.min(row.unread, behind.filter(isUnread).length);
        return { conversationId: row.id, unread: row.unread };
      }),
  };
};

/** As lists show them, oldest first. */
export const byPlace = (a: MessageRow, b: MessageRow): number =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);

const isUnread = ({ direction, ...row }: MessageRow): boolean =>
  direction === 'inbound' && countsAsUnread(row as Parameters<typeof countsAsUnread>[0]);

const replyRow = (
  row: ConversationRow,
  { messageId: id, body, sentBy, requestId }: HumanReply,
  now: Date,
): MessageRow =>
  queuedRow(row, { id, origin: 'human', content: { type: 'text', body }, sentBy, requestId }, now);
