import { z } from 'zod';
import { fromDatedJson } from '../../../domain/assistant/model/dated-json.ts';
import type { PatientRecords } from '../../../application/ports/privacy/patient-records.ts';
import type { ExportedMessage, PatientSummary } from '../../../domain/privacy/patient-export.ts';
import { canonicalPhone } from '../../../domain/messaging/people/phone-number.ts';
import { readPatientFile } from './patient-file.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const time = z.date().nullable();

const summaryRow = z
  .object({
    id: z.string(),
    profile_name: z.string().nullable(),
    created_at: z.date(),
    last_message_at: time,
  })
  .transform((row): PatientSummary => ({
    contactId: row.id,
    firstSeenAt: row.created_at,
    ...given({ profileName: row.profile_name ?? undefined }),
    ...(row.last_message_at && { lastMessageAt: row.last_message_at }),
  }));

const messageRow = z
  .object({
    id: z.string(),
    conversation_id: z.string(),
    direction: z.string(),
    origin: z.string(),
    type: z.string(),
    content: z.string(),
    payload: z.unknown(),
    meta_message_id: z.string().nullable(),
    about_meta_message_id: z.string().nullable(),
    quotes_meta_message_id: z.string().nullable(),
    transcript: z.string().nullable(),
    status: z.string(),
    sent_at: z.date(),
    created_at: z.date(),
    delivered_at: time,
    read_at: time,
  })
  .transform((row): ExportedMessage => ({
    id: row.id,
    conversationId: row.conversation_id,
    direction: row.direction,
    origin: row.origin,
    type: row.type,
    text: row.content,
    payload: row.payload,
    status: row.status,
    sentAt: row.sent_at,
    storedAt: row.created_at,
    ...given({
      transcript: row.transcript ?? undefined,
      metaMessageId: row.meta_message_id ?? undefined,
      aboutMetaMessageId: row.about_meta_message_id ?? undefined,
      quotesMetaMessageId: row.quotes_meta_message_id ?? undefined,
    }),
    ...(row.delivered_at && { deliveredAt: row.delivered_at }),
    ...(row.read_at && { readAt: row.read_at }),
  }));

const modelTurnRow = z
  .object({ turn_id: z.string(), at: z.date(), outcome: z.string(), record: z.unknown() })
  .transform(({ turn_id: turnId, at, outcome, record }) => ({
    ...{ turnId, at, outcome },
    record: fromDatedJson(record),
  }));
const actRow = z.object({ id: z.string(), action: z.string(), subject: z.string(), at: z.date() });

export const postgresPatientRecords = (tenants: TenantPool): PatientRecords => ({
  async byPhone(clinicId, phone) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select contact.id, contact.profile_name, contact.created_at, (
         select max(last_message_at) from whatsapp_conversations_improved as conversation
         where conversation.clinic_id = contact.clinic_id and conversation.contact_id = contact.id
       ) as last_message_at
       from contacts as contact
       where contact.clinic_id = $1 and contact.id in (
         select contact_id from contact_identities
         where clinic_id = $1 and (kind, value) in (('phone', $2), ('wa_id', $3))
       )
       order by contact.id`,
      values: [clinicId, canonicalPhone(phone), phone],
    });
    return z.array(summaryRow).parse(rows);
  },

  file: (clinicId, contactId) =>
    inTenant(tenants, clinicId, (client) => readPatientFile(client, clinicId, contactId)),

  async messages(clinicId, conversationIds, limit, after) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select id, conversation_id, direction, origin, type, content, payload, meta_message_id, about_meta_message_id,
         quotes_meta_message_id, status, sent_at, (
           select media.transcript from message_media as media
           where media.clinic_id = message.clinic_id and media.message_id = message.id
         ) as transcript,
         date_trunc('milliseconds', created_at) as created_at, delivered_at, read_at
       from whatsapp_messages_improved as message
       where clinic_id = $1 and conversation_id = any($2)
         and ($4::timestamptz is null or (date_trunc('milliseconds', created_at), id) > ($4, $5::uuid))
       order by date_trunc('milliseconds', created_at), id
       limit $3`,
      values: [clinicId, conversationIds, limit, after?.createdAt, after?.id],
    });
    return z.array(messageRow).parse(rows);
  },

  async modelTurns(clinicId, conversationIds, limit, after) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select turn_id, recorded_at as at, outcome, kept as record from turn_records
       where clinic_id = $1 and conversation_id = any($2) and ($4::uuid is null or turn_id > $4)
       order by turn_id
       limit $3`,
      values: [clinicId, conversationIds, limit, after],
    });
    return z.array(modelTurnRow).parse(rows);
  },

  async acts(clinicId, about, limit, after) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select id, action, subject, at from audit_log
       where clinic_id = $1 and ($4::uuid is null or id > $4) and (
         subject = any($2) or split_part(subject, ':', 2) = any($2)
         or details ->> 'appointmentId' = any($2) or details ->> 'conversationId' = any($2)
       )
       order by id
       limit $3`,
      values: [clinicId, about, limit, after],
    });
    return z.array(actRow).parse(rows);
  },
});
