import type pg from 'pg';
import { withClient } from '../connection.ts';

/** Some thirty million messages, on a machine that has other work. */
const buildTimeoutMs = 2 * 3_600_000;
/** For a server that does not answer any more, after it should have given up itself. */
const graceMs = 60_000;

const index = `create index concurrently if not exists messages_said on whatsapp_messages_improved
  using gin (search_keys(clinic_id, created_at, content || coalesce(E'\\n' || words_beside(details), '')))
  with (gin_pending_list_limit = 512)`;
/** Of the version before, which looked for less. */
const dropFormer = 'drop index concurrently if exists messages_words';

type Wish = {
  /** Ends the wait; Postgres may finish what it has begun. */
  readonly signal?: AbortSignal;
  readonly onBegin?: () => void;
};

/**
 * Builds the index of what messages say (docs/decisions/0148, 0167) where a database lacks it, beside reads and writes, which
 * wait for nothing. What a build that was broken off left is dropped first. `elsewhere`: another process is at it. `url`
 * logs in as the owner of the tables, with a session of its own.
 * @throws whatever Postgres says, after two hours at the latest; the next caller begins anew
 */
export const buildMessageWords = (
  url: string,
  { signal, onBegin }: Wish = {},
): Promise<'there' | 'built' | 'elsewhere'> =>
  withClient({ url, role: undefined, applicationName: 'atende-index' }, async (client) => {
    const limit = AbortSignal.timeout(buildTimeoutMs + graceMs);
    const over = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    const leave = () => void client.end().catch(() => undefined);
    over.addEventListener('abort', leave, { once: true });
    try {
      over.throwIfAborted();
      // never by waiting: a build waits for whoever waits for a lock
      if (!(await takesTurn(client))) return 'elsewhere';
      const found = await state(client);
      const isThere = found === 'valid';
      if (!isThere) onBegin?.();
      await client.query(`set statement_timeout = ${buildTimeoutMs}; set lock_timeout = 0`);
      if (found === 'invalid') await client.query('drop index concurrently if exists messages_said');
      if (!isThere) await client.query(index);
      await client.query(dropFormer);
      return isThere ? 'there' : 'built';
    } finally {
      over.removeEventListener('abort', leave);
    }
  });

async function takesTurn(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is_ours: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('atende message words', 0)) as is_ours`,
  );
  return rows[0]?.is_ours === true;
}

async function state(client: pg.Client): Promise<'valid' | 'invalid' | 'none'> {
  const { rows } = await client.query<{ indisvalid: boolean }>(
    `select indisvalid from pg_index where indexrelid = to_regclass('messages_said')`,
  );
  const [found] = rows;
  if (found === undefined) return 'none';
  return found.indisvalid ? 'valid' : 'invalid';
}
