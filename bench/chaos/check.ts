import type { BenchDatabase } from '../database.ts';
import type { SentMessage } from '../../tests/support/vendors/graph-stub.ts';

/** Compares what is stored with what reached the phones, prints the counts, and tells whether all of it is right. */
export async function checkAnswers(
  { pool }: BenchDatabase,
  delivered: readonly SentMessage[],
  expected: number,
): Promise<boolean> {
  const one = async (sql: string) => Number((await pool.query<{ n: string }>(sql)).rows[0]?.n);
  const inbound = await one(
    `select count(*) as n from whatsapp_messages_improved where direction = 'inbound'`,
  );
  const distinct = await one(
    `select count(distinct meta_message_id) as n from whatsapp_messages_improved where direction = 'inbound'`,
  );
  const unanswered = await one(
    `select count(*) as n from whatsapp_messages_improved where direction = 'inbound' and turn_id is null`,
  );
  const turns = await one(
    `select count(distinct turn_id) as n from whatsapp_messages_improved where direction = 'inbound'`,
  );
  // a turn whose workers die again and again is left to people, and so is what the patient says next
  const leftToPeople = await one(
    `select count(*) filter (where is_next) + count(distinct conversation_id) filter (where not is_next) as n
     from (
       select m.conversation_id, max(m.created_at) > max((c.attention -> 'handover' ->> 'at')::timestamptz) as is_next
       from whatsapp_messages_improved as m
       join whatsapp_conversations_improved as c on c.clinic_id = m.clinic_id and c.id = m.conversation_id
       where m.direction = 'inbound' and c.attention -> 'handover' ->> 'reason' = 'assistant-failed' and not exists (
         select from whatsapp_messages_improved as answer
         where answer.clinic_id = m.clinic_id and answer.turn_id = m.turn_id and answer.direction = 'outbound'
       )
       group by m.conversation_id, m.turn_id
     ) as silent`,
  );
  const answers = await one(
    `select count(*) as n from whatsapp_messages_improved where direction = 'outbound'`,
  );
  const oneEach = await one(
    `select count(*) as n from (
       select turn_id from whatsapp_messages_improved where direction = 'outbound' group by turn_id having count(*) = 1
     ) as turn`,
  );
  const notDelivered = await one(
    `select count(*) as n from whatsapp_messages_improved where direction = 'outbound' and status <> 'delivered'`,
  );

  // the order in which answers were written is the order in which each phone must have received them
  const { rows } = await pool.query<{ id: string; conversation_id: string }>(
    `select id, conversation_id from whatsapp_messages_improved
     where direction = 'outbound'
     order by conversation_id, created_at, turn_position`,
  );
  const firstArrival = new Map<string, number>();
  const repeats = new Map<string, number>();
  delivered.forEach(({ callbackData: messageId }, index) => {
    if (firstArrival.has(messageId)) repeats.set(messageId, (repeats.get(messageId) ?? 0) + 1);
    else firstArrival.set(messageId, index);
  });
  let outOfOrder = 0;
  rows.forEach(({ id, conversation_id }, index) => {
    const before = rows[index - 1];
    if (before?.conversation_id !== conversation_id) return;
    if ((firstArrival.get(before.id) ?? -1) > (firstArrival.get(id) ?? -1)) outOfOrder += 1;
  });
  const neverArrived = rows.filter(({ id }) => !firstArrival.has(id)).length;
  const resent = await one(`select coalesce(sum(resends), 0) as n from whatsapp_messages_improved`);

  const counts = {
    expected,
    inbound,
    distinct,
    unanswered,
    turns,
    leftToPeople,
    answers,
    oneEach,
    notDelivered,
    neverArrived,
  };
  console.table({ ...counts, outOfOrder, repeatedOnThePhone: repeats.size, resentAfterUnknown: resent });
  return (
    inbound === expected &&
    distinct === expected &&
    unanswered === 0 &&
    turns === answers + leftToPeople &&
    oneEach === answers &&
    notDelivered === 0 &&
    neverArrived === 0 &&
    outOfOrder === 0 &&
    repeats.size <= resent
  );
}
