import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { HumanReply } from '../../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { MessageNotFound } from '../../../../domain/messaging/conversation-errors.ts';
import { given } from '../../../../domain/given.ts';
import type { ConversationId, MessageId } from '../../../../domain/messaging/message.ts';
import type { ReferredMessage } from '../../../../domain/messaging/messages/referred-message.ts';
import { detailsOf, type TeamContent } from '../../../../domain/messaging/sending/team-content.ts';
import { giveToMessage, holdOutgoing } from '../media/take-outgoing.ts';

const referredRow = z
  .object({
    type: z.string(),
    meta_message_id: z.string().nullable(),
    sent_at: z.date(),
    is_deleted: z.boolean(),
  })
  .transform((row): ReferredMessage => ({
    type: row.type,
    ...given({ metaMessageId: row.meta_message_id ?? undefined }),
    sentAt: row.sent_at,
    isDeleted: row.is_deleted,
  }));

/** What a reply quotes or reacts to. @throws MessageNotFound when it is not in the conversation */
export async function referredBy(
  client: PoolClient,
  clinicId: ClinicId,
  conversation: ConversationId,
  id: MessageId | undefined,
): Promise<ReferredMessage | undefined> {
  if (id === undefined) return undefined;
  const { rows } = await client.query(
    `select m.type, m.meta_message_id, m.sent_at, exists (
       select from whatsapp_messages_improved as revoke
       where revoke.clinic_id = m.clinic_id and revoke.conversation_id = m.conversation_id
         and revoke.about_meta_message_id = m.meta_message_id and revoke.type = 'revoke'
         and revoke.direction = m.direction
     ) as is_deleted
     from whatsapp_messages_improved as m
     where m.clinic_id = $1 and m.conversation_id = $2 and m.id = $3`,
    [clinicId, conversation, id],
  );
  if (rows.length === 0) throw new MessageNotFound(id);
  return referredRow.parse(rows[0]);
}

type Place = {
  readonly clinicId: ClinicId;
  readonly conversationId: ConversationId;
  readonly epoch: number;
};

/** Its time is that of this moment, not of the transaction's begin: replies that waited for each other keep their order. */
export async function queueReply(
  client: PoolClient,
  { clinicId, conversationId, epoch }: Place,
  { messageId: id, content: asked, sentBy, requestId }: HumanReply,
  refersTo: string | undefined,
): Promise<void> {
  const file = 'file' in asked ? await holdOutgoing(client, clinicId, conversationId, asked) : undefined;
  const content = file?.content ?? (asked as TeamContent);
  const isReaction = content.type === 'reaction';
  await client.query(
    `insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, type, content, payload, details, status, sent_at, created_at,
       request_id, epoch, next_attempt_at, sent_by, about_meta_message_id, quotes_meta_message_id
     )
     values (
       $1, $2, $3, 'outbound', 'human', $4, $5, $6, $7, 'queued', clock_timestamp(), clock_timestamp(), $8, $9,
       case when $13 then null else clock_timestamp() end, $10, $11, $12
     )`,
    [
      ...[clinicId, id, conversationId, content.type, content.body, JSON.stringify(content)],
      ...[JSON.stringify(detailsOf(content)), requestId, epoch, sentBy],
      ...[isReaction ? refersTo : undefined, isReaction ? undefined : refersTo],
      // it is due when its file is at WhatsApp
      file !== undefined,
    ],
  );
  if (file !== undefined) await giveToMessage(client, clinicId, id, file);
  await client.query(`select pg_notify('atende_work', 'send:0')`);
}
