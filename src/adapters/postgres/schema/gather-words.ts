import type pg from 'pg';
import { sqlState } from '../transaction.ts';

/** Locked together for some milliseconds; whoever changes one of them meanwhile waits that long. */
const batch = 300;
/** Shorter than Postgres waits before it looks for a deadlock: of two that wait for each other it is we who give way. */
const lockWaitMs = 50;
const lockNotFree = '55P03';

const gatherStatement = `
with page as materialized (
  select id, clinic_id from whatsapp_messages_improved
  where (id, clinic_id) > ($1::uuid, $2::uuid)
  order by id, clinic_id
  limit ${batch}
), messages as materialized (
  -- locked: a message that is changed or erased at this moment has its words from that, not from what it said before; so has
  -- one that takes another id, which is not found under this one any more
  select message.*
  from page
  cross join lateral (
    select m.id, m.clinic_id, m.created_at, m.content, m.details from whatsapp_messages_improved as m
    where m.id = page.id and m.clinic_id = page.clinic_id
    for share
  ) as message
), missing as materialized (
  -- those of a gathering that was broken off are there, and are not worked out again
  select * from messages
  where (select count(*) from message_words as w where w.message_id = messages.id and w.clinic_id = messages.clinic_id) = 0
), gathered as (
  insert into message_words (clinic_id, message_id, created_at, keys)
  select clinic_id, id, created_at, keys
  from missing
  cross join lateral (select word_keys(clinic_id, created_at, content, details) as keys offset 0) as found
  where keys <> '{}'
  on conflict (message_id, clinic_id) do nothing
)
select id, clinic_id from page order by id desc, clinic_id desc limit 1`;

const first = '00000000-0000-0000-0000-000000000000';
type Place = { readonly id: string; readonly clinic_id: string };

/**
 * The words of messages that were stored by a version which kept none (migrations/0141_words_of_messages.sql), some at a time
 * beside the program's work. Those that come meanwhile keep their own; whoever holds some for long is waited for, as an index
 * waits, until the whole build has to end.
 * @throws whatever Postgres says
 */
export async function gatherWords(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = ${lockWaitMs}`);
  let place: Place | undefined = { id: first, clinic_id: first };
  while (place !== undefined) place = await gatherBehind(client, place);
  await client.query('set lock_timeout = 0');
}

async function gatherBehind(
  client: pg.Client,
  { id, clinic_id: clinicId }: Place,
): Promise<Place | undefined> {
  for (;;) {
    try {
      return (await client.query<Place>(gatherStatement, [id, clinicId])).rows[0];
    } catch (error) {
      if (sqlState(error) !== lockNotFree) throw error;
      await client.query('select pg_sleep(0.05 + random() * 0.1)');
    }
  }
}
