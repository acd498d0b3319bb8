import { toUSVString } from 'node:util';
import type { ArrivedMessage, Inbox } from '../../../application/ports/messaging/inbox.ts';
import { UnstorableBatch } from '../../../domain/messaging/ingest-errors.ts';
import { afterArrival, arrivedAs, placedAt, sentBy } from '../../../domain/messaging/arrival.ts';
import { windowIsOpen } from '../../../domain/messaging/customer-service-window.ts';
import { releaseWaiting } from './window/unanswered.ts';
import {
  callsForAnswer,
  copyIsFinalMs,
  opensWindow,
  takesPlaceOfCopy,
} from '../../../domain/messaging/turn.ts';
import type { ReceivedMessage } from '../../../domain/messaging/webhook-item.ts';
import { after, isOver, latest } from '../../../domain/instants.ts';
import { insertMessage, removeMessage, type MemoryDatabase } from '../database.ts';
import { newMessageRow } from './message-rows.ts';
import { isErased } from '../privacy/erased-keys.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
import { mediaKeptMs } from '../../../domain/messaging/messages/media.ts';
import { given } from '../../../domain/given.ts';

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
        keepMedia(db, arrived, now);
        arrivals.set(conversation, [...(arrivals.get(conversation) ?? []), message]);
        return 'stored';
      });
      for (const [row, stored] of arrivals) {
        Object.assign(row, afterArrival(row, stored, policy, now));
        const opened = latest(...stored.filter(opensWindow).map((message) => sentBy(message, now)));
        if (windowIsOpen(opened, now)) releaseWaiting(db, row);
      }
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
  const media = db.media.find((known) => known.message === copy);
  const live = { ...row, status, times, mergeId };
  removeMessage(db, copy);
  if (media !== undefined) media.message = live;
  return insertMessage(db, live);
}

/** A file is due with its message. */
function keepMedia(
  db: MemoryDatabase,
  { id, clinicId, message: { media, sentAt } }: ArrivedMessage,
  now: Date,
): void {
  const message = db.messages.findLast((row) => row.id === id);
  if (media === undefined || message === undefined || db.media.some((row) => row.message === message)) return;
  db.media.push({
    clinicId,
    message,
    blobId: db.ids.next(),
    reference: media,
    fileName: media.fileName,
    availableUntil: after(sentBy({ sentAt }, now), mediaKeptMs),
    state: 'due',
    type: undefined,
    size: undefined,
    sealedKey: undefined,
    errorCode: undefined,
    attempts: 0,
    nextAttemptAt: now,
    leaseUntil: undefined,
    leaseToken: 0,
    storedAt: undefined,
    voice: undefined,
  });
}

const rowOf = ({ id, clinicId, placement, message, requestId }: ArrivedMessage, now: Date): MessageRow =>
  newMessageRow({
    id,
    clinicId,
    conversationId: placement.conversationId,
    ...arrivedAs(message),
    origin: message.origin,
    type: message.type,
    text: message.text,
    raw: structuredClone(message.raw),
    sentAt: sentBy(message, now),
    createdAt: placedAt(message, now),
    requestId,
    ...given({
      details: message.details,
      choice: message.choice,
      aboutMetaMessageId: message.aboutMetaMessageId,
      quotesMetaMessageId: message.quotesMetaMessageId,
    }),
    metaMessageId: message.metaMessageId,
    dedupeKey: message.dedupeKey,
    awaitsTurn: callsForAnswer(message),
  });

/** What a text column takes; the raw JSON beside it may hold anything. */
const isStorable = ({
  text,
  metaMessageId = '',
  dedupeKey,
  aboutMetaMessageId = '',
  quotesMetaMessageId = '',
}: ReceivedMessage): boolean =>
  [text, metaMessageId, dedupeKey, aboutMetaMessageId, quotesMetaMessageId].every(
    (value) => value === toUSVString(value) && !value.includes('\0'),
  );
