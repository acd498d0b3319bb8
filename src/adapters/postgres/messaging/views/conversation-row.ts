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
import { assignmentColumns, assignmentOf } from '../acts/conversation-assignments.ts';
import { attentionColumn } from '../attention-column.ts';
import { preferenceColumns, preferenceOf } from '../people/message-preferences.ts';
import { changeRows } from './related-messages.ts';
import { undeliveredColumn } from './undelivered-column.ts';

/** Characters of the last message that a list shows. */
export const headLength = 300;

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

/** A row of what is shown of a conversation (shown-conversations.ts). */
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
