import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import type { WindowWaits } from '../../../../application/ports/messaging/window-waits.ts';
import { conversationId, type ConversationId, type MessageId } from '../../../../domain/messaging/message.ts';
import type { TenantPool } from '../../pool.ts';
import { inTenant, queryInTenant } from '../../transaction.ts';
import { reopening } from '../../../../domain/patient-messages/notice.ts';
import { lockConversation } from '../notices.ts';
import { reopenTurnOf, waitOrGo } from './unanswered.ts';

const failedRow = z.object({
  conversation_id: z.string().transform(conversationId),
  origin: z.string(),
  accepted_at: z.date().nullable(),
});

export const postgresWindowWaits = (tenants: TenantPool): WindowWaits => ({
  sayAgain: (clinicId, failed, again) =>
    inTenant(tenants, clinicId, async (client) => {
      const { rows } = await client.query(
        `select conversation_id, origin, accepted_at from whatsapp_messages_improved
         where clinic_id = $1 and id = $2 and direction = 'outbound' and status = 'failed'`,
        [clinicId, failed],
      );
      const row = failedRow.optional().parse(rows[0]);
      if (row === undefined) return false;
      const place = await lockConversation(client, clinicId, row.conversation_id);
      const seen = row.accepted_at ?? undefined;
      if (row.origin === 'assistant') {
        if (await isUnanswered(client, clinicId, failed))
          await reopenTurnOf(client, clinicId, place, { answer: failed, seen });
        return waits(client, clinicId, place);
      }
      if (await copy(client, clinicId, { failed, again, place }))
        await waitOrGo(client, clinicId, place, seen);
      return waits(client, clinicId, place);
    }),

  askToReopen: (clinicId, asked, { messageId, requestId }) =>
    inTenant(tenants, clinicId, async (client) => {
      const place = await lockConversation(client, clinicId, asked);
      const { rowCount } = await client.query(
        `insert into whatsapp_messages_improved (
           clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, request_id, epoch,
           next_attempt_at, about_kind, dedupe_key
         )
         select clinic_id, $3, id, 'outbound', 'notice', 'text', $5, $6, 'queued', now(), $4, epoch, now(), 'reopening',
           md5('reopening:' || id || coalesce(last_patient_message_at::text, ''))::uuid
         from whatsapp_conversations_improved
         where clinic_id = $1 and id = $2
         on conflict (clinic_id, dedupe_key) where dedupe_key is not null do nothing`,
        [clinicId, place, messageId, requestId, reopening.body, JSON.stringify(reopening)],
      );
      if (rowCount === 1) await client.query(`select pg_notify('atende_work', 'send:0')`);
    }),

  async release(clinicId) {
    await queryInTenant(tenants, clinicId, {
      text: `with released as (
         update whatsapp_messages_improved set status = 'queued', next_attempt_at = now()
         where clinic_id = $1 and status = 'waiting'
         returning id
       )
       select pg_notify('atende_work', 'send:0') from released limit 1`,
      values: [clinicId],
    });
  },

  async end(clinicId, id) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `update whatsapp_conversations_improved as c set waits_for_window = false
       where c.clinic_id = $1 and c.id = $2 and c.waits_for_window and c.turn_first_at is null
         and not exists (
           select from whatsapp_messages_improved as m
           where m.clinic_id = c.clinic_id and m.conversation_id = c.id and m.status = 'waiting'
         )
         and not exists (
           select from whatsapp_messages_improved as m
           where m.clinic_id = c.clinic_id and m.conversation_id = c.id and m.direction = 'outbound'
             and m.status in ('queued', 'sending', 'unknown') and m.error_class = 'needs-template'
         )`,
      values: [clinicId, id],
    });
    return rowCount === 1;
  },
});

type Copy = { readonly failed: MessageId; readonly again: MessageId; readonly place: ConversationId };

/** As `saidAgain`: what is not named here is copied. There is one file, and it goes out with the copy. */
const copyStatement = `
insert into whatsapp_messages_improved
select (jsonb_populate_record(m, jsonb_build_object(
  'id', $3::uuid, 'conversation_id', $4::uuid, 'dedupe_key', md5('again:' || m.id)::uuid,
  'status', 'waiting', 'status_rank', 0, 'sent_at', now(), 'created_at', now(),
  'type', coalesce(payload->>'type', type), 'content', coalesce(payload->>'body', content), 'sent_as', null,
  'meta_message_id', null, 'turn_id', null, 'turn_position', null, 'merge_id', null, 'awaits_turn', false,
  'next_attempt_at', null, 'lease_until', null, 'lease_token', 0, 'attempts', 0, 'resends', 0
) || jsonb_build_object(
  'accepted_at', null, 'status_sent_at', null, 'delivered_at', null, 'read_at', null, 'played_at', null, 'failed_at', null
))).*
from whatsapp_messages_improved as m
where clinic_id = $1 and id = $2
on conflict (clinic_id, dedupe_key) where dedupe_key is not null do nothing`;

/** `false` when the message was said again before. */
async function copy(
  client: PoolClient,
  clinicId: ClinicId,
  { failed, again, place }: Copy,
): Promise<boolean> {
  const { rowCount } = await client.query(copyStatement, [clinicId, failed, again, place]);
  if (rowCount !== 1) return false;
  for (const table of ['message_media', 'media_uploads'])
    await client.query(`update ${table} set message_id = $3 where clinic_id = $1 and message_id = $2`, [
      clinicId,
      failed,
      again,
    ]);
  return true;
}

/** What this answered has not been answered anew: another turn would have taken it over. */
async function isUnanswered(client: PoolClient, clinicId: ClinicId, answer: MessageId): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from whatsapp_messages_improved as answer
     join whatsapp_messages_improved as asked
       on asked.clinic_id = answer.clinic_id and asked.turn_id = answer.turn_id and asked.direction = 'inbound'
       and asked.conversation_id = answer.conversation_id
     where answer.clinic_id = $1 and answer.id = $2
     limit 1`,
    [clinicId, answer],
  );
  return rowCount === 1;
}

async function waits(client: PoolClient, clinicId: ClinicId, place: ConversationId): Promise<boolean> {
  const { rowCount } = await client.query(
    'select from whatsapp_conversations_improved where clinic_id = $1 and id = $2 and waits_for_window',
    [clinicId, place],
  );
  return rowCount === 1;
}
