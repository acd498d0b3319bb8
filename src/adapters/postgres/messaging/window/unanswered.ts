import type { PoolClient } from 'pg';
import type { ClinicId } from '../../../../domain/clinic/clinic.ts';
import { hasWrittenSince } from '../../../../domain/messaging/customer-service-window.ts';
import type { ConversationId, MessageId } from '../../../../domain/messaging/message.ts';
import { afterUnanswered } from '../../../../domain/messaging/turn-lease.ts';
import { readConversation, saveConversation } from '../conversation-rows.ts';

/**
 * What the turn of this answer had answered waits for an answer again. `seen`: when the patient had written last, as far
 * as whoever found the window closed knew. The conversation is locked already.
 */
export async function reopenTurnOf(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  { answer, seen }: { readonly answer: MessageId; readonly seen: Date | undefined },
): Promise<void> {
  const found = await readConversation(client, clinicId, conversationId);
  if (found === undefined) return;
  const { rows } = await client.query<{ first_at: Date | null }>(
    `with asked as (
       update whatsapp_messages_improved as m
       set awaits_turn = true
       from whatsapp_messages_improved as answer
       where answer.clinic_id = $1 and answer.id = $3 and m.clinic_id = $1 and m.conversation_id = $2
         and m.direction = 'inbound' and m.turn_id = answer.turn_id
       returning m.created_at
     )
     select min(created_at) as first_at from asked`,
    [clinicId, conversationId, answer],
  );
  const firstAt = rows[0]?.first_at ?? undefined;
  const before = found.conversation;
  const after = afterUnanswered(
    before,
    { firstAt, hasWrittenSince: hasWrittenSince(seen, before.lastPatientMessageAt) },
    found.now,
  );
  await saveConversation(client, clinicId, conversationId, { before, after });
  if (before.turnDueAt === undefined && after.turnDueAt !== undefined)
    await client.query(`select pg_notify('atende_work', 'turn:0')`);
}

/** As `releaseWaiting`, of what has found the window closed just now while the patient was writing. */
export async function waitOrGo(
  client: PoolClient,
  clinicId: ClinicId,
  conversationId: ConversationId,
  seen: Date | undefined,
): Promise<void> {
  const found = await readConversation(client, clinicId, conversationId);
  if (found === undefined) return;
  const before = found.conversation;
  await saveConversation(client, clinicId, conversationId, {
    before,
    after: { ...before, waitsForWindow: true },
  });
  if (hasWrittenSince(seen, before.lastPatientMessageAt))
    await releaseWaiting(client, clinicId, [conversationId]);
}

/** What waits in these conversations is tried again, now. */
export async function releaseWaiting(
  client: Pick<PoolClient, 'query'>,
  clinicId: ClinicId,
  conversations: readonly ConversationId[],
): Promise<void> {
  const { rowCount } = await client.query(
    `update whatsapp_messages_improved set status = 'queued', next_attempt_at = now()
     where clinic_id = $1 and conversation_id = any($2) and status = 'waiting'`,
    [clinicId, conversations],
  );
  if (rowCount !== 0) await client.query(`select pg_notify('atende_work', 'send:0')`);
}
