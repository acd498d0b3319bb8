import type { BenchDatabase } from '../../database.ts';

/** Of all clinics. */
export async function dueTurns({ pool }: BenchDatabase): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    'select count(*)::integer as n from whatsapp_conversations_improved where turn_due_at is not null',
  );
  return rows[0]?.n ?? 0;
}

/** New patients of each clinic that has a number, who have written and wait for their answers since now; others in each `round`. */
export async function addBacklog(
  { pool }: BenchDatabase,
  ofEachClinic: number,
  round: number,
): Promise<void> {
  await pool.query(
    `with people as (
       insert into contacts (clinic_id, id, profile_name)
       select clinic_id, gen_random_uuid(), 'Paciente de teste'
       from clinic_whatsapp_numbers, generate_series(1, $1::integer)
       returning clinic_id, id
     ), numbered as (
       select *, row_number() over () + $2 * 1000000 as n from people
     ), identities as (
       insert into contact_identities (clinic_id, kind, value, contact_id)
       select clinic_id, kind, '551198' || lpad(n::text, 7, '0'), id
       from numbered cross join unnest(array['phone', 'wa_id']) as kind
     ), conversations as (
       insert into whatsapp_conversations_improved (
         clinic_id, id, whatsapp_number, contact_id, arrivals, unread, turn_first_at, turn_due_at, last_message_at,
         last_patient_message_at
       )
       select clinic_id, gen_random_uuid(), whatsapp_number, numbered.id, 1, 1, now(), now(), now(), now()
       from numbered join clinic_whatsapp_numbers using (clinic_id)
       returning clinic_id, id
     )
     insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, status,
       sent_at, awaits_turn
     )
     select clinic_id, gen_random_uuid(), id, 'inbound', 'patient', 'wamid.due' || id, gen_random_uuid(), 'text',
       'Qual é o endereço de vocês?', '{}', 'received', now(), true
     from conversations`,
    [ofEachClinic, round],
  );
  await pool.query('vacuum analyze');
}

/** What is left of it is not answered any more. */
export async function forgetBacklog({ pool }: BenchDatabase): Promise<void> {
  await pool.query(
    `update whatsapp_conversations_improved set turn_due_at = null, turn_first_at = null where turn_due_at is not null`,
  );
}
