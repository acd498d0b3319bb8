import type pg from 'pg';
import { sqlState } from '../transaction.ts';

/** Locked together for some milliseconds; whoever changes one of them meanwhile waits that long. */
const batch = 300;
/** Shorter than Postgres waits before it looks for a deadlock: of two that wait for each other it is we who give way. */
const lockWaitMs = 50;
const triesAtMost = 200;
const lockNotFree = '55P03';

const gatherStatement = `
with messages as materialized (
  -- locked: a message that is changed or erased at this moment has its words from that, not from what it said before
  select id, clinic_id, created_at, content, details from whatsapp_messages_improved
  where (id, clinic_id) > ($1::uuid, $2::uuid)
  order by id, clinic_id
  limit ${batch}
  for share
), gathered as (
  insert into message_words (clinic_id, message_id, created_at, keys)
  select clinic_id, id, created_at, keys
  from messages
  cross join lateral (select word_keys(clinic_id, created_at, content, details) as keys offset 0) as found
  where keys <> '{}'
  on conflict (message_id, clinic_id) do nothing
)
select id, clinic_id from messages order by id desc, clinic_id desc limit 1`;

const first = '00000000-0000-0000-0000-000000000000';
type Place = { readonly id: string; readonly clinic_id: string };

/**
 * The words of messages that were stored by a version which kept none (migrations/0141_words_of_messages.sql), some at a time
 * beside the program's work. Those that come meanwhile keep their own.
 * @throws whatever Postgres says; also when some messages were locked by others for too long
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
  for (let tries = 1; ; tries += 1) {
    try {
      return (await client.query<Place>(gatherStatement, [id, clinicId])).rows[0];
    } catch (error) {
      if (sqlState(error) !== lockNotFree || tries === triesAtMost) throw error;
      await client.query('select pg_sleep(0.05 + random() * 0.1)');
    }
  }
}
