import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ActOutcome, HumanActs, HumanReply } from '../../../application/ports/messaging/human-acts.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { ConversationState } from '../../../domain/messaging/conversation.ts';
import type { HumanAct } from '../../../domain/messaging/human-act.ts';
import { messageId, type ConversationId, type OutboundContent } from '../../../domain/messaging/message.ts';
import { readableOrigins, silentTypes } from '../../../domain/messaging/turn.ts';
import { lockConversation } from './notices.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

const stateRow = z
  .object({
    mode: z.enum(['assistant', 'human']),
    human_until: z.date().nullable(),
    epoch: z.int(),
    last_patient_message_at: z.date().nullable(),
  })
  .transform((row): ConversationState => ({
    mode: row.mode,
    ...(row.human_until && { humanUntil: row.human_until }),
    epoch: row.epoch,
    ...(row.last_patient_message_at && { lastPatientMessageAt: row.last_patient_message_at }),
  }));

export const postgresHumanActs = (tenants: TenantPool): HumanActs => ({
  act: ({ clinicId, conversationId: asked, reply }, decide) =>
    inTenant(tenants, clinicId, async (client): Promise<ActOutcome | undefined> => {
      const conversationId = await lockConversation(client, clinicId, asked);
      const state = await readState(client, clinicId, conversationId);
      if (state === undefined) return undefined;
      const untouched = { conversationId, state, isRepeat: true, cancelled: [], onTheirWay: 0 };
      if (reply !== undefined && (await isStored(client, clinicId, reply))) return untouched;
      const act = decide(state);
      if (act === undefined) return untouched;
      const lastPatientMessageAt = state.lastPatientMessageAt;
      await save(client, clinicId, conversationId, act, reply !== undefined);
      const answers = await cancelAnswers(client, clinicId, conversationId);
      if (reply !== undefined) await queue(client, clinicId, conversationId, act.epoch, reply);
      return {
        conversationId,
        state: { ...act, ...(lastPatientMessageAt && { lastPatientMessageAt }) },
        isRepeat: false,
        ...answers,
      };
    }),

  markRead: ({ clinicId, conversationId: asked }, upTo) =>
    inTenant(tenants, clinicId, async (client) => {
      const conversationId = await lockConversation(client, clinicId, asked);
      if ((await readState(client, clinicId, conversationId)) === undefined) return undefined;
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

async function readState(client: PoolClient, clinicId: ClinicId, id: ConversationId) {
  const { rows } = await client.query(
    `select mode, human_until, epoch, last_patient_message_at from whatsapp_conversations_improved
     where clinic_id = $1 and id = $2`,
    [clinicId, id],
  );
  return stateRow.optional().parse(rows[0]);
}

async function isStored(client: PoolClient, clinicId: ClinicId, reply: HumanReply): Promise<boolean> {
  const { rows } = await client.query(
    'select from whatsapp_messages_improved where clinic_id = $1 and id = $2',
    [clinicId, reply.messageId],
  );
  return rows.length > 0;
}

/** A turn under way is fenced off, and no turn waits. */
async function save(
  client: PoolClient,
  clinicId: ClinicId,
  id: ConversationId,
  { mode, humanUntil, epoch }: HumanAct,
  isMessage: boolean,
): Promise<void> {
  await client.query(
    `update whatsapp_conversations_improved
     set mode = $3, human_until = $4, epoch = $5, turn_due_at = null, turn_first_at = null,
       turn_lease_until = null, turn_lease_token = turn_lease_token + 1, turn_attempts = 0,
       last_message_at = case when $6 then now() else last_message_at end
     where clinic_id = $1 and id = $2`,
    [clinicId, id, mode, humanUntil, epoch, isMessage],
  );
}

/** What waits is cancelled at once: nobody's reply has to wait behind it. What a worker holds it will not send. */
async function cancelAnswers(client: PoolClient, clinicId: ClinicId, id: ConversationId) {
  const { rows } = await client.query<{ id: string; status: string }>(
    `select id, status from whatsapp_messages_improved
     where clinic_id = $1 and conversation_id = $2 and direction = 'outbound'
       and status in ('queued', 'sending', 'unknown') and origin = 'assistant'
     order by id`,
    [clinicId, id],
  );
  const waiting = rows.filter(({ status }) => status === 'queued').map((row) => row.id);
  const { rows: cancelled } =
    waiting.length === 0
      ? { rows: [] }
      : await client.query<{ id: string }>(
          `with waiting as materialized (
             select clinic_id, id from whatsapp_messages_improved
             where clinic_id = $1 and id = any($2::uuid[]) and status = 'queued'
             order by id
             for no key update
           )
           update whatsapp_messages_improved as m
           set status = 'cancelled', next_attempt_at = null, error_code = 'overtaken-by-human', error_class = null,
             error_detail = null
           from waiting
           where m.clinic_id = waiting.clinic_id and m.id = waiting.id and m.status = 'queued'
           returning m.id`,
          [clinicId, waiting],
        );
  return {
    cancelled: cancelled.map((row) => messageId(row.id)),
    onTheirWay: rows.length - cancelled.length,
  };
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
