import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import { whenMerged } from '../../../domain/messaging/human-act.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { earliest, latest } from '../system/clock.ts';
import type { MemoryDatabase } from '../database.ts';
import type { ConversationRow, MergeRow, MessageRow } from '../rows.ts';

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

/** Brings the merged person's messages to the kept one; a turn under way is fenced off and due anew there. */
export function mergeConversations(
  db: MemoryDatabase,
  clinicId: ClinicId,
  { id, kept, merged }: MergeRow,
): void {
  for (const source of conversationsOf(db, clinicId, merged.id)) {
    const target = openConversation(db, clinicId, source.whatsappNumber, kept);
    target.arrivals += source.arrivals;
    target.unread += source.unread;
    const act = whenMerged(stateOf(target), stateOf(source), db.clock.now());
    const { mode, humanUntil, epoch } = act;
    Object.assign(target, { mode, humanUntil, epoch });
    // where a human talks nobody waits for the assistant
    const isAssistants = mode === 'assistant';
    target.turnDueAt = isAssistants ? earliest(target.turnDueAt, source.turnDueAt) : undefined;
    target.turnFirstAt = isAssistants ? earliest(target.turnFirstAt, source.turnFirstAt) : undefined;
    target.lastMessageAt = latest(target.lastMessageAt, source.lastMessageAt);
    target.lastPatientMessageAt = latest(target.lastPatientMessageAt, source.lastPatientMessageAt);
    source.mergedInto = target.id;
    source.identityVersion += 1;
    source.turnLeaseToken += 1;
    source.turnLeaseUntil = undefined;
    source.turnDueAt = undefined;
    for (const message of db.messages) {
      if (message.conversationId !== source.id) continue;
      message.conversationId = target.id;
      message.mergeId = id;
      message.epoch = isCurrent(message, source) ? (act.sourceEpoch ?? overtaken) : overtaken;
    }
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
      message.epoch = place && !isCurrent(message, place) ? overtaken : source.epoch;
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

/** An answer that no epoch allows any more. */
const overtaken = -1;
const isCurrent = (message: MessageRow, { epoch }: ConversationRow) => (message.epoch ?? 0) >= epoch;

export const stateOf = ({
  mode,
  humanUntil,
  epoch,
  lastPatientMessageAt,
}: ConversationRow): ConversationState => ({
  mode,
  epoch,
  ...(humanUntil && { humanUntil }),
  ...(lastPatientMessageAt && { lastPatientMessageAt }),
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
  mergedInto: undefined,
});
