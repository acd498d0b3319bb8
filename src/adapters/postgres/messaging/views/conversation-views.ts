import { z } from 'zod';
import type {
  ContactName,
  Addressee,
  Conversations,
  ConversationView,
  ListPlace,
  QueuePlace,
} from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { contactId, type ContactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { conversationId, messageId, type ConversationId } from '../../../../domain/messaging/message.ts';
import { optOutOf } from '../../../../domain/messaging/people/message-preference.ts';
import { canonicalPhone, type PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import type { Attention } from '../../../../domain/assistant/attention.ts';
import { searchParts } from '../../../../domain/inbox/conversation-search.ts';
import { loudestReasons, waitingForPeople } from '../../../../domain/inbox/waiting-for-people.ts';
import { preferenceColumns, preferenceOf } from '../people/message-preferences.ts';
import { attentionColumn } from '../attention-column.ts';
import { isBehind, placeOf, placeParts } from '../../list-place.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { changeRows, changesOf, isShownElsewhere } from './related-messages.ts';
import { withChanges } from '../../../../domain/messaging/messages/message-changes.ts';
import { assignmentColumns, assignmentOf } from '../acts/conversation-assignments.ts';
import { undeliveredColumn, undeliveredOf } from './undelivered-column.ts';
import { readAround, readMessages } from './message-views.ts';
import { readIdentities } from './known-identities.ts';
import { readShown } from './shown-messages.ts';
import { given } from '../../../../domain/given.ts';

/** Characters of the last message that a list shows. */
const headLength = 300;

const lastMessageShape = z
  .object({
    id: z.string().transform(messageId),
    direction: z.enum(['inbound', 'outbound']),
    origin: z.string(),
    type: z.string(),
    text: z.string(),
    changes: changeRows,
    created_at: z.coerce.date(),
  })
  .transform(({ created_at: createdAt, changes, ...message }) => {
    const byClinic = message.direction === 'outbound';
    const { text, deletedAt } = withChanges({ text: message.text, byClinic }, changes);
    return { ...message, text: text.slice(0, headLength), createdAt, ...given({ deletedAt }) };
  });

type WaitingColumns = {
  readonly attention: Attention | undefined;
  readonly mode: 'assistant' | 'human';
  readonly unread: number;
  readonly last_patient_message_at: Date | null;
};
const waitingOf = ({ attention, mode, unread, last_patient_message_at: at }: WaitingColumns) =>
  waitingForPeople({ handover: attention?.handover, mode, unread, lastPatientMessageAt: at ?? undefined });

const viewRow = z
  .object({
    id: z.string().transform(conversationId),
    place: z.string().transform((place) => place as ListPlace),
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    contact_id: z.string().transform(contactId),
    profile_name: z.string().nullable(),
    phone: z.string().nullable(),
    ...preferenceColumns,
    mode: z.enum(['assistant', 'human']),
    human_until: z.date().nullable(),
    epoch: z.int(),
    unread: z.int(),
    last_message_at: z.date(),
    last_patient_message_at: z.date().nullable(),
    last_message: lastMessageShape.nullable(),
    last_patient_message: lastMessageShape.nullable(),
    attention: attentionColumn,
    waits_for_window: z.boolean(),
    undelivered: undeliveredColumn,
    ...assignmentColumns,
  })
  .transform((row): ConversationView => ({
    id: row.id,
    place: row.place,
    whatsappNumber: row.whatsapp_number,
    contact: {
      id: row.contact_id,
      ...given({
        name: row.profile_name ?? undefined,
        phone: row.phone ?? undefined,
        optedOut: optOutOf(preferenceOf(row)),
      }),
    },
    mode: row.mode,
    ...(row.mode === 'human' && row.human_until && { humanUntil: row.human_until }),
    epoch: row.epoch,
    unread: row.unread,
    lastMessageAt: row.last_message_at,
    ...(row.last_patient_message_at && { lastPatientMessageAt: row.last_patient_message_at }),
    ...(row.last_message && { lastMessage: row.last_message }),
    ...(row.last_patient_message && { lastPatientMessage: row.last_patient_message }),
    ...given({ waiting: waitingOf(row) }),
    ...given({ handover: row.attention?.handover, alarm: row.attention?.alarm }),
    waitsForWindow: row.waits_for_window,
    ...given({ undelivered: row.undelivered, assignment: assignmentOf(row) }),
  }));

/** `modeNow` of the domain, of a conversation `c`. */
export const isHumans = `(c.mode = 'human' and (c.human_until is null or c.human_until > now()))`;

/** `waitingForPeople` of the domain, of a conversation `c`. */
export const isWaiting = `(
  c.attention -> 'handover' is not null or (${isHumans} and c.unread > 0 and c.last_patient_message_at is not null)
)`;

/** As `folded` of the domain writes words; $7 are folded words, $8 digits. */
const foldedName = `regexp_replace(lower(normalize(contact.profile_name, NFD)), '[\u0300-\u036f]', '', 'g')`;
const isMeant = `(
  not $9
  or exists (
    select from contacts as contact
    where contact.clinic_id = c.clinic_id and contact.id = c.contact_id
      and position($7 in btrim(regexp_replace(${foldedName}, '[^[:alnum:]]+', ' ', 'g'))) > 0
  )
  or exists (
    select from contact_identities as i
    where i.contact_id = c.contact_id and i.clinic_id = c.clinic_id and i.kind = 'phone' and i.superseded_at is null
      and position($8 in i.value) > 0
  )
)`;

/** What a list shows of one message. */
const headOf = (condition: string) => `(
    select json_build_object(
      'id', m.id, 'direction', m.direction, 'origin', m.origin, 'type', m.type, 'text', left(m.content, ${headLength}),
      'created_at', m.created_at, 'changes', ${changesOf('m')}
    )
    from whatsapp_messages_improved as m
    where m.clinic_id = c.clinic_id and m.conversation_id = c.id and not ${isShownElsewhere('m')}${condition}
    order by m.created_at desc, m.id desc limit 1
  )`;

/** Names, phones and last messages are looked up for the conversations shown only. */
const shownAs = (place: string, order: string) => `
select
  c.id, c.whatsapp_number, c.contact_id, contact.profile_name, contact.wants_messages, contact.preference_at,
  contact.preference_by, c.human_until, c.epoch, c.unread, c.last_message_at,
  c.last_patient_message_at, c.attention, c.waits_for_window, c.assigned_to, c.assigned_at, ${place} as place,
  case when ${isHumans} then 'human' else 'assistant' end as mode,
  (
    select value from contact_identities as i
    where i.clinic_id = c.clinic_id and i.contact_id = c.contact_id and i.kind = 'phone' and i.superseded_at is null
    order by first_seen_at desc limit 1
  ) as phone,
  ${undeliveredOf('c')} as undelivered,
  ${headOf('')} as last_message,
  ${headOf(` and m.origin = 'patient'`)} as last_patient_message
from chosen as c
join contacts as contact on contact.clinic_id = c.clinic_id and contact.id = c.contact_id
order by ${order}`;
const shown = shownAs(placeOf('c.last_message_at', 'c.id'), 'c.last_message_at desc, c.id desc');

const listStatement = `
with chosen as materialized (
  select * from whatsapp_conversations_improved as c
  where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null
    and ($2::text is null or ($2 = 'human') = ${isHumans})
    and (not $3 or c.unread > 0)
    and (not $10 or ${isWaiting})
    and ($11::text is null or c.assigned_to = $11)
    and ${isMeant}
    and ${isBehind('c.last_message_at', 'c.id', '$5', '$6')}
  order by c.last_message_at desc, c.id desc
  limit $4
)${shown}`;

/** `queueRank` of the domain, of a conversation `c` that waits, and since when it does. */
const rank = `coalesce(array_position(array['${loudestReasons.join("', '")}'], c.attention -> 'handover' ->> 'reason') - 1, ${loudestReasons.length})`;
const waitsSince = `coalesce((c.attention -> 'handover' ->> 'at')::timestamptz, c.last_patient_message_at)`;

/** The clinic's own index of who may wait has all of them (migration 0138); they are few, and put into order here. */
const queueStatement = `
with chosen as materialized (
  select * from (
    select c.*, ${rank} as queue_rank, ${waitsSince} as waits_since
    from whatsapp_conversations_improved as c
    where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null and ${isWaiting}
  ) as c
  where $3::integer is null or (c.queue_rank, c.waits_since, c.id)
    > ($3::integer, timestamptz 'epoch' + $4::bigint * interval '1 microsecond', $5::uuid)
  order by c.queue_rank, c.waits_since, c.id
  limit $2
)${shownAs(`c.queue_rank || '.' || ${placeOf('c.waits_since', 'c.id')}`, 'c.queue_rank, c.waits_since, c.id')}`;
const queuedRow = viewRow.transform(({ place, ...view }) => ({
  ...view,
  place: place as string as QueuePlace,
}));

const countsStatement = `
select
  count(*)::int as total,
  count(*) filter (where ${isWaiting})::int as waiting,
  count(*) filter (where c.unread > 0)::int as unread,
  count(*) filter (where ${isHumans})::int as human,
  count(*) filter (where c.assigned_to = $2)::int as mine
from whatsapp_conversations_improved as c
where c.clinic_id = $1 and c.merged_into is null and c.last_message_at is not null`;

const namesStatement = `
select contact.id, contact.profile_name, (
  select value from contact_identities as i
  where i.clinic_id = contact.clinic_id and i.contact_id = contact.id and i.kind = 'phone' and i.superseded_at is null
  order by first_seen_at desc limit 1
) as phone
from contacts as contact
where contact.clinic_id = $1 and contact.id = any($2::uuid[])`;

const nameRow = z
  .object({
    id: z.string().transform(contactId),
    profile_name: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .transform((row): [ContactId, ContactName] => [
    row.id,
    given({ name: row.profile_name ?? undefined, phone: row.phone ?? undefined }),
  ]);

const countsRow = z.object({
  total: z.int(),
  waiting: z.int(),
  unread: z.int(),
  human: z.int(),
  mine: z.int(),
});

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

const addresseeStatement = `
with recursive place as (
  select clinic_id, id, merged_into from whatsapp_conversations_improved where clinic_id = $1 and id = $2
  union
  select next.clinic_id, next.id, next.merged_into
  from place
  join whatsapp_conversations_improved as next on next.clinic_id = place.clinic_id and next.id = place.merged_into
)
select c.whatsapp_number, c.last_patient_message_at, contact.profile_name, contact.wants_messages, contact.preference_at,
  contact.preference_by
from place
join whatsapp_conversations_improved as c on c.clinic_id = place.clinic_id and c.id = place.id
join contacts as contact on contact.clinic_id = c.clinic_id and contact.id = c.contact_id
where c.merged_into is null`;

const addresseeRow = z
  .object({
    whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
    last_patient_message_at: z.date().nullable(),
    profile_name: z.string().nullable(),
    ...preferenceColumns,
  })
  .transform((row): Addressee => ({
    whatsappNumber: row.whatsapp_number,
    ...given({
      name: row.profile_name ?? undefined,
      lastPatientMessageAt: row.last_patient_message_at ?? undefined,
      optedOut: optOutOf(preferenceOf(row)),
    }),
  }));

const withPhoneStatement = `
select c.id
from contact_identities as i
join whatsapp_conversations_improved as c on c.clinic_id = i.clinic_id and c.contact_id = i.contact_id
where i.clinic_id = $1 and i.kind = 'phone' and i.value = $2 and c.merged_into is null and c.last_message_at is not null
order by c.last_message_at desc
limit 1`;

const beginStatement = `
update whatsapp_conversations_improved set last_message_at = now()
where clinic_id = $1 and id = $2 and merged_into is null and last_message_at is null`;

const nothing = { words: undefined, digits: undefined };

export const postgresConversations = (tenants: TenantPool): Conversations => {
  const get = async (clinicId: ClinicId, id: ConversationId) => {
    const { rows } = await queryInTenant(tenants, clinicId, { text: getStatement, values: [clinicId, id] });
    return viewRow.optional().parse(rows[0]);
  };
  return {
    get,

    async begin(clinicId, id) {
      const { rowCount } = await queryInTenant(tenants, clinicId, {
        text: beginStatement,
        values: [clinicId, id],
      });
      return rowCount === 1;
    },

    async list({ clinicId, mode, unreadOnly, waitingOnly = false, assignedTo, search, limit, after }) {
      const [micros, id] = placeParts(after);
      const { words, digits } = search === undefined ? nothing : searchParts(search);
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: listStatement,
        values: [
          clinicId,
          mode,
          unreadOnly,
          limit,
          micros,
          id,
          words,
          digits,
          search !== undefined,
          waitingOnly,
          assignedTo,
        ],
      });
      return z.array(viewRow).parse(rows);
    },

    async queue({ clinicId, limit, after }) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: queueStatement,
        values: [clinicId, limit, ...(after?.split('.') ?? [undefined, undefined, undefined])],
      });
      return z.array(queuedRow).parse(rows);
    },

    async names(clinicId, contacts) {
      if (contacts.length === 0) return new Map();
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: namesStatement,
        values: [clinicId, contacts],
      });
      return new Map(z.array(nameRow).parse(rows));
    },

    async counts(clinicId, actor) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: countsStatement,
        values: [clinicId, actor],
      });
      const { total, ...counts } = countsRow.parse(rows[0]);
      return { ...counts, assistant: total - counts.human };
    },

    async messages({ clinicId, conversationId: asked, limit, after }) {
      const conversation = await get(clinicId, asked);
      return conversation && readMessages(tenants, clinicId, conversation.id, limit, after);
    },

    shown: (clinicId, id, limit) => readShown(tenants, clinicId, id, limit),

    async around({ clinicId, conversationId: asked, messageId: message, reach }) {
      const conversation = await get(clinicId, asked);
      if (conversation === undefined) return undefined;
      return (await readAround(tenants, clinicId, conversation.id, message, reach)) ?? 'no-message';
    },

    identities: (clinicId, id) => readIdentities(tenants, clinicId, id),

    async addressee(clinicId, id) {
      const { rows } = await queryInTenant(tenants, clinicId, {
        text: addresseeStatement,
        values: [clinicId, id],
      });
      return addresseeRow.optional().parse(rows[0]);
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
