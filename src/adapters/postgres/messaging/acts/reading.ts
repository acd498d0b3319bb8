import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { HumanActs, ReadOutcome } from '../../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { ConversationId, MessageId } from '../../../../domain/messaging/message.ts';
import { changeTypes } from '../../../../domain/messaging/messages/message-changes.ts';
import type { PhoneDigits } from '../../../../domain/messaging/people/phone-number.ts';
import { readableOrigins, receiptDays } from '../../../../domain/messaging/turn.ts';
import { given } from '../../../../domain/given.ts';
import { readConversation } from '../conversation-rows.ts';
import { lockConversation } from '../notices.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant } from '../../transaction.ts';

/** Under the lock of the conversation: of several people who read at once, one finds something unread. */
export const markRead =
  (tenants: TenantPool): HumanActs['markRead'] =>
  ({ clinicId, conversationId: asked }, upTo) =>
    inTenant(tenants, clinicId, async (client) => {
      const conversationId = await lockConversation(client, clinicId, asked);
      const before = await readConversation(client, clinicId, conversationId);
      if (before === undefined) return undefined;
      const { rows } = await client.query<{ unread: number }>(
        `update whatsapp_conversations_improved as c
         set unread = case when $3::uuid is null then 0 else least(c.unread, (
           select count(*)
           from whatsapp_messages_improved as m
           where m.clinic_id = c.clinic_id and m.conversation_id = c.id
             and (m.created_at, m.id) > (seen.created_at, seen.id)
             and m.direction = 'inbound' and m.origin = any($4) and m.type <> 'system'
             and (m.type <> 'reaction' or m.content <> '')
             and (m.type <> 'call' or m.details -> 'call' ->> 'outcome' is distinct from 'ended')
         )) end,
         attention = case
           when c.attention ? 'handover' then c.attention || jsonb_build_object('lookedAt', now())
           else c.attention
         end
         from (select 1) as one
         left join whatsapp_messages_improved as seen on seen.clinic_id = $1 and seen.conversation_id = $2 and seen.id = $3
         where c.clinic_id = $1 and c.id = $2 and ($3::uuid is null or seen.id is not null)
         returning c.unread`,
        [clinicId, conversationId, upTo, readableOrigins],
      );
      const [row] = rows;
      if (row === undefined) return 'no-message';
      const { unread } = row;
      const isNews = unread < before.conversation.unread;
      const lastRead = isNews ? await lastReadOf(client, clinicId, conversationId, upTo) : undefined;
      return { conversationId, unread, ...given({ lastRead }) };
    });

const lastReadRow = z.object({
  meta_message_id: z.string(),
  whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
  phone_number_id: z.string().nullable(),
});

async function lastReadOf(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  upTo: MessageId | undefined,
): Promise<ReadOutcome['lastRead']> {
  const { rows } = await client.query(
    `select m.meta_message_id, c.whatsapp_number, number.phone_number_id
     from whatsapp_conversations_improved as c
     join clinics on clinics.id = c.clinic_id and not clinics.simulation_mode
     join clinic_whatsapp_numbers as number
       on number.clinic_id = c.clinic_id and number.whatsapp_number = c.whatsapp_number
     join whatsapp_messages_improved as m on m.clinic_id = c.clinic_id and m.conversation_id = c.id
     left join whatsapp_messages_improved as seen
       on seen.clinic_id = c.clinic_id and seen.conversation_id = c.id and seen.id = $3
     where c.clinic_id = $1 and c.id = $2 and m.origin = 'patient' and m.meta_message_id is not null
       and m.type <> 'system' and m.type <> all($4) and m.sent_at > now() - $5 * interval '1 day'
       and ($3::uuid is null or (m.created_at, m.id) <= (seen.created_at, seen.id))
     order by m.created_at desc, m.id desc
     limit 1`,
    [clinicId, conversationId, upTo, changeTypes, receiptDays],
  );
  const row = lastReadRow.optional().parse(rows[0]);
  if (row === undefined) return undefined;
  const { meta_message_id: metaMessageId, whatsapp_number: whatsappNumber } = row;
  const number = { clinicId, whatsappNumber, ...given({ phoneNumberId: row.phone_number_id ?? undefined }) };
  return { metaMessageId, number };
}
