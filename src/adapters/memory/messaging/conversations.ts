import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import { mergeConversations, movedEpoch } from '../../../domain/messaging/people/merge-conversations.ts';
import { conversationId, type ConversationId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { earliest } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import type { ConversationRow, MergeRow, MessageRow } from '../rows.ts';
import { releaseWaiting } from './window/unanswered.ts';

/** The one conversation per number and person, made where it is missing. */
export function openConversation(
  db: MemoryDatabase,
  clinicId: ClinicId,
  whatsappNumber: PhoneDigits,
  contactId: ContactId,
): ConversationRow {
  const row =
    conversationsOf(db, clinicId, contactId).find((known) => known.whatsappNumber === whatsappNumber) ??
    newConversation(conversationId(db.ids.next()), clinicId, whatsappNumber, contactId);
  db.conversations.set(row.id, row);
  return row;
}

const conversationsOf = (db: MemoryDatabase, clinicId: ClinicId, contactId: ContactId) =>
  [...db.conversations.values()].filter((row) => row.clinicId === clinicId && row.contactId === contactId);

/** Remembered placements of this person are not to be trusted any more. */
export function distrust(db: MemoryDatabase, clinicId: ClinicId, contactId: ContactId): void {
  for (const row of conversationsOf(db, clinicId, contactId)) row.identityVersion += 1;
}

/** Brings the merged person's messages to the kept one; a turn under way is fenced off and due again there. */
export function mergeConversationsOf(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { id, kept, merged }: MergeRow,
): void {
  for (const source of conversationsOf(db, clinicId, merged.id)) {
    const target = openConversation(db, clinicId, source.whatsappNumber, kept);
    const after = mergeConversations(target, source, db.clock.now());
    Object.assign(target, after.target);
    Object.assign(source, after.source);
    target.assignment ??= source.assignment;
    source.mergedInto = target.id;
    source.identityVersion += 1;
    for (const message of db.messages) {
      if (message.conversationId !== source.id) continue;
      message.conversationId = target.id;
      message.mergeId = id;
      message.epoch = movedEpoch(message.epoch, source, after.currentEpoch);
    }
    moveAlerts(db, source, target.id);
    // the window of one is the window of both
    releaseWaiting(db, target);
  }
}

/** What is open about one is about the other now; they are one where both had it. */
function moveAlerts(db: MemoryDatabase, { clinicId, id: from }: ConversationRow, to: ConversationId): void {
  const open = db.alerts.filter((alert) => alert.clinicId === clinicId && alert.resolvedAt === undefined);
  for (const alert of open.filter(({ subject }) => subject === from)) {
    if (open.some(({ kind, subject }) => kind === alert.kind && subject === to))
      alert.resolvedAt = db.clock.now();
    else alert.subject = to;
  }
}

/** What waits for an answer waits there from now on; a turn under way is fenced off, as it may answer one of them. */
export function splitConversations(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { id, kept, merged }: MergeRow,
): void {
  for (const source of conversationsOf(db, clinicId, merged.id)) {
    source.turnFirstAt = undefined;
    for (const message of db.messages) {
      if (message.mergeId !== id || message.conversationId !== source.mergedInto) continue;
      const place = db.conversations.get(message.conversationId);
      message.epoch = place ? movedEpoch(message.epoch, place, source.epoch) : source.epoch;
      if (place && waits(message, place) && source.mode === 'assistant') {
        source.turnFirstAt = earliest(source.turnFirstAt, message.createdAt);
        source.turnDueAt = place.turnDueAt;
      }
      message.conversationId = source.id;
      message.mergeId = undefined;
    }
    source.mergedInto = undefined;
    source.identityVersion += 1;
  }
  for (const place of conversationsOf(db, clinicId, kept)) {
    if (place.turnFirstAt === undefined) continue;
    const first = db.messages
      .filter((message) => message.conversationId === place.id && waits(message, place))
      .reduce<Date | undefined>((at, { createdAt }) => earliest(at, createdAt), undefined);
    place.turnLeaseToken += 1;
    place.turnLeaseUntil = undefined;
    place.turnFirstAt = first;
    if (first === undefined) place.turnDueAt = undefined;
  }
}
const waits = ({ awaitsTurn, createdAt }: MessageRow, { turnFirstAt }: ConversationRow) =>
  awaitsTurn && turnFirstAt !== undefined && createdAt >= turnFirstAt;

export const stateOf = ({
  mode,
  humanUntil,
  epoch,
  lastPatientMessageAt,
}: ConversationRow): ConversationState => ({
  mode,
  humanUntil,
  epoch,
  lastPatientMessageAt,
});

const newConversation = (
  id: ConversationRow['id'],
  clinicId: ClinicId,
  whatsappNumber: PhoneDigits,
  contactId: ContactId,
): ConversationRow => ({
  id,
  clinicId,
  whatsappNumber,
  contactId,
  identityVersion: 1,
  mode: 'assistant',
  humanUntil: undefined,
  epoch: 0,
  arrivals: 0,
  turnFirstAt: undefined,
  turnDueAt: undefined,
  turnLeaseUntil: undefined,
  turnLeaseToken: 0,
  turnAttempts: 0,
  dialogue: null,
  unread: 0,
  lastMessageAt: undefined,
  lastPatientMessageAt: undefined,
  attention: undefined,
  mergedInto: undefined,
  waitsForWindow: false,
  assignment: undefined,
});
