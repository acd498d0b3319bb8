import type { Pool } from 'pg';
import { z } from 'zod';
import type { StoredMessage } from './harness.ts';

const time = z
  .date()
  .nullable()
  .transform((date) => date ?? undefined);
const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);

const messageRow = z
  .object({
    id: z.string(),
    conversation_id: z.string(),
    direction: z.string(),
    origin: z.string(),
    content: z.string(),
    payload: z.unknown(),
    status: z.string(),
    meta_message_id: text,
    turn_id: text,
    error_code: text,
    attempts: z.int(),
    resends: z.int(),
    next_attempt_at: time,
    status_sent_at: time,
    delivered_at: time,
    read_at: time,
    played_at: time,
    failed_at: time,
  })
  .transform((row): StoredMessage => ({
    id: row.id,
    conversationId: row.conversation_id,
    direction: row.direction,
    origin: row.origin,
    text: row.content,
    raw: row.payload,
    status: row.status,
    metaMessageId: row.meta_message_id,
    turnId: row.turn_id,
    errorCode: row.error_code,
    attempts: row.attempts,
    resends: row.resends,
    scheduled: row.next_attempt_at !== undefined,
    times: {
      sent: row.status_sent_at,
      delivered: row.delivered_at,
      read: row.read_at,
      played: row.played_at,
      failed: row.failed_at,
    },
  }));

export async function readStoredMessages(pool: Pool, clinicId: string): Promise<readonly StoredMessage[]> {
  const { rows } = await pool.query(
    `select * from whatsapp_messages_improved
     where clinic_id = $1
     order by created_at, turn_position nulls first, id`,
    [clinicId],
  );
  return z.array(messageRow).parse(rows);
}
