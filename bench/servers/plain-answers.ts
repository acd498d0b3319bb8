import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { uuidV7Ids as ids } from '../../src/adapters/system/ids.ts';
import { serveWith } from './environment.ts';
import { callGraph } from './call-graph.ts';
import { storePlainly, type PlainPlace } from './plain-store.ts';

// The whole path as one would write it first: one transaction for each step, on the same tables, and one sentence for
// everybody. It understands nothing, keeps no order and loses what a crash interrupts.
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const debounceMs = Number(process.env['TURN_DEBOUNCE_MS']);
const sentence = 'Não tenho o endereço por aqui, mas a equipe envia para você.';

await serveWith(async ({ items, requestId }) => {
  for (const item of items) {
    if (item.kind !== 'message') continue;
    const { phoneNumberId = '' } = item.number;
    const place = await placeOf(phoneNumberId);
    const { conversationId, isNew } = await storePlainly(pool, place, item, requestId);
    if (isNew)
      void answer(place, conversationId, phoneNumberId, item.person.phone ?? '').catch(console.error);
  }
  return items.map(() => ({ outcome: 'stored' }));
});

async function placeOf(phoneNumberId: string): Promise<PlainPlace> {
  const { rows } = await pool.query<{ clinic_id: string; whatsapp_number: string }>(
    'select clinic_id, whatsapp_number from clinic_whatsapp_numbers where phone_number_id = $1',
    [phoneNumberId],
  );
  return { clinicId: rows[0]?.clinic_id ?? '', number: rows[0]?.whatsapp_number ?? '' };
}

async function answer(
  { clinicId }: PlainPlace,
  conversationId: string,
  phoneNumberId: string,
  to: string,
): Promise<void> {
  await pause(debounceMs);
  const id = ids.next();
  await inTransaction(async (client) => {
    await client.query('select contextualization_json, name, time_zone from clinics where id = $1', [
      clinicId,
    ]);
    await client.query(
      'select * from whatsapp_conversations_improved where clinic_id = $1 and id = $2 for update',
      [clinicId, conversationId],
    );
    await client.query(
      `update whatsapp_messages_improved set awaits_turn = false
       where clinic_id = $1 and conversation_id = $2 and awaits_turn`,
      [clinicId, conversationId],
    );
    await client.query(
      `insert into whatsapp_messages_improved
         (clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, next_attempt_at, epoch)
       values ($1, $2, $3, 'outbound', 'assistant', 'text', $4, $5, 'queued', now(), now(), 0)`,
      [clinicId, id, conversationId, sentence, JSON.stringify({ type: 'text', body: sentence })],
    );
    await client.query(
      `update whatsapp_conversations_improved set turn_due_at = null, turn_first_at = null, last_message_at = now()
       where clinic_id = $1 and id = $2`,
      [clinicId, conversationId],
    );
  });
  await pool.query(
    `update whatsapp_messages_improved set status = 'sending', attempts = 1 where clinic_id = $1 and id = $2`,
    [clinicId, id],
  );
  const wamid = await callGraph({ phoneNumberId, to, id, text: sentence });
  await pool.query(
    `update whatsapp_messages_improved
     set status = 'accepted', next_attempt_at = null, meta_message_id = $3, dedupe_key = md5('out:' || $3)::uuid, accepted_at = now()
     where clinic_id = $1 and id = $2`,
    [clinicId, id, wamid],
  );
}

async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
