import { z } from 'zod';
import type { ListPlace, MessageView } from '../../../application/ports/messaging/conversations.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { outboundStatuses } from '../../../domain/messaging/delivery-status.ts';
import {
  conversationId,
  messageId,
  type Choice,
  type ConversationId,
} from '../../../domain/messaging/message.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { isBehind, placeOf, placeParts } from '../list-place.ts';
import { given } from '../../../domain/given.ts';

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
    text: row.content,
    ...given({ metaMessageId: row.meta_message_id ?? undefined, choice: row.choice }),
    status: row.status,
    ...given({ sentBy: row.sent_by ?? undefined }),
    createdAt: row.created_at,
    sentAt: row.sent_at,
    ...(row.delivered_at && { deliveredAt: row.delivered_at }),
    ...(row.read_at && { readAt: row.read_at }),
    ...(row.failed_at && { failedAt: row.failed_at }),
    ...given({ errorCode: row.error_code ?? undefined }),
  }));

const statement = `
select
  id, ${placeOf('created_at', 'id')} as place, conversation_id, direction, origin, type, content, meta_message_id, choice,
  status, sent_by, created_at, coalesce(status_sent_at, sent_at) as sent_at, delivered_at, read_at, failed_at, error_code
from whatsapp_messages_improved
where clinic_id = $1 and conversation_id = $2 and ${isBehind('created_at', 'id', '$4', '$5')}
order by created_at desc, id desc
limit $3`;

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
