import pg from 'pg';
import type { ClinicId } from '../../../src/domain/clinic/clinic.ts';
import { until } from '../until.ts';

/** So many messages of a clinic, one each quarter of an hour until now; every hundredth speaks of a rare thing. */
export const addMessages = (owner: pg.Client, clinic: ClinicId, messages: number) =>
  owner.query(
    `with person as (
       insert into contacts (clinic_id, id) values ($1, gen_random_uuid()) returning id
     ), conversation as (
       insert into whatsapp_conversations_improved (clinic_id, id, whatsapp_number, contact_id, last_message_at)
       select $1, gen_random_uuid(), '551133330000', id, now() from person
       returning id
     )
     insert into whatsapp_messages_improved
       (clinic_id, id, conversation_id, direction, origin, dedupe_key, type, content, status, sent_at, created_at)
     select $1, gen_random_uuid(), conversation.id, 'inbound', 'patient', gen_random_uuid(), 'text',
       'queria uma consulta ' || case when n % 100 = 0 then 'com periodontista' else 'amanhã' end, 'received', now(),
       now() - n * interval '15 minutes'
     from conversation, generate_series(1, $2::integer) as n`,
    [clinic, messages],
  );

/** An index of that name that is not whole, as a build leaves it that was broken off: it waited for somebody. */
export async function leaveInvalid(url: string): Promise<void> {
  const [writer, builder] = [new pg.Client(url), new pg.Client(url)];
  await Promise.all([writer.connect(), builder.connect()]);
  await writer.query('begin; lock table message_words in row exclusive mode');
  const { rows } = await builder.query<{ pid: number }>('select pg_backend_pid() as pid');
  const build = builder
    .query('create index concurrently message_words_keys on message_words (created_at)')
    .then(
      () => 'built',
      () => 'broken off',
    );
  await until('the build to have begun', async () => {
    const { rowCount } = await writer.query(`select from pg_class where relname = 'message_words_keys'`);
    return rowCount === 1;
  });
  await writer.query('select pg_cancel_backend($1)', [rows[0]?.pid]);
  if ((await build) !== 'broken off') throw new Error('The index was built');
  await writer.query('commit');
  await Promise.all([writer.end(), builder.end()]);
}
