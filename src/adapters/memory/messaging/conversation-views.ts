import type {
  Conversations,
  ConversationView,
  ListPlace,
  MessageView,
} from '../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { modeNow } from '../../../domain/messaging/conversation.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { identitiesOf, identityKey } from '../../../domain/messaging/people/people.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import type { MemoryDatabase } from '../database.ts';
import { byPlace } from './human-acts.ts';
import { placeOf } from './notices.ts';
import { peopleOf } from './people.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

export const memoryConversations = (db: MemoryDatabase): Conversations => {
  const messagesIn = (id: ConversationId) =>
    db.messages.filter(({ conversationId }) => conversationId === id).sort((a, b) => byPlace(b, a));
  const shown = (clinicId: ClinicId) =>
    [...db.conversations.values()]
      .filter((row) => row.clinicId === clinicId && row.mergedInto === undefined)
      .flatMap((row) => viewOf(db, row, messagesIn(row.id)) ?? [])
      .sort((a, b) => Number(b.lastMessageAt) - Number(a.lastMessageAt) || (a.id < b.id ? 1 : -1));
  const placed = (clinicId: ClinicId, id: ConversationId) => {
    const row = placeOf(db, id);
    return row?.clinicId === clinicId && row.lastMessageAt !== undefined ? row : undefined;
  };

  return {
    list: ({ clinicId, mode, unreadOnly, limit, after }) =>
      db.atomically(() =>
        shown(clinicId)
          .filter((view) => mode === undefined || view.mode === mode)
          .filter(({ unread }) => !unreadOnly || unread > 0)
          .filter(isBehind(after))
          .slice(0, limit),
      ),

    get: (clinicId, id) =>
      db.atomically(() => {
        const row = placed(clinicId, id);
        return row && viewOf(db, row, messagesIn(row.id));
      }),

    messages: ({ clinicId, conversationId, limit, after }) =>
      db.atomically(() => {
        const row = placed(clinicId, conversationId);
        return row && messagesIn(row.id).map(messageView).filter(isBehind(after)).slice(0, limit);
      }),

    withPhone: (clinicId, phone) =>
      db.atomically(() => {
        const owner = peopleOf(db, clinicId).directory.owners.get(
          identityKey({ kind: 'phone', value: canonicalPhone(phone) }),
        );
        return shown(clinicId).find(({ contact }) => contact.id === owner?.contactId)?.id;
      }),
  };
};

const place = (time: Date, id: string) => `${time.getTime() * 1_000}.${id}` as ListPlace;

function isBehind(after: ListPlace | undefined) {
  if (after === undefined) return () => true;
  const [micros = '', id = ''] = after.split('.');
  return ({ place: own }: { readonly place: ListPlace }): boolean => {
    const [ownMicros = '', ownId = ''] = own.split('.');
    return Number(ownMicros) - Number(micros) < 0 || (ownMicros === micros && ownId < id);
  };
}

function viewOf(
  db: MemoryDatabase,
  row: ConversationRow,
  newestFirst: readonly MessageRow[],
): ConversationView | undefined {
  const { id, clinicId, contactId, lastMessageAt, lastPatientMessageAt, humanUntil } = row;
  if (lastMessageAt === undefined) return undefined;
  const { directory } = peopleOf(db, clinicId);
  const name = directory.contacts.get(contactId)?.profileName;
  const phone = identitiesOf(directory, contactId).findLast(
    ({ kind, superseded }) => kind === 'phone' && !superseded,
  )?.value;
  const mode = modeNow({ mode: row.mode, ...given({ humanUntil }) }, db.clock.now());
  const [last] = newestFirst;
  return {
    id,
    place: place(lastMessageAt, id),
    whatsappNumber: row.whatsappNumber,
    contact: { id: contactId, ...given({ name, phone }) },
    mode,
    ...(mode === 'human' && humanUntil && { humanUntil }),
    epoch: row.epoch,
    unread: row.unread,
    lastMessageAt,
    ...given({ lastPatientMessageAt }),
    ...(last && { lastMessage: headOf(last) }),
  };
}

const headOf = ({ id, direction, origin, type, text, createdAt }: MessageRow) => ({
  id,
  direction,
  origin,
  type,
  text: text.slice(0, 300),
  createdAt,
});

function messageView(row: MessageRow): MessageView {
  const { metaMessageId, choice, sentBy, times, error } = row;
  return {
    ...headOf(row),
    text: row.text,
    place: place(row.createdAt, row.id),
    conversationId: row.conversationId,
    ...given({ metaMessageId, choice }),
    status: row.status,
    ...given({ sentBy }),
    sentAt: times.sent ?? row.sentAt,
    ...given({ deliveredAt: times.delivered, readAt: times.read, failedAt: times.failed }),
    ...(error && { errorCode: error.code }),
  };
}
