import { toUSVString } from 'node:util';
import type { ArrivedMessage, Inbox } from '../../../application/ports/messaging/inbox.ts';
import { UnstorableBatch } from '../../../domain/messaging/ingest-errors.ts';
import {
  belongsToTurn,
  callsForAnswer,
  copyIsFinalMs,
  countsAsUnread,
  opensWindow,
  takesPlaceOfCopy,
  type TurnPolicy,
} from '../../../domain/messaging/turn.ts';
import type { ReceivedMessage } from '../../../domain/messaging/webhook-item.ts';
import { after, earliest, isOver, latest } from '../system/clock.ts';
import { insertMessage, removeMessage, type MemoryDatabase } from '../database.ts';
import { isErased } from '../privacy/erased-keys.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';

export const memoryInbox = (db: MemoryDatabase): Inbox => ({
  append: (messages, policy) =>
    db.atomically(() => {
      const bad = messages.find(({ message }) => !isStorable(message));
      if (bad !== undefined)
        throw new UnstorableBatch(new Error(`Message ${bad.id} has U+0000 or half a character`));
      const now = db.clock.now();
      const arrivals = new Map<ConversationRow, ReceivedMessage[]>();
      const outcomes = messages.map((arrived) => {
        const { placement, message, clinicId, erasureKeys: keys = [] } = arrived;
        const conversation = db.conversations.get(placement.conversationId);
        if (conversation?.identityVersion !== placement.identityVersion || conversation.mergedInto)
          return 'moved';
        if (isErased(db, { clinicId, keys, sentAt: message.sentAt })) return 'erased';
        const row = rowOf(arrived, now);
        if (!insertMessage(db, row) && !replaceCopy(db, row, message)) return 'duplicate';
        arrivals.set(conversation, [...(arrivals.get(conversation) ?? []), message]);
        return 'stored';
      });
      for (const [conversation, stored] of arrivals) arrive(conversation, stored, policy, now);
      return outcomes;
    }),
});

/** The copy becomes the message. */
function replaceCopy(db: MemoryDatabase, row: MessageRow, message: ReceivedMessage): boolean {
  const copy = db.messagesByKey.get(`${row.clinicId}|${row.dedupeKey}`);
  const isFinal = isOver(after(message.sentAt, copyIsFinalMs), db.clock.now());
  if (copy?.origin !== 'history' || isFinal || !takesPlaceOfCopy(message)) return false;
  const { status, times } = copy;
  const mergeId = copy.conversationId === row.conversationId ? copy.mergeId : undefined;
  removeMessage(db, copy);
  return insertMessage(db, { ...row, status, times, mergeId });
}

/** All that one statement brings to a conversation at once: a staff echo among it silences the assistant. */
function arrive(
  row: ConversationRow,
  messages: readonly ReceivedMessage[],
  policy: TurnPolicy,
  now: Date,
): void {
  const calls = messages.filter(callsForAnswer).length;
  const clamped = (message: ReceivedMessage) => earliest(message.sentAt, now);
  row.arrivals += calls;
  row.unread += messages.filter(countsAsUnread).length;
  row.lastMessageAt = latest(row.lastMessageAt, ...messages.map(clamped));
  row.lastPatientMessageAt = latest(row.lastPatientMessageAt, ...messages.filter(opensWindow).map(clamped));
  const byStaff = latest(...messages.filter(({ origin }) => origin === 'staff').map(clamped));
  const staffUntil = byStaff && after(byStaff, policy.humanQuietMs);
  if (staffUntil !== undefined && staffUntil > now) {
    // without an end only somebody of the clinic ends it
    const isEndless = row.mode === 'human' && row.humanUntil === undefined;
    row.mode = 'human';
    row.epoch += 1;
    row.humanUntil = isEndless ? undefined : latest(row.humanUntil, staffUntil);
    row.turnFirstAt = undefined;
    row.turnDueAt = undefined;
    return;
  }
  if (calls === 0) return;
  if (row.mode === 'human') {
    if (row.humanUntil === undefined || !isOver(row.humanUntil, now)) return;
    row.mode = 'assistant';
    row.humanUntil = undefined;
  }
  row.turnFirstAt = earliest(row.turnFirstAt, now);
  row.turnDueAt = earliest(after(now, policy.debounceMs), after(row.turnFirstAt ?? now, policy.capMs));
}

const rowOf = ({ id, clinicId, placement, message, requestId }: ArrivedMessage, now: Date): MessageRow => {
  const outbound = message.sentByClinic === true || message.origin === 'staff';
  return {
    id,
    clinicId,
    conversationId: placement.conversationId,
    direction: outbound ? 'outbound' : 'inbound',
    origin: message.origin,
    type: message.type,
    text: message.text,
    raw: structuredClone(message.raw),
    sentAt: earliest(message.sentAt, now) ?? now,
    createdAt: now,
    requestId,
    ...(message.choice && { choice: message.choice }),
    ...(message.aboutMetaMessageId !== undefined && { aboutMetaMessageId: message.aboutMetaMessageId }),
    metaMessageId: message.metaMessageId,
    dedupeKey: message.dedupeKey,
    status: outbound ? 'sent' : 'received',
    awaitsTurn: belongsToTurn(message),
    turnId: undefined,
    mergeId: undefined,
    nextAttemptAt: undefined,
    leaseUntil: undefined,
    leaseToken: 0,
    attempts: 0,
    resends: 0,
    error: undefined,
    times: {},
  };
};

/** What a text column takes; the raw JSON beside it may hold anything. */
const isStorable = ({
  text,
  metaMessageId = '',
  dedupeKey,
  aboutMetaMessageId = '',
}: ReceivedMessage): boolean =>
  [text, metaMessageId, dedupeKey, aboutMetaMessageId].every(
    (value) => value === toUSVString(value) && !value.includes('\0'),
  );
