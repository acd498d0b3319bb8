import type { PoolClient } from 'pg';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import type { Handover } from '../../../domain/assistant/handover.ts';
import { handedOver } from '../../../domain/messaging/human-act.ts';
import type { ConversationId } from '../../../domain/messaging/message.ts';
import type { PatientNotice } from '../../../domain/scheduling/appointment-changes.ts';
import { readConversation, saveConversation } from './conversation-rows.ts';

/**
 * Where a conversation goes on after merges, locked. Taken before the appointments, in the order in which turns lock.
 */
export async function lockConversation(
  client: PoolClient,
  clinicId: ClinicId,
  id: ConversationId,
): Promise<ConversationId> {
  const { rows } = await client.query<{ id: ConversationId }>(
    `with recursive place as (
       select id, merged_into from whatsapp_conversations_improved where clinic_id = $1 and id = $2
       union
       select next.id, next.merged_into
       from place
       join whatsapp_conversations_improved as next on next.clinic_id = $1 and next.id = place.merged_into
     )
     select c.id
     from place
     join whatsapp_conversations_improved as c on c.clinic_id = $1 and c.id = place.id
     where place.merged_into is null
     for no key update of c`,
    [clinicId, id],
  );
  return rows[0]?.id ?? id;
}

/**
 * A due send that is no answer of the assistant: a human who takes over does not recall it (docs/decisions). The
 * conversation is locked already.
 */
export async function insertNotice(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  { messageId, content, requestId, about }: PatientNotice,
): Promise<void> {
  await client.query(
    `with conversation as (
       update whatsapp_conversations_improved set last_message_at = now()
       where clinic_id = $1 and id = $2
       returning clinic_id, id, epoch
     )
     insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, request_id, epoch,
       next_attempt_at, about_kind, about_appointment_id
     )
     select clinic_id, $3, id, 'outbound', 'notice', $4, $5, $6, 'queued', now(), $7, epoch, now(), $8, $9
     from conversation`,
    [
      ...[
        clinicId,
        conversationId,
        messageId,
        content.type,
        content.body,
        JSON.stringify(content),
        requestId,
      ],
      ...[about.kind, 'appointmentId' in about ? about.appointmentId : null],
    ],
  );
  await client.query(`select pg_notify('atende_work', 'send:0')`);
}

/** The conversation is locked already. */
export async function handOver(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  { until, handover }: { readonly until: Date; readonly handover: Handover },
): Promise<void> {
  const found = await readConversation(client, clinicId, conversationId);
  if (found === undefined) return;
  const { conversation: before, now } = found;
  const after = handedOver(before, until, handover, now);
  await saveConversation(client, clinicId, conversationId, { before, after });
}
