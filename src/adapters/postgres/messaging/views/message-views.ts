import { z } from 'zod';
import type {
  ListPlace,
  MessagesAround,
  MessageView,
} from '../../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { outboundStatuses } from '../../../../domain/messaging/delivery-status.ts';
import {
  conversationId,
  messageId,
  type Choice,
  type ConversationId,
  type MessageId,
} from '../../../../domain/messaging/message.ts';
import type { TenantPool } from '../../pool.ts';
import { queryInTenant } from '../../transaction.ts';
import { isBehind, placeOf, placeParts } from '../../list-place.ts';
import { mediaColumn, mediaRow } from './media-column.ts';
import {
  changeRows,
  changesOf,
  isShownElsewhere,
  namedMedia,
  namedMessage,
  namedRow,
  quoteOf,
} from './related-messages.ts';
import type { MediaView } from '../../../../domain/messaging/messages/media.ts';
import { withChanges, type MessageChange } from '../../../../domain/messaging/messages/message-changes.ts';
import { shownQuote } from '../../../../domain/messaging/messages/shown-quote.ts';
import type { MessageDetails } from '../../../../domain/messaging/messages/message-details.ts';
import { given } from '../../../../domain/given.ts';

const messageRow = z
  .object({
    id: z.string().transform(messageId),
    place: z.string().transform((place) => place as ListPlace),
    conversation_id: z.string().transform(conversationId),
    direction: z.enum(['inbound', 'outbound']),
    origin: z.string(),
    type: z.string(),
    content: z.string(),
    meta_message_id: z.string().nullable(),
    details: z.unknown().transform((details) => (details as MessageDetails | null) ?? undefined),
    media: mediaRow.nullable(),
    changes: changeRows,
    quotes_meta_message_id: z.string().nullable(),
    quoted: namedRow.nullable(),
    quoted_media: mediaRow.nullable(),
    choice: z.unknown().transform((choice) => (choice ?? undefined) as Choice | undefined),
    status: z.enum([...outboundStatuses, 'received']),
    sent_by: z.string().nullable(),
    created_at: z.date(),
    sent_at: z.date(),
    delivered_at: z.date().nullable(),
    read_at: z.date().nullable(),
    failed_at: z.date().nullable(),
    error_code: z.string().nullable(),
  })
  .transform((row): MessageView => ({
    id: row.id,
    place: row.place,
    conversationId: row.conversation_id,
    direction: row.direction,
    origin: row.origin,
    type: row.type,
    ...asItStands(row),
    ...given({ metaMessageId: row.meta_message_id ?? undefined, choice: row.choice }),
    ...given({ quote: quoteShownIn(row) }),
    status: row.status,
    ...given({ sentBy: row.sent_by ?? undefined }),
    createdAt: row.created_at,
    sentAt: row.sent_at,
    ...(row.delivered_at && { deliveredAt: row.delivered_at }),
    ...(row.read_at && { readAt: row.read_at }),
    ...(row.failed_at && { failedAt: row.failed_at }),
    ...given({ errorCode: row.error_code ?? undefined }),
  }));

type Quoting = {
  readonly quotes_meta_message_id: string | null;
  readonly quoted: z.output<typeof namedRow> | null;
  readonly quoted_media: MediaView | null;
};

function quoteShownIn({ quotes_meta_message_id: wamid, quoted, quoted_media: file }: Quoting) {
  const quote = quoteOf(wamid, quoted);
  return quote && shownQuote(quote, quoted ?? undefined, file ?? undefined);
}

type Row = Pick<MessageView, 'direction'> & {
  readonly details: MessageDetails | undefined;
  readonly content: string;
  readonly changes: readonly MessageChange[];
  readonly media: MediaView | null;
};

function asItStands({ direction, content, changes, details, media }: Row) {
  const changed = withChanges({ text: content, byClinic: direction === 'outbound' }, changes);
  return {
    ...changed,
    ...(changed.deletedAt === undefined && given({ details, media: media ?? undefined })),
  };
}

const columns = `
select
  id, ${placeOf('created_at', 'id')} as place, conversation_id, direction, origin, type, content, meta_message_id, choice,
  status, sent_by, created_at, coalesce(status_sent_at, sent_at) as sent_at, delivered_at, read_at, failed_at, error_code,
  quotes_meta_message_id, details, ${mediaColumn('m')} as media, ${changesOf('m')} as changes, ${namedMessage('m', 'm.quotes_meta_message_id')} as quoted,
  ${namedMedia('m', 'm.quotes_meta_message_id')} as quoted_media
from whatsapp_messages_improved as m
where clinic_id = $1 and conversation_id = $2 and not ${isShownElsewhere('m')}`;

const statement = `${columns} and ${isBehind('created_at', 'id', '$4', '$5')}
order by created_at desc, id desc
limit $3`;

/** The others are as near to the message as can be; it is among those before it. */
const aroundStatement = (side: '<=' | '>', order: 'asc' | 'desc'): string => `${columns}
  and (created_at, id) ${side} (select created_at, id from whatsapp_messages_improved where clinic_id = $1 and id = $4)
order by created_at ${order}, id ${order}
limit $3`;
const [olderStatement, newerStatement] = [aroundStatement('<=', 'desc'), aroundStatement('>', 'asc')];

/** Newest first. */
export async function readMessages(
  tenants: TenantPool,
  clinicId: ClinicId,
  conversation: ConversationId,
  limit: number,
  after: ListPlace | undefined,
): Promise<readonly MessageView[]> {
  const { rows } = await queryInTenant(tenants, clinicId, {
    text: statement,
    values: [clinicId, conversation, limit, ...placeParts(after)],
  });
  return z.array(messageRow).parse(rows);
}

/** Newest first. `undefined`: the message is none that the conversation shows. */
export async function readAround(
  tenants: TenantPool,
  clinicId: ClinicId,
  conversation: ConversationId,
  message: MessageId,
  reach: number,
): Promise<MessagesAround | undefined> {
  const read = async (text: string, limit: number) => {
    const values = [clinicId, conversation, limit, message];
    return z.array(messageRow).parse((await queryInTenant(tenants, clinicId, { text, values })).rows);
  };
  // the message, as many before it, and one more to see whether there are more
  const older = await read(olderStatement, reach + 2);
  if (older[0]?.id !== message) return undefined;
  const newer = await read(newerStatement, reach + 1);
  return {
    items: [...newer.slice(0, reach).toReversed(), ...older.slice(0, reach + 1)],
    hasNewer: newer.length > reach,
    hasOlder: older.length > reach + 1,
  };
}
