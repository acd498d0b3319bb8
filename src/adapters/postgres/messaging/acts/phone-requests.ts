import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { outboundStatuses } from '../../../../domain/messaging/delivery-status.ts';
import { messageId, type ConversationId, type MessageId } from '../../../../domain/messaging/message.ts';
import { standingRequest } from '../../../../domain/messaging/sending/phone-request.ts';

const requestRows = z.array(
  z.object({
    id: z.string().transform(messageId),
    type: z.string(),
    status: z.enum([...outboundStatuses, 'received']),
  }),
);

/** The request for the phone that waits for an answer. The conversation is locked already. */
export async function standingPhoneRequest(
  client: PoolClient,
  clinicId: ClinicId,
  conversation: ConversationId,
): Promise<MessageId | undefined> {
  const { rows } = await client.query(
    `select id, type, status from whatsapp_messages_improved
     where clinic_id = $1 and conversation_id = $2 and direction = 'outbound' and created_at >= coalesce((
       select created_at from whatsapp_messages_improved
       where clinic_id = $1 and conversation_id = $2 and direction = 'inbound' and type <> 'system'
       order by created_at desc
       limit 1
     ), '-infinity')
     order by created_at, id`,
    [clinicId, conversation],
  );
  return standingRequest(requestRows.parse(rows))?.id;
}
