import { z } from 'zod';
import type {
  Conversations,
  ConversationView,
  ListPlace,
} from '../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { contactId } from '../../../domain/messaging/people/contact-identity.ts';
import { conversationId, messageId, type ConversationId } from '../../../domain/messaging/message.ts';
import { canonicalPhone, type PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import { isBehind, placeOf, placeParts } from '../list-place.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { readMessages } from './message-views.ts';
import { given } from '../../../domain/given.ts';

const lastMessageShape = z
  .object({
    id: z.string().transform(messageId),
    direction: z.enum(['inbound', 'outbound']),
    origin: z.string(),
    type: z.string(),
    text: z.string(),
    created_at: z.coerce.date(),
  })
  .transform(({ created_at: createdAt, ...message }) => ({ ...message, createdAt }));

const viewRow = z
  .object({
    id: z.string().transform(conversationId),
    place: z.string().transform((place) => place as ListPlace),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    contact_id: z.string().transform(contactId),
    profile_name: z.string().nullable(),
    phone: z.string().nullable(),
    mode: z.enum(['assistant', 'human']),
    human_until: z.date().nullable(),
    epoch: z.int(),
    unread: z.int(),
    last_message_at: z.date(),
    last_patient_message_at: z.date().nullable(),
    last_message: lastMessageShape.nullable(),
  })
  .transform((row): ConversationView => ({
    id: row.id,
    place: row.place,
    whatsappNumber: row.whatsapp_number,
    contact: {
      id: row.contact_id,
      ...given({ name: row.profile_name ?? undefined, phone: row.phone ?? undefined }),
    },
    mode: row.mode,
    ...(row.mode === 'human' && row.human_until && { humanUntil: row.human_until }),
    epoch: row.epoch,
    unread: row.unread,
    lastMessageAt: row.last_message_at,
    ...(row.last_patient_message_at && { lastPatientMessageAt: row.last_patient_message_at }),
    ...(row.last_message && { lastMessage: row.last_message }),
  }));

/** `modeNow` of the domain. */
const isHumans = `(c.mode = 'human' and (c.human_until is null or c.human_until > now()))`;

/** Names, phones and last messages are looked up for the conversations shown only. */
const shown = `
select
  c.id, c.whatsapp_number, c.contact_id, contact.profile_name, c.human_until, c.epoch, c.unread, c.last_message_at,
  c.last_patient_message_at, ${placeOf('c.last_message_at', 'c.id')} as place,
  case when ${isHumans} then 'human' else 'assistant' end as mode,
  (
    select value from contact_identities as i
    where i.clinic_id = c.clinic_id and i.contact_id = c.contact_id and i.kind = 'phone' and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as phone,
  (
    select json_build_object(
      'id', m.id, 'direction', m.direction, 'origin', m.origin, 'type', m.type, 'text', left(m.content, 300),
      'created_at', m.created_at
    )
    from whatsapp_messages_improved as m
    where m.clinic_id = c.clinic_id and m.conversation_id = c.id
    order by m.created_at desc, m.id desc limit 1
  ) as last_message
from chosen as c
join contacts as contact on contact.clinic_id = c.clinic_id and contact.id = c.contact_id
order by c.last_message_at desc, c.id desc`;

const listStatement = `
with chosen as materialized (
  select * from whatsapp_conversations_improved as c
  where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null
    and ($2::text is null or ($2 = 'human') = ${isHumans})
    and (not $3 or c.unread > 0)
    and ${isBehind('c.last_message_at', 'c.id', '$5', '$6')}
  order by c.last_message_at desc, c.id desc
  limit $4
)${shown}`;

const getStatement = `
with recursive place as (
  select clinic_id, id, merged_into from whatsapp_conversations_improved where clinic_id = $1 and id = $2
  union
  select next.clinic_id, next.id, next.merged_into
  from place
  join whatsapp_conversations_improved as next on next.clinic_id = place.clinic_id and next.id = place.merged_into
), chosen as materialized (
  select c.*
  from place
  join whatsapp_conversations_improved as c on c.clinic_id = place.clinic_id and c.id = place.id
  where c.merged_into is null and c.last_message_at is not null
)${shown}`;

const withPhoneStatement = `
select c.id
from contact_identities as i
join whatsapp_conversations_improved as c on c.clinic_id = i.clinic_id and c.contact_id = i.contact_id
where i.clinic_id = $1 and i.kind = 'phone' and i.value = $2 and c.merged_into is null and c.last_message_at is not null
order by c.last_message_at desc
limit 1`;

export const postgresConversations = (tenants: TenantPool): Conversations => {
  const get = async (clinicId: ClinicId, id: ConversationId) => {
    const { rows } = await queryInTenant(tenants, clinicId, { text: getStatement, values: [clinicId, id] });
    return viewRow.optional().parse(rows[0]);
  };
  return {
    get,

    async list({ clinicId, mode, unreadOnly, limit, after }) {
      const [micros, id] = placeParts(after);
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: listStatement,
        values: [clinicId, mode, unreadOnly, limit, micros, id],
      });
      return z.array(viewRow).parse(rows);
    },

    async messages({ clinicId, conversationId: asked, limit, after }) {
      const conversation = await get(clinicId, asked);
      return conversation && readMessages(tenants, clinicId, conversation.id, limit, after);
    },

    async withPhone(clinicId, phone) {
      const { rows } = await queryInTenant<{ id: string }>(tenants, clinicId, {
        text: withPhoneStatement,
        values: [clinicId, canonicalPhone(phone)],
      });
      const [found] = rows;
      return found && conversationId(found.id);
    },
  };
};
