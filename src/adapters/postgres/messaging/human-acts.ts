import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ActOutcome, HumanActs, HumanReply } from '../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  overtakenByHuman,
  type Conversation,
  type ConversationState,
} from '../../../domain/messaging/conversation.ts';
import { afterHumanAct, recall } from '../../../domain/messaging/human-act.ts';
import { messageId, type ConversationId, type OutboundContent } from '../../../domain/messaging/message.ts';
import { readableOrigins, silentTypes } from '../../../domain/messaging/turn.ts';
import { readConversation, saveConversation } from './conversation-rows.ts';
import { lockConversation } from './notices.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

export const postgresHumanActs = (tenants: TenantPool): HumanActs => ({
  act: ({ clinicId, conversationId: asked, reply }, decide) =>
    inTenant(tenants, clinicId, async (client): Promise<ActOutcome | undefined> => {
      const conversationId = await lockConversation(client, clinicId, asked);
      const found = await readConversation(client, clinicId, conversationId);
      if (found === undefined) return undefined;
      const before = found.conversation;
      const untouched = {
        conversationId,
        state: stateOf(before),
        isRepeat: true,
        cancelled: [],
        onTheirWay: 0,
      };
      if (reply !== undefined && (await isStored(client, clinicId, reply))) return untouched;
      const act = decide(untouched.state);
      if (act === undefined) return untouched;
      const after = afterHumanAct(before, act, reply && found.now);
      await saveConversation(client, clinicId, conversationId, { before, after });
      const answers = await cancelAnswers(client, clinicId, conversationId);
      if (reply !== undefined) await queue(client, clinicId, conversationId, act.epoch, reply);
      return { conversationId, state: stateOf(after), isRepeat: false, ...answers };
    }),

  markRead: ({ clinicId, conversationId: asked }, upTo) =>
    inTenant(tenants, clinicId, async (client) => {
      const conversationId = await lockConversation(client, clinicId, asked);
      if ((await readConversation(client, clinicId, conversationId)) === undefined) return undefined;
      const { rows } = await client.query<{ unread: number }>(
        `update whatsapp_conversations_improved as c
         set unread = case when $3::uuid is null then 0 else least(c.unread, (
           select count(*)
           from whatsapp_messages_improved as m
           where m.clinic_id = c.clinic_id and m.conversation_id = c.id
             and (m.created_at, m.id) > (seen.created_at, seen.id)
             and m.direction = 'inbound' and m.origin = any($4) and m.type <> all($5)
         )) end
         from (select 1) as one
         left join whatsapp_messages_improved as seen on seen.clinic_id = $1 and seen.conversation_id = $2 and seen.id = $3
         where c.clinic_id = $1 and c.id = $2 and ($3::uuid is null or seen.id is not null)
         returning c.unread`,
        [clinicId, conversationId, upTo, readableOrigins, silentTypes],
      );
      const [row] = rows;
      return row === undefined ? 'no-message' : { conversationId, unread: row.unread };
    }),
});

const stateOf = ({ mode, humanUntil, epoch, lastPatientMessageAt }: Conversation): ConversationState => ({
  mode,
  humanUntil,
  epoch,
  lastPatientMessageAt,
});

const openRows = z.array(
  z.object({ id: z.string(), origin: z.string(), status: z.enum(['queued', 'sending', 'unknown']) }),
);

async function isStored(client: PoolClient, clinicId: ClinicId, reply: HumanReply): Promise<boolean> {
  const { rows } = await client.query(
    'select from whatsapp_messages_improved where clinic_id = $1 and id = $2',
    [clinicId, reply.messageId],
  );
  return rows.length > 0;
}

async function cancelAnswers(client: PoolClient, clinicId: ClinicId, id: ConversationId) {
  const { rows } = await client.query(
    `select id, origin, status from whatsapp_messages_improved
     where clinic_id = $1 and conversation_id = $2 and direction = 'outbound'
       and status in ('queued', 'sending', 'unknown')
     order by id
     for no key update`,
    [clinicId, id],
  );
  const { cancelled, onTheirWay } = recall(openRows.parse(rows));
  const ids = cancelled.map((row) => messageId(row.id));
  if (ids.length > 0)
    await client.query(
      `update whatsapp_messages_improved
       set status = 'cancelled', next_attempt_at = null, error_code = $3, error_class = null, error_detail = null
       where clinic_id = $1 and id = any($2::uuid[])`,
      [clinicId, ids, overtakenByHuman],
    );
  return { cancelled: ids, onTheirWay };
}

/** Its time is that of this moment, not of the transaction's begin: replies that waited for each other keep their order. */
async function queue(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  epoch: number,
  { messageId: id, body, sentBy, requestId }: HumanReply,
): Promise<void> {
  const content: OutboundContent = { type: 'text', body };
  await client.query(
    `insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, created_at, request_id,
       epoch, next_attempt_at, sent_by
     )
     values (
       $1, $2, $3, 'outbound', 'human', 'text', $4, $5, 'queued', clock_timestamp(), clock_timestamp(), $6, $7,
       clock_timestamp(), $8
     )`,
    [clinicId, id, conversationId, body, JSON.stringify(content), requestId, epoch, sentBy],
  );
  await client.query(`select pg_notify('atende_work', 'send:0')`);
}
