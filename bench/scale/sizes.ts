import type pg from 'pg';
import { z } from 'zod';

const bytes = z.coerce.number();
const part = z.object({ name: z.string(), of: z.string(), kind: z.enum(['rows', 'toast', 'index']), bytes });
const messages = ['whatsapp_messages_improved', 'message_words'];
/** Parts that are smaller are added up. */
const leastPerMessage = 1;

/** Bytes for each message: by table, its rows, what is stored beside them, and each index; then what the rows hold. */
export async function reportSizes(pool: pg.Pool): Promise<void> {
  const { rows: counted } = await pool.query<{ n: string }>(
    'select count(*) as n from whatsapp_messages_improved',
  );
  const n = Number(counted[0]?.n);
  const { rows } = await pool.query(
    `select relation.relname as name, coalesce(owner.relname, relation.relname) as of,
       case relation.relkind when 'i' then 'index' else 'rows' end as kind,
       case relation.relkind when 'i' then pg_relation_size(relation.oid) else pg_table_size(relation.oid) end as bytes
     from pg_class as relation
     left join pg_index on indexrelid = relation.oid
     left join pg_class as owner on owner.oid = indrelid
     where relation.relnamespace = 'public'::regnamespace and relation.relkind in ('r', 'i')
     order by bytes desc`,
  );
  const parts = z.array(part).parse(rows);
  const sum = (of: readonly z.output<typeof part>[]) => of.reduce((all, each) => all + each.bytes, 0) / n;
  const line = (name: string, value: number) => console.log(`${value.toFixed(1).padStart(9)}  ${name}`);
  console.log(`\nbytes a message, of ${n} messages`);
  line('in all', sum(parts));
  line(
    'tables of messages: rows',
    sum(parts.filter(({ of, kind }) => messages.includes(of) && kind !== 'index')),
  );
  line(
    'tables of messages: indexes',
    sum(parts.filter(({ of, kind }) => messages.includes(of) && kind === 'index')),
  );
  const [large, small] = [true, false].map((isLarge) =>
    parts.filter((each) => each.bytes / n >= leastPerMessage === isLarge),
  );
  for (const each of large ?? [])
    line(`${each.kind === 'index' ? `index of ${each.of}: ` : 'rows: '}${each.name}`, each.bytes / n);
  line(`${small?.length ?? 0} smaller ones`, sum(small ?? []));
  await reportColumns(pool);
}

/** What the columns of a message take, from a sample; and how much of that is only of use until it was sent. */
async function reportColumns(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ direction: string; part: string; bytes: string }>(
    `select direction, part, avg(size) as bytes
     from whatsapp_messages_improved as m tablesample system (1)
     cross join lateral (values
       ('the whole row', pg_column_size(m.*)),
       ('payload', pg_column_size(payload)),
       ('content', pg_column_size(content)),
       ('ids and keys', pg_column_size(clinic_id) + pg_column_size(id) + pg_column_size(conversation_id)
         + coalesce(pg_column_size(dedupe_key), 0) + coalesce(pg_column_size(meta_message_id), 0)),
       ('of the outbox: request, turn, epoch, lease, attempts, trace', coalesce(pg_column_size(request_id), 0)
         + coalesce(pg_column_size(turn_id), 0) + coalesce(pg_column_size(turn_position), 0) + coalesce(pg_column_size(epoch), 0)
         + pg_column_size(lease_token) + pg_column_size(attempts) + pg_column_size(resends) + coalesce(pg_column_size(trace_id), 0)),
       ('times', pg_column_size(sent_at) + pg_column_size(created_at) + coalesce(pg_column_size(accepted_at), 0)
         + coalesce(pg_column_size(status_sent_at), 0) + coalesce(pg_column_size(delivered_at), 0) + coalesce(pg_column_size(read_at), 0))
     ) as sized (part, size)
     group by direction, part order by direction, bytes desc`,
  );
  console.log('\nbytes in a row of the messages');
  for (const { direction, part: name, bytes: size } of rows)
    console.log(`${Number(size).toFixed(1).padStart(9)}  ${direction}: ${name}`);
}
