import type { PoolClient } from 'pg';
import { z } from 'zod';
import { eventDetails, unsaidDetail } from '../../../domain/clinic/rules/event-detail.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ContactId } from '../../../domain/messaging/people/contact-identity.ts';
import { exportedAttention, type PatientFile } from '../../../domain/privacy/patient-export.ts';
import { attentionColumn } from '../messaging/attention-column.ts';
import { appointmentRow } from '../scheduling/appointment-rows.ts';
import { preferenceColumns, preferenceOf } from '../messaging/people/message-preferences.ts';
import { contactsOfPerson } from '../messaging/people/lock-person.ts';
import { isVisitOf } from './erase-person.ts';
import { given } from '../../../domain/given.ts';

const time = z
  .date()
  .nullable()
  .transform((date) => date ?? undefined);
const present = <T extends object>(value: T): { [Key in keyof T]: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };

const contactRows = z.array(
  z.object({
    profile_name: z.string().nullable(),
    flags: z.array(z.string()),
    created_at: z.date(),
    ...preferenceColumns,
  }),
);
const identityRows = z.array(
  z
    .object({ kind: z.string(), value: z.string(), first_seen_at: z.date(), superseded_at: time })
    .transform((row) =>
      present({
        kind: row.kind,
        value: row.value,
        firstSeenAt: row.first_seen_at,
        supersededAt: row.superseded_at,
      }),
    ),
);
const conversationRows = z.array(
  z
    .object({
      id: z.string(),
      whatsapp_number: z.string(),
      mode: z.string(),
      created_at: z.date(),
      last_message_at: time,
      dialogue: z.unknown(),
      attention: attentionColumn,
    })
    .transform((row) =>
      present({
        id: row.id,
        clinicNumber: row.whatsapp_number,
        mode: row.mode,
        startedAt: row.created_at,
        lastMessageAt: row.last_message_at,
        assistantMemory: row.dialogue ?? undefined,
        ...exportedAttention(row.attention),
      }),
    ),
);
const eventTextRows = z.array(
  z.object({ appointment_id: z.string(), calendar_id: z.string(), shows: z.int().nullable() }),
);
const alertRows = z.array(
  z
    .object({ kind: z.string(), message: z.string(), opened_at: z.date(), resolved_at: time })
    .transform((row) =>
      present({
        kind: row.kind,
        message: row.message,
        openedAt: row.opened_at,
        resolvedAt: row.resolved_at,
      }),
    ),
);
const noteRows = z.array(
  z
    .object({ conversation_id: z.string(), content: z.string(), created_at: z.date() })
    .transform((row) => ({ conversationId: row.conversation_id, text: row.content, at: row.created_at })),
);

export async function readPatientFile(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  contactId: ContactId,
): Promise<PatientFile | undefined> {
  const contacts = await contactsOfPerson(client, clinicId, contactId);
  if (contacts.length === 0) return undefined;
  const read = async (sql: string, ...ids: readonly (readonly string[])[]): Promise<unknown[]> =>
    (await client.query<Record<string, unknown>>(sql, [clinicId, ...ids])).rows;

  const people = contactRows.parse(
    await read(
      `select profile_name, flags, created_at, wants_messages, preference_at, preference_by from contacts
       where clinic_id = $1 and id = any($2)
       order by created_at, id`,
      contacts,
    ),
  );
  const [first] = people;
  // erased while we looked
  if (first === undefined) return undefined;
  const conversations = conversationRows.parse(
    await read(
      `select id, whatsapp_number, mode, created_at, last_message_at, dialogue, attention from whatsapp_conversations_improved
       where clinic_id = $1 and contact_id = any($2)
       order by id`,
      contacts,
    ),
  );
  const appointments = z.array(appointmentRow).parse(
    await read(
      `select * from appointments where clinic_id = $1 and ${isVisitOf('$2', '$3')} order by starts_at, id`,
      contacts,
      conversations.map(({ id }) => id),
    ),
  );
  const texts = eventTextRows.parse(
    await read(
      `select appointment_id, calendar_id, shows from event_texts
       where clinic_id = $1 and appointment_id = any($2)
       order by calendar_id`,
      appointments.map(({ id }) => id),
    ),
  );
  const subjects = [...conversations, ...appointments].map(({ id }): string => id);
  return {
    contactIds: contacts,
    profileNames: people.flatMap(({ profile_name: name }) => name ?? []),
    flags: people.flatMap(({ flags }) => flags),
    messagePreferences: people.flatMap((row) => preferenceOf(row) ?? []),
    firstSeenAt: first.created_at,
    identities: identityRows.parse(
      await read(
        `select kind, value, first_seen_at, superseded_at from contact_identities
         where clinic_id = $1 and contact_id = any($2)
         order by kind, value`,
        contacts,
      ),
    ),
    conversations,
    appointments: appointments.map((each) => ({
      id: each.id,
      state: each.state,
      service: each.serviceName,
      start: each.slot.start,
      end: each.slot.end,
      createdAt: each.createdAt,
      calendarEvents: texts
        .filter(({ appointment_id: about }) => about === each.id)
        .map(({ calendar_id: calendarId, shows }) => ({
          calendarId,
          shows: shows === null ? unsaidDetail : (eventDetails[shows] ?? 'name-and-phone'),
        })),
      ...given({ professionalId: each.professionalId, requestedAt: each.requestedAt, reason: each.reason }),
    })),
    teamNotes: noteRows.parse(
      await read(
        `select conversation_id, content, created_at from conversation_notes
         where clinic_id = $1 and conversation_id = any($2)
         order by created_at, id`,
        conversations.map(({ id }) => id),
      ),
    ),
    alerts: alertRows.parse(
      await read(
        `select kind, message, opened_at, resolved_at from alerts
         where clinic_id = $1 and subject = any($2)
         order by opened_at`,
        subjects,
      ),
    ),
  };
}
