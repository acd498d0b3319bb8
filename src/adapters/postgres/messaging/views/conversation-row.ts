import { z } from 'zod';
import type { ConversationView, ListPlace } from '../../../../application/ports/messaging/conversations.ts';
import type { Attention } from '../../../../domain/assistant/attention.ts';
import { given } from '../../../../domain/given.ts';
import { waitingForPeople } from '../../../../domain/inbox/waiting-for-people.ts';
import { conversationId, messageId } from '../../../../domain/messaging/message.ts';
import { withChanges } from '../../../../domain/messaging/messages/message-changes.ts';
import { contactId } from '../../../../domain/messaging/people/contact-identity.ts';
import { optOutOf } from '../../../../domain/messaging/people/message-preference.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { placeOf } from '../../list-place.ts';
import { assignmentColumns, assignmentOf } from '../acts/conversation-assignments.ts';
import { attentionColumn } from '../attention-column.ts';
import { preferenceColumns, preferenceOf } from '../people/message-preferences.ts';
import { changeRows, changesOf, isShownElsewhere } from './related-messages.ts';
import { undeliveredColumn, undeliveredOf } from './undelivered-column.ts';
import { isHumans } from './waiting-conditions.ts';

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

/** A row of `shownAs`. */
export const viewRow = z
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

/** Of the conversations `chosen`: names, phones and last messages are looked up for the conversations shown only. */
export const shownAs = (place: string, order: string) => `
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
/** Newest first. */
export const shown = shownAs(placeOf('c.last_message_at', 'c.id'), 'c.last_message_at desc, c.id desc');
