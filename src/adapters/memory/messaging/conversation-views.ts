import type {
  Conversations,
  ConversationView,
  ListPlace,
  MessageView,
  QueuePlace,
} from '../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { modeNow } from '../../../domain/messaging/conversation.ts';
import { mostCounted } from '../../../domain/inbox/most-counted.ts';
import { isInName, searchParts } from '../../../domain/inbox/conversation-search.ts';
import {
  queueRank,
  waitingForPeople,
  type WaitingForPeople,
} from '../../../domain/inbox/waiting-for-people.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { ContactId, KnownIdentity } from '../../../domain/messaging/people/contact-identity.ts';
import { identitiesOf, identityKey } from '../../../domain/messaging/people/people.ts';
import { optOutOf } from '../../../domain/messaging/people/message-preference.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import type { MemoryDatabase } from '../database.ts';
import { byPlace } from './acts/reading.ts';
import { placeOf } from './notices.ts';
import { peopleOf } from './people.ts';
import { changesOf, isShownElsewhere } from './related-messages.ts';
import { mediaOf, quoteShownIn } from './views/shown-files.ts';
import { shownIn } from './views/shown-messages.ts';
import { isOutbound, type ConversationRow, type MessageRow } from '../rows.ts';
import { undelivered } from '../../../domain/messaging/sending/undelivered.ts';
import { withChanges } from '../../../domain/messaging/messages/message-changes.ts';
import { given } from '../../../domain/given.ts';

export const memoryConversations = (db: MemoryDatabase): Conversations => {
  const messagesIn = (id: ConversationId) =>
    db.messages
      .filter((row) => row.conversationId === id && !isShownElsewhere(db, row))
      .sort((a, b) => byPlace(b, a));
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
    list: ({ clinicId, mode, unreadOnly, waitingOnly, assignedTo, search, limit, after }) =>
      db.atomically(() =>
        shown(clinicId)
          .filter((view) => mode === undefined || view.mode === mode)
          .filter(({ unread }) => !unreadOnly || unread > 0)
          .filter(({ waiting }) => waitingOnly !== true || waiting !== undefined)
          .filter(({ assignment }) => assignedTo === undefined || assignment?.actor === assignedTo)
          .filter(({ contact }) => search === undefined || isMeant(search, contact))
          .filter(isBehind(after))
          .slice(0, limit),
      ),

    queue: ({ clinicId, limit, after }) =>
      db.atomically(() =>
        shown(clinicId)
          .flatMap((view) =>
            view.waiting === undefined ? [] : [{ ...view, place: queuedAt(view.id, view.waiting) }],
          )
          .sort((a, b) => (isAhead(a.place, b.place) ? -1 : 1))
          .filter(({ place }) => after === undefined || isAhead(after, place))
          .slice(0, limit),
      ),

    names: (clinicId, contacts) =>
      db.atomically(() => {
        const { directory } = peopleOf(db, clinicId);
        return new Map(
          contacts.flatMap((id) => {
            const known = directory.contacts.get(id);
            return known === undefined
              ? []
              : [[id, given({ name: known.profileName, phone: phoneOf(directory, id) })] as const];
          }),
        );
      }),

    counts: (clinicId, actor) =>
      db.atomically(() => {
        const all = shown(clinicId);
        const upTo = (of: (view: ConversationView) => boolean) =>
          Math.min(mostCounted, all.filter(of).length);
        return {
          waiting: upTo(({ waiting }) => waiting !== undefined),
          unread: upTo(({ unread }) => unread > 0),
          human: upTo(({ mode }) => mode === 'human'),
          assistant: upTo(({ mode }) => mode === 'assistant'),
          mine: upTo(({ assignment }) => assignment !== undefined && assignment.actor === actor),
        };
      }),

    get: (clinicId, id) =>
      db.atomically(() => {
        const row = placed(clinicId, id);
        return row && viewOf(db, row, messagesIn(row.id));
      }),

    messages: ({ clinicId, conversationId, limit, after }) =>
      db.atomically(() => {
        const row = placed(clinicId, conversationId);
        return (
          row &&
          messagesIn(row.id)
            .map((message) => messageView(db, message))
            .filter(isBehind(after))
            .slice(0, limit)
        );
      }),

    shown: (clinicId, id, limit) => db.atomically(() => shownIn(db, clinicId, id, limit)),

    around: ({ clinicId, conversationId, messageId, reach }) =>
      db.atomically(() => {
        const row = placed(clinicId, conversationId);
        if (row === undefined) return undefined;
        const all = messagesIn(row.id);
        const at = all.findIndex(({ id }) => id === messageId);
        if (at === -1) return 'no-message';
        const items = all.slice(Math.max(0, at - reach), at + reach + 1);
        return {
          items: items.map((message) => messageView(db, message)),
          hasNewer: at > reach,
          hasOlder: all.length > at + reach + 1,
        };
      }),

    addressee: (clinicId, id) =>
      db.atomically(() => {
        const row = placeOf(db, id);
        if (row?.clinicId !== clinicId) return undefined;
        const { whatsappNumber, contactId, lastPatientMessageAt } = row;
        const { directory, preferences } = peopleOf(db, clinicId);
        const name = directory.contacts.get(contactId)?.profileName;
        const optedOut = optOutOf(preferences.get(contactId));
        return { whatsappNumber, ...given({ name, lastPatientMessageAt, optedOut }) };
      }),

    identities: (clinicId, id) =>
      db.atomically(() => {
        const row = placeOf(db, id);
        if (row?.clinicId !== clinicId) return undefined;
        return identitiesOf(peopleOf(db, clinicId).directory, row.contactId)
          .map(({ kind, value, superseded: isFormer }) => ({ kind, value, isFormer }))
          .sort(byAgeOfUse);
      }),

    begin: (clinicId, id) =>
      db.atomically(() => {
        const row = placeOf(db, id);
        if (row?.clinicId !== clinicId || row.lastMessageAt !== undefined) return false;
        row.lastMessageAt = db.clock.now();
        return true;
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

export const placeAt = (time: Date, id: string) => `${time.getTime() * 1_000}.${id}` as ListPlace;

export function isBehind(after: ListPlace | undefined) {
  if (after === undefined) return () => true;
  const [micros = '', id = ''] = after.split('.');
  return ({ place: own }: { readonly place: ListPlace }): boolean => {
    const [ownMicros = '', ownId = ''] = own.split('.');
    return Number(ownMicros) - Number(micros) < 0 || (ownMicros === micros && ownId < id);
  };
}

const queuedAt = (id: string, { reason, since }: WaitingForPeople) =>
  `${queueRank(reason)}.${placeAt(since, id)}` as QueuePlace;

function isAhead(one: QueuePlace, other: QueuePlace): boolean {
  const [[rank = '', since = '', id = ''], [otherRank = '', otherSince = '', otherId = '']] = [
    one.split('.'),
    other.split('.'),
  ];
  const difference = Number(rank) - Number(otherRank) || Number(since) - Number(otherSince);
  return difference < 0 || (difference === 0 && id < otherId);
}

function viewOf(
  db: MemoryDatabase,
  row: ConversationRow,
  newestFirst: readonly MessageRow[],
): ConversationView | undefined {
  const { id, clinicId, contactId, lastMessageAt, lastPatientMessageAt, humanUntil } = row;
  if (lastMessageAt === undefined) return undefined;
  const { directory, preferences } = peopleOf(db, clinicId);
  const optedOut = optOutOf(preferences.get(contactId));
  const name = directory.contacts.get(contactId)?.profileName;
  const phone = phoneOf(directory, contactId);
  const mode = modeNow({ mode: row.mode, ...given({ humanUntil }) }, db.clock.now());
  const [last] = newestFirst;
  const lastOfPatient = newestFirst.find(({ origin }) => origin === 'patient');
  const handover = row.attention?.handover;
  const waiting = waitingForPeople({ handover, mode, unread: row.unread, lastPatientMessageAt });
  return {
    id,
    place: placeAt(lastMessageAt, id),
    whatsappNumber: row.whatsappNumber,
    contact: { id: contactId, ...given({ name, phone, optedOut }) },
    mode,
    ...(mode === 'human' && humanUntil && { humanUntil }),
    epoch: row.epoch,
    unread: row.unread,
    lastMessageAt,
    ...given({ lastPatientMessageAt }),
    ...(last && { lastMessage: lastMessageOf(db, last) }),
    ...(lastOfPatient && { lastPatientMessage: lastMessageOf(db, lastOfPatient) }),
    ...given({ waiting, handover, alarm: row.attention?.alarm }),
    waitsForWindow: row.waitsForWindow,
    ...given({
      undelivered: undelivered(ourWordsIn(db, id), db.clock.now()),
      assignment: row.assignment,
    }),
  };
}

const ourWordsIn = (db: MemoryDatabase, id: ConversationId) =>
  db.messages
    .filter(isOutbound)
    .filter(({ conversationId }) => conversationId === id)
    .sort(byPlace);

const phoneOf = (directory: Parameters<typeof identitiesOf>[0], contact: ContactId): string | undefined =>
  identitiesOf(directory, contact).findLast(({ kind, superseded }) => kind === 'phone' && !superseded)?.value;

const isMeant = (search: string, { name, phone }: ConversationView['contact']): boolean => {
  const { words, digits } = searchParts(search);
  return (
    (words !== undefined && isInName(name ?? '', words)) ||
    (digits !== undefined && (phone ?? '').includes(digits))
  );
};

const headOf = ({ id, direction, origin, type, text, createdAt }: MessageRow) => ({
  id,
  direction,
  origin,
  type,
  text,
  createdAt,
});

const byAgeOfUse = (a: KnownIdentity, b: KnownIdentity): number =>
  Number(a.isFormer) - Number(b.isFormer) || (identityKey(a) < identityKey(b) ? -1 : 1);

const asItStands = (db: MemoryDatabase, row: MessageRow) =>
  withChanges({ text: row.text, byClinic: row.direction === 'outbound' }, changesOf(db, row));

function lastMessageOf(db: MemoryDatabase, row: MessageRow): NonNullable<ConversationView['lastMessage']> {
  const { text, deletedAt } = asItStands(db, row);
  return { ...headOf(row), text: text.slice(0, 300), ...given({ deletedAt }) };
}

function messageView(db: MemoryDatabase, row: MessageRow): MessageView {
  const { metaMessageId, choice, sentBy, times, error } = row;
  const changed = asItStands(db, row);
  return {
    ...headOf(row),
    ...changed,
    ...(changed.deletedAt === undefined && given({ details: row.details, media: mediaOf(db, row) })),
    place: placeAt(row.createdAt, row.id),
    conversationId: row.conversationId,
    ...given({ metaMessageId, choice, quote: quoteShownIn(db, row) }),
    status: row.status,
    ...given({ sentBy }),
    sentAt: times.sent ?? row.sentAt,
    ...given({ deliveredAt: times.delivered, readAt: times.read, failedAt: times.failed }),
    ...(error && { errorCode: error.code }),
  };
}
