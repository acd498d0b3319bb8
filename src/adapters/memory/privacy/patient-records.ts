import type { PatientRecords } from '../../../application/ports/privacy/patient-records.ts';
import type { AuditEntry } from '../../../domain/access/audit-entry.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { identitiesOf } from '../../../domain/messaging/people/people.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import type { ExportedMessage, PatientSummary } from '../../../domain/privacy/patient-export.ts';
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
        const { directory, merges, flags } = peopleOf(db, clinicId);
        const contactIds = personOf(db, clinicId, contactId);
        const known = contactIds.flatMap(
          (id) => directory.contacts.get(id) ?? merges.find(({ merged }) => merged.id === id)?.merged ?? [],
        );
        const [root] = known;
        if (root === undefined) return undefined;
        const { contacts, conversations } = tracesOf(db, clinicId, contactIds);
        const appointments = [...db.book.appointments.values()]
          .map(({ appointment }) => appointment)
          .filter((each) => each.clinicId === clinicId && each.contactId && contacts.has(each.contactId));
        const about = new Set<string>([...conversations, ...appointments.map(({ id }) => id)]);
        const firstSeenAt = root.createdAt;
        return structuredClone({
          contactIds,
          profileNames: known.flatMap(({ profileName }) => profileName ?? []),
          flags: contactIds.flatMap((id) => [...(flags.get(id) ?? [])]),
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
          })),
          appointments: appointments.map((each) => ({
            id: each.id,
            state: each.state,
            service: each.serviceName,
            start: each.slot.start,
            end: each.slot.end,
            createdAt: each.createdAt,
            ...given({
              practitionerId: each.practitionerId,
              requestedAt: each.requestedAt,
              reason: each.reason,
            }),
          })),
          alerts: db.alerts
            .filter((alert) => alert.clinicId === clinicId && about.has(alert.subject))
            .map(({ kind, message, openedAt, resolvedAt }) => ({
              kind,
              message,
              openedAt,
              ...given({ resolvedAt }),
            })),
          acts: db.audit
            .filter((entry) => entry.clinicId === clinicId && isAbout(entry, [...about, ...contactIds]))
            .map(({ action, subject, at }) => ({ action, subject, at })),
        });
      }),

    messages: (clinicId, conversationIds, limit, after) =>
      db.atomically(() =>
        db.messages
          .filter((row) => row.clinicId === clinicId && conversationIds.includes(row.conversationId))
          .sort(byTime)
          .filter((row) => after === undefined || byTime(row, after) > 0)
          .slice(0, limit)
          .map(exported),
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

const exported = (row: MessageRow): ExportedMessage => ({
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
  ...given({ metaMessageId: row.metaMessageId, deliveredAt: row.times.delivered, readAt: row.times.read }),
});
