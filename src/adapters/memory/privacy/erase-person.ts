import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId, Identity } from '../../../domain/messaging/people/contact-identity.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import { identitiesOf, identityKey } from '../../../domain/messaging/people/people.ts';
import { noCounts, type ErasedKey, type ErasureCounts } from '../../../domain/privacy/erasure.ts';
import { identityErased, outboundKey, recognisedUntil } from '../../../domain/privacy/message-keys.ts';
import { isVisitOf } from '../../../domain/privacy/of-person.ts';
import {
  endsByErasure,
  erasedAlert,
  erasedReason,
  withoutPerson,
} from '../../../domain/privacy/without-person.ts';
import { lookAtEventTexts } from '../scheduling/event-texts.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import { isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { scopeOf } from '../access/idempotent-requests.ts';
import { peopleOf } from '../messaging/people.ts';
import type { MessageRow } from '../rows.ts';

/** What is there of some contacts of a clinic. */
type Traces = {
  readonly clinicId: ClinicId;
  readonly contacts: ReadonlySet<ContactId>;
  readonly conversations: ReadonlySet<ConversationId>;
  readonly identities: readonly Identity[];
};

export function tracesOf(db: MemoryDatabase, clinicId: ClinicId, ids: readonly ContactId[]): Traces {
  const { directory } = peopleOf(db, clinicId);
  const contacts = new Set(ids);
  return {
    clinicId,
    contacts,
    conversations: new Set(
      [...db.conversations.values()]
        .filter((row) => row.clinicId === clinicId && contacts.has(row.contactId))
        .map(({ id }) => id),
    ),
    identities: ids.flatMap((id) => identitiesOf(directory, id)).map(({ kind, value }) => ({ kind, value })),
  };
}

/** By what it is recognised when it arrives again. */
export function keysOf(db: MemoryDatabase, traces: Traces, at: Date): readonly ErasedKey[] {
  const { clinicId, identities } = traces;
  const messages = messagesOf(db, traces).flatMap((row) => {
    const keepUntil = recognisedUntil(row, at);
    if (keepUntil === undefined) return [];
    const names = [
      ...(row.dedupeKey === undefined ? [] : [row.dedupeKey]),
      ...(row.direction === 'outbound' && row.dedupeKey === undefined ? [outboundKey(row.id)] : []),
    ];
    return names.map((name) => ({ key: db.erasureKeys.ofMessage(clinicId, name), keepUntil }));
  });
  const people = identities.map((identity) =>
    identityErased(db.erasureKeys.ofIdentity(clinicId, identity), at),
  );
  return [...messages, ...people];
}

const messagesOf = (db: MemoryDatabase, { conversations }: Traces): readonly MessageRow[] =>
  db.messages.filter(({ conversationId }) => conversations.has(conversationId));

/** Within somebody's synchronous transaction. */
export function eraseTraces(db: MemoryDatabase, traces: Traces, at: Date): ErasureCounts {
  const { clinicId, contacts, conversations, identities } = traces;
  const messages = messagesOf(db, traces);
  const appointments = eraseAppointments(db, traces, at);
  const alerts = eraseAlerts(db, clinicId, at, [
    ...conversations,
    ...appointments,
    ...messages.flatMap(({ metaMessageId }) => metaMessageId ?? []),
  ]);
  const files = db.media.filter(({ message }) => messages.includes(message)).length;
  for (const { dedupeKey } of messages)
    if (dedupeKey !== undefined) db.messagesByKey.delete(`${clinicId}|${dedupeKey}`);
  replace(db.messages, ({ conversationId }) => !conversations.has(conversationId));
  const keys = [...db.book.keys].filter(([, row]) => appointments.has(row.appointmentId));
  for (const [key] of keys) db.book.keys.delete(key);
  const answered = forgetAnswers(db, clinicId, at, [
    ...contacts,
    ...conversations,
    ...appointments,
    ...identities.map(({ value }) => value),
  ]);
  const records = db.turnRecords.filter(({ conversationId }) => conversations.has(conversationId));
  replace(db.turnRecords, ({ conversationId }) => !conversations.has(conversationId));
  const notes = db.notes.filter(({ conversationId }) => conversations.has(conversationId));
  replace(db.notes, (note) => !notes.includes(note));
  const pairs = [...conversations].filter((id) => db.pacing.delete(`${clinicId} pair:${id}`));
  const unsent = [...db.outgoingFiles.values()].filter(({ conversationId }) =>
    conversations.has(conversationId),
  );
  for (const row of unsent) {
    db.outgoingFiles.delete(row.id);
    db.deletedBlobs.add(`${row.clinicId}/${row.id}/1`);
  }
  replace(db.uploads, ({ message }) => !messages.includes(message));
  for (const id of conversations) {
    db.conversations.delete(id);
    db.push.told.delete(id);
  }
  db.push.deliveries = db.push.deliveries.filter(({ conversationId }) => !conversations.has(conversationId));

  const people = peopleOf(db, clinicId);
  for (const identity of identities) people.directory.owners.delete(identityKey(identity));
  const isMerge = ({ kept, merged }: (typeof people.merges)[number]) =>
    contacts.has(kept) || contacts.has(merged.id);
  const merges = people.merges.filter(isMerge);
  const gone = [...contacts].filter(
    (id) => people.directory.contacts.has(id) || merges.some(({ merged }) => merged.id === id),
  );
  people.merges = people.merges.filter((merge) => !isMerge(merge));
  for (const id of contacts) {
    people.directory.contacts.delete(id);
    people.flags.delete(id);
    people.preferences.delete(id);
  }
  return {
    ...noCounts,
    contacts: gone.length,
    contact_identities: identities.length,
    contact_merges: merges.length,
    whatsapp_conversations_improved: conversations.size,
    message_media: files,
    outgoing_files: unsent.length,
    whatsapp_messages_improved: messages.length,
    conversation_notes: notes.length,
    turn_records: records.length,
    send_pacing: pairs.length,
    appointments: appointments.size,
    idempotency_keys: keys.length,
    idempotent_requests: answered,
    alerts,
  };
}

/** Live ones that are not over are cancelled first: their events leave the calendar by the worker. */
function eraseAppointments(db: MemoryDatabase, { clinicId, ...person }: Traces, at: Date) {
  const own = [...db.book.appointments.values()].filter(
    ({ appointment }) => appointment.clinicId === clinicId && isVisitOf(person, appointment),
  );
  for (const { appointment } of own) {
    const { id: appointmentId } = appointment;
    if (!endsByErasure(db.book.appointments.get(appointmentId)?.appointment ?? appointment, at)) continue;
    applyAppointmentChanges(db, clinicId, [{ change: 'cancel', appointmentId, reason: erasedReason, at }]);
  }
  for (const { appointment } of own) {
    const row = db.book.appointments.get(appointment.id);
    if (row !== undefined) row.appointment = withoutPerson(row.appointment);
  }
  const ids = new Set(own.map(({ appointment }) => appointment.id));
  lookAtEventTexts(db, clinicId, ids);
  return ids;
}

/** They are counted still; what they were about is gone. */
function eraseAlerts(db: MemoryDatabase, clinicId: ClinicId, at: Date, subjects: readonly string[]): number {
  const about = new Set(subjects);
  let count = 0;
  for (const [index, alert] of db.alerts.entries()) {
    if (alert.clinicId !== clinicId || !about.has(alert.subject)) continue;
    db.alerts[index] = {
      ...{ ...alert, ...erasedAlert, resolvedAt: alert.resolvedAt ?? at },
      ...{ announceAt: at, announceLeaseUntil: undefined },
    };
    count += 1;
  }
  return count;
}

/** What callers were answered about the person, and what they named after it, unless it is being worked on. */
function forgetAnswers(db: MemoryDatabase, clinicId: ClinicId, at: Date, names: readonly string[]): number {
  const about = [...db.idempotent].filter(([place, { reply, leaseUntil }]) => {
    const { clinicId: owner, key } = scopeOf(place);
    if (owner !== clinicId || (reply === undefined && !isOver(leaseUntil, at))) return false;
    const texts = [key, reply?.body ?? ''];
    return names.some((name) => texts.some((text) => text.includes(name)));
  });
  for (const [place] of about) db.idempotent.delete(place);
  return about.length;
}

function replace<T>(list: T[], keep: (each: T) => boolean): void {
  const kept = list.filter(keep);
  list.splice(0, list.length, ...kept);
}
