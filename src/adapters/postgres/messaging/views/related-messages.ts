import { z } from 'zod';
import { messageId, type QuotedMessage } from '../../../../domain/messaging/message.ts';
import {
  changeTypes,
  withChanges,
  type MessageChange,
} from '../../../../domain/messaging/messages/message-changes.ts';
import { mediaColumn } from './media-column.ts';
import { storedKey } from '../sending/stored-keys.ts';
import { given } from '../../../../domain/given.ts';

const types = changeTypes.map((type) => `'${type}'`).join(', ');

/** Everything that was said about a row, as JSON. What could not be sent was not said. */
export const changesOf = (row: string): string => `coalesce((
  select json_agg(json_build_object(
    'id', change.id, 'type', change.type, 'text', change.content, 'sentAt', change.sent_at,
    'key', coalesce(change.meta_message_id, change.id::text), 'byClinic', change.direction = 'outbound'
  ))
  from whatsapp_messages_improved as change
  where change.clinic_id = ${row}.clinic_id and change.conversation_id = ${row}.conversation_id
    and change.about_meta_message_id = ${row}.meta_message_id and change.type in (${types})
    and change.status not in ('failed', 'cancelled')
), '[]')`;

/** The rows that a wamid names, by the index of the keys under which messages are stored once. */
const namedBy = (row: string, wamid: string): string => `
  named.clinic_id = ${row}.clinic_id and named.conversation_id = ${row}.conversation_id and named.dedupe_key in (
    ${storedKey('received', wamid)}, ${storedKey('sent', wamid)}, ${storedKey('standby', wamid)}
  )`;

/** The id of the message that a row changes; null where it is not in the conversation, or the row is a message itself. */
export const changedBy = (row: string): string => `(
  select named.id
  from whatsapp_messages_improved as named
  where ${row}.type in (${types}) and ${row}.about_meta_message_id is not null
    and ${namedBy(row, `${row}.about_meta_message_id`)}
  limit 1
)`;

/** Shown on the message that it is about, and not beside it. */
export const isShownElsewhere = (row: string): string => `(
  ${row}.type in (${types}) and ${row}.about_meta_message_id is not null and exists (
    select from whatsapp_messages_improved as named where ${namedBy(row, `${row}.about_meta_message_id`)}
  )
)`;

/** What a row names, as JSON; null where it is not in the same conversation. */
export const namedMessage = (row: string, wamid: string): string => `(
  select json_build_object(
    'id', named.id, 'byClinic', named.direction = 'outbound', 'type', named.type, 'text', named.content,
    'changes', ${changesOf('named')},
    'isOurLast', not exists (
      select from whatsapp_messages_improved as later
      where later.clinic_id = named.clinic_id and later.conversation_id = named.conversation_id
        and later.created_at > named.created_at and later.direction = 'outbound' and later.type not in (${types})
        and (later.turn_id is null or later.turn_id is distinct from named.turn_id)
    )
  )
  from whatsapp_messages_improved as named
  where ${wamid} is not null and ${namedBy(row, wamid)}
  limit 1
)`;

/** The file of what a row names, as JSON. */
export const namedMedia = (row: string, wamid: string): string => `(
  select ${mediaColumn('named')}
  from whatsapp_messages_improved as named
  where ${wamid} is not null and ${namedBy(row, wamid)}
  limit 1
)`;

export const changeRows = z.array(
  z.object({
    id: z.string(),
    type: z.enum(changeTypes),
    text: z.string(),
    sentAt: z.coerce.date(),
    key: z.string(),
    byClinic: z.boolean(),
  }),
) satisfies z.ZodType<readonly MessageChange[]>;

export const namedRow = z.object({
  id: z.string().transform(messageId),
  byClinic: z.boolean(),
  type: z.string(),
  text: z.string(),
  changes: changeRows,
  isOurLast: z.boolean(),
});

/** What a reply quotes, as it stands now. */
export function quoteOf(
  wamid: string | null,
  named: z.infer<typeof namedRow> | null,
): QuotedMessage | undefined {
  if (wamid === null) return undefined;
  if (named === null) return { metaMessageId: wamid };
  const { text } = withChanges(named, named.changes);
  const { id, byClinic, type } = named;
  return { metaMessageId: wamid, id, by: byClinic ? 'clinic' : 'patient', ...given({ type, text }) };
}
