import { toUSVString } from 'node:util';
import type { ArrivedMessage, Inbox } from '../../../application/ports/messaging/inbox.ts';
import { UnstorableBatch } from '../../../domain/messaging/ingest-errors.ts';
import { afterArrival, sentBy } from '../../../domain/messaging/arrival.ts';
import { belongsToTurn, copyIsFinalMs, takesPlaceOfCopy } from '../../../domain/messaging/turn.ts';
import type { ReceivedMessage } from '../../../domain/messaging/webhook-item.ts';
import { after, isOver } from '../../../domain/instants.ts';
import { insertMessage, removeMessage, type MemoryDatabase } from '../database.ts';
import { newMessageRow } from './message-rows.ts';
import { isErased } from '../privacy/erased-keys.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
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
        arrivals.set(conversation, [...(arrivals.get(conversation) ?? []), message]);
        return 'stored';
      });
      for (const [row, stored] of arrivals) Object.assign(row, afterArrival(row, stored, policy, now));
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

const rowOf = ({ id, clinicId, placement, message, requestId }: ArrivedMessage, now: Date): MessageRow => {
  const outbound = message.sentByClinic === true || message.origin === 'staff';
  return newMessageRow({
    id,
    clinicId,
    conversationId: placement.conversationId,
    direction: outbound ? 'outbound' : 'inbound',
    origin: message.origin,
    type: message.type,
    text: message.text,
    raw: structuredClone(message.raw),
    sentAt: sentBy(message, now),
    createdAt: now,
    requestId,
    ...given({ choice: message.choice, aboutMetaMessageId: message.aboutMetaMessageId }),
    metaMessageId: message.metaMessageId,
    dedupeKey: message.dedupeKey,
    status: outbound ? 'sent' : 'received',
    awaitsTurn: belongsToTurn(message),
  });
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
