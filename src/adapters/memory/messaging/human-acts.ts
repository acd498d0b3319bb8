import type { HumanActs, HumanReply } from '../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { countsAsUnread } from '../../../domain/messaging/turn.ts';
import { stateOf } from './conversations.ts';
import { insertMessage, type MemoryDatabase } from '../database.ts';
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
        row.mode = act.mode;
        row.humanUntil = act.humanUntil;
        row.epoch = act.epoch;
        row.turnDueAt = undefined;
        row.turnFirstAt = undefined;
        row.turnLeaseUntil = undefined;
        row.turnLeaseToken += 1;
        row.turnAttempts = 0;
        const answers = messagesIn(row).filter(({ origin }) => origin === 'assistant');
        const waiting = answers.filter(({ status }) => status === 'queued');
        for (const answer of waiting) {
          answer.status = 'cancelled';
          answer.nextAttemptAt = undefined;
          answer.error = { code: 'overtaken-by-human' };
        }
        if (reply !== undefined) {
          row.lastMessageAt = db.clock.now();
          insertMessage(db, replyRow(row, reply, row.lastMessageAt));
        }
        return {
          conversationId: row.id,
          state: stateOf(row),
          isRepeat: false,
          cancelled: waiting.map(({ id }) => id),
          onTheirWay: answers.filter(({ status }) => status === 'sending' || status === 'unknown').length,
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
  { clinicId, id, epoch }: ConversationRow,
  { messageId, body, sentBy, requestId }: HumanReply,
  now: Date,
): MessageRow => ({
  id: messageId,
  clinicId,
  conversationId: id,
  direction: 'outbound',
  origin: 'human',
  type: 'text',
  text: body,
  raw: { type: 'text', body },
  content: { type: 'text', body },
  sentAt: now,
  createdAt: now,
  requestId,
  epoch,
  sentBy,
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
