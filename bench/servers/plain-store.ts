import type pg from 'pg';
import { uuidV7Ids as ids } from '../../src/adapters/system/ids.ts';
import type { ReceivedMessage } from '../../src/domain/messaging/webhook-item.ts';

export type PlainPlace = { readonly clinicId: string; readonly number: string };
type Stored = { readonly conversationId: string; readonly isNew: boolean };

/** What one would write first: one transaction for each message, on the product's tables, statement by statement. */
export async function storePlainly(
  pool: pg.Pool,
  { clinicId, number }: PlainPlace,
  item: ReceivedMessage,
  requestId: string,
): Promise<Stored> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const phone = item.person.phone;
    let contact = (
      await client.query<{ contact_id: string }>(
        `select contact_id from contact_identities where clinic_id = $1 and kind = 'phone' and value = $2`,
        [clinicId, phone],
      )
    ).rows[0]?.contact_id;
    if (contact === undefined) {
      contact = ids.next();
      await client.query('insert into contacts (clinic_id, id) values ($1, $2)', [clinicId, contact]);
      await client.query(
        `insert into contact_identities (clinic_id, kind, value, contact_id) values ($1, 'phone', $2, $3)
         on conflict do nothing`,
        [clinicId, phone, contact],
      );
    }
    const conversation = await client.query<{ id: string }>(
      `insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id)
       values ($1, $2, $3, $4)
       on conflict (clinic_id, whatsapp_number, contact_id) do update set unread = whatsapp_conversations_improved.unread
       returning id`,
      [clinicId, ids.next(), number, contact],
    );
    const conversationId = conversation.rows[0]?.id ?? '';
    const inserted = await client.query(
      `insert into whatsapp_messages_improved (
         clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload,
         status, sent_at, request_id, awaits_turn
       )
       values ($1, $2, $3, 'inbound', 'patient', $4, md5($5)::uuid, $6, $7, $8, 'received', $9, $10, true)
       on conflict (clinic_id, dedupe_key) where dedupe_key is not null do nothing`,
      [
        clinicId,
        ids.next(),
        conversationId,
        item.metaMessageId,
        item.dedupeKey,
        item.type,
        item.text,
        JSON.stringify(item.raw),
        item.sentAt,
        requestId,
      ],
    );
    if (inserted.rowCount === 1) {
      await client.query(
        `update whatsapp_conversations_improved
         set arrivals = arrivals + 1, unread = unread + 1, last_message_at = now(), last_patient_message_at = now(),
           turn_first_at = coalesce(turn_first_at, now()), turn_due_at = now() + interval '1500 ms'
         where clinic_id = $1 and id = $2`,
        [clinicId, conversationId],
      );
    }
    await client.query('commit');
    return { conversationId, isNew: inserted.rowCount === 1 };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
