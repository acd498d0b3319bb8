import type { PatientRecords } from '../../../application/ports/privacy/patient-records.ts';
import { unsaidDetail } from '../../../domain/clinic/rules/event-detail.ts';
import type { AuditEntry } from '../../../domain/access/audit-entry.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { identitiesOf } from '../../../domain/messaging/people/people.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import { isVisitOf } from '../../../domain/privacy/of-person.ts';
import {
  exportedAttention,
  type ExportedMessage,
  type PatientSummary,
} from '../../../domain/privacy/patient-export.ts';
import { latest } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { tracesOf } from './erase-person.ts';
import { personOf } from './erasures.ts';
import { peopleOf } from '../messaging/people.ts';
import type { ConversationRow, MessageRow } from '../rows.ts';
import { given } from '../../../domain/given.ts';

/** Does not remember when an identity was first seen: the person's own time stands for it. */
export const memoryPatientRecords = (db: MemoryDatabase): PatientRecords => {
  const conversationsOf = (clinicId: ClinicId, contacts: ReadonlySet<string>): readonly ConversationRow[] =>
    [...db.conversations.values()].filter((row) => row.clinicId === clinicId && contacts.has(row.contactId));

  return {
    byPhone: (clinicId, phone) =>
      db.atomically(() => {
        const { owners, contacts } = peopleOf(db, clinicId).directory;
        const ids = new Set(
          [`phone:${canonicalPhone(phone)}`, `wa_id:${phone}`].flatMap(
            (key) => owners.get(key)?.contactId ?? [],
          ),
        );
        return [...ids].flatMap((id): readonly PatientSummary[] => {
          const contact = contacts.get(id);
          if (contact === undefined) return [];
          const lastMessageAt = latest(
            ...conversationsOf(clinicId, new Set([id])).map((row) => row.lastMessageAt),
          );
          return [
            {
              contactId: id,
              firstSeenAt: contact.createdAt,
              ...given({ profileName: contact.profileName, lastMessageAt }),
            },
          ];
        });
      }),

    file: (clinicId, contactId) =>
      db.atomically(() => {
        const { directory, merges, flags, preferences } = peopleOf(db, clinicId);
        const contactIds = personOf(db, clinicId, contactId);
        const known = contactIds.flatMap(
          (id) => directory.contacts.get(id) ?? merges.find(({ merged }) => merged.id === id)?.merged ?? [],
        );
        const [root] = known;
        if (root === undefined) return undefined;
        const person = tracesOf(db, clinicId, contactIds);
        const { contacts, conversations } = person;
        const appointments = [...db.book.appointments.values()]
          .map(({ appointment }) => appointment)
          .filter((each) => each.clinicId === clinicId && isVisitOf(person, each));
        const about = new Set<string>([...conversations, ...appointments.map(({ id }) => id)]);
        const firstSeenAt = root.createdAt;
        return structuredClone({
          contactIds,
          profileNames: known.flatMap(({ profileName }) => profileName ?? []),
          flags: contactIds.flatMap((id) => [...(flags.get(id) ?? [])]),
          messagePreferences: contactIds.flatMap((id) => preferences.get(id) ?? []),
          firstSeenAt,
          identities: contactIds
            .flatMap((id) => identitiesOf(directory, id))
            .map(({ kind, value }) => ({ kind, value, firstSeenAt })),
          conversations: conversationsOf(clinicId, contacts).map((row) => ({
            id: row.id,
            clinicNumber: row.whatsappNumber,
            mode: row.mode,
            startedAt: firstSeenAt,
            ...given({ lastMessageAt: row.lastMessageAt }),
            ...(row.dialogue != null && { assistantMemory: row.dialogue }),
            ...exportedAttention(row.attention),
          })),
          appointments: appointments.map((each) => ({
            id: each.id,
            state: each.state,
            service: each.serviceName,
            start: each.slot.start,
            end: each.slot.end,
            createdAt: each.createdAt,
            calendarEvents: [...db.eventTexts.values()]
              .filter(({ appointmentId }) => appointmentId === each.id)
              .map(({ calendarId, shows = unsaidDetail }) => ({ calendarId, shows })),
            ...given({
              professionalId: each.professionalId,
              requestedAt: each.requestedAt,
              reason: each.reason,
            }),
          })),
          teamNotes: db.notes
            .filter(({ conversationId }) => conversations.has(conversationId))
            .map(({ conversationId, text, createdAt: at }) => ({ conversationId, text, at })),
          alerts: db.alerts
            .filter((alert) => alert.clinicId === clinicId && about.has(alert.subject))
            .map(({ kind, message, openedAt, resolvedAt }) => ({
              kind,
              message,
              openedAt,
              ...given({ resolvedAt }),
            })),
        });
      }),

    messages: (clinicId, conversationIds, limit, after) =>
      db.atomically(() =>
        db.messages
          .filter((row) => row.clinicId === clinicId && conversationIds.includes(row.conversationId))
          .sort(byTime)
          .filter((row) => after === undefined || byTime(row, after) > 0)
          .slice(0, limit)
          .map((row) => exported(db, row)),
      ),

    modelTurns: (clinicId, conversationIds, limit, after) =>
      db.atomically(() =>
        db.turnRecords
          .filter((row) => row.clinicId === clinicId && conversationIds.includes(row.conversationId))
          .filter(({ turnId }) => after === undefined || turnId > after)
          .sort((a, b) => (a.turnId < b.turnId ? -1 : 1))
          .slice(0, limit)
          .map(({ turnId, recordedAt: at, outcome, kept: record }) =>
            structuredClone({ turnId, at, outcome, record }),
          ),
      ),

    acts: (clinicId, about, limit, after) =>
      db.atomically(() =>
        db.audit
          .filter((entry) => entry.clinicId === clinicId && isAbout(entry, about))
          .filter(({ id }) => after === undefined || id > after)
          .sort((a, b) => (a.id < b.id ? -1 : 1))
          .slice(0, limit)
          .map(({ id, action, subject, at }) => ({ id, action, subject, at })),
      ),
  };
};

const isAbout = ({ subject, details }: AuditEntry, ids: readonly string[]): boolean =>
  [subject, subject.split(':')[1], details['appointmentId'], details['conversationId']].some(
    (name) => typeof name === 'string' && ids.includes(name),
  );

type Place = { readonly createdAt: Date; readonly id: string };
const byTime = (a: Place, b: Place) =>
  a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

const exported = (db: MemoryDatabase, row: MessageRow): ExportedMessage => ({
  id: row.id,
  conversationId: row.conversationId,
  direction: row.direction,
  origin: row.origin,
  type: row.type,
  text: row.text,
  payload: structuredClone(row.raw),
  status: row.status,
  sentAt: row.sentAt,
  storedAt: row.createdAt,
  ...given({
    transcript: db.media.find(({ message }) => message === row)?.voice?.text,
    metaMessageId: row.metaMessageId,
    aboutMetaMessageId: row.aboutMetaMessageId,
    quotesMetaMessageId: row.quotesMetaMessageId,
    deliveredAt: row.times.delivered,
    readAt: row.times.read,
  }),
});
