import type pg from 'pg';

type Index = { readonly name: string; readonly definition: string };

/** Of the tables that grow with each message. Their keys stay: ids come in the order of time, which costs little. */
const tables = ['whatsapp_messages_improved', 'message_words'];

/** Takes the indexes away, so that each is built at once afterwards; resolves with them, the slowest to build first. */
export async function dropIndexes(client: pg.Pool): Promise<readonly Index[]> {
  const { rows } = await client.query<Index>(
    `select index.relname as name, pg_get_indexdef(index.oid) as definition
     from pg_index
     join pg_class as index on index.oid = indexrelid
     join pg_am as kind on kind.oid = index.relam
     where indrelid = any($1::regclass[]) and not exists (select from pg_constraint where conindid = indexrelid)
     order by kind.amname = 'gin' desc, indpred is not null, index.relname`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return rows;
}

/** Each session builds the next one that is left. */
export async function buildIndexes(
  sessions: readonly pg.ClientBase[],
  indexes: readonly Index[],
): Promise<void> {
  const left = [...indexes];
  await Promise.all(
    sessions.map(async (session) => {
      for (let index = left.shift(); index !== undefined; index = left.shift())
        await session.query(index.definition);
    }),
  );
}
