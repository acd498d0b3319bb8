import type pg from 'pg';
import { withClient } from '../connection.ts';
import { gatherWords } from './gather-words.ts';

/** Of one index: some thirty million messages, on a machine that has other work. */
const buildTimeoutMs = 2 * 3_600_000;
/** For a server that does not answer any more, after it should have given up itself. */
const graceMs = 60_000;

type LargeIndex = {
  readonly name: string;
  /** What follows `create index concurrently NAME on`. */
  readonly on: string;
  /** Fills its table where the version before had none. */
  readonly fill?: (client: pg.Client) => Promise<void>;
  /** Indexes of versions before, dropped when this one is there. */
  readonly former?: readonly string[];
};

/**
 * Of tables that grow with every message and act. A migration makes them only in a database that is empty: it has every table
 * to itself, and nobody is answered meanwhile.
 */
export const largeIndexes: readonly LargeIndex[] = [
  {
    name: 'conversations_that_may_wait',
    on: `whatsapp_conversations_improved (clinic_id)
      where merged_into is null and last_message_at is not null
        and (attention -> 'handover' is not null or (mode = 'human' and unread > 0))`,
  },
  {
    name: 'conversations_unread',
    on: `whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
      where merged_into is null and last_message_at is not null and unread > 0`,
  },
  {
    name: 'conversations_led_by_people',
    on: `whatsapp_conversations_improved (clinic_id, last_message_at desc, id desc)
      where merged_into is null and last_message_at is not null and mode = 'human' and human_until is null`,
  },
  {
    name: 'conversations_led_for_a_while',
    on: `whatsapp_conversations_improved (clinic_id, human_until)
      where mode = 'human' and human_until is not null`,
  },
  {
    name: 'conversations_of_member',
    on: `whatsapp_conversations_improved (clinic_id, assigned_to, last_message_at desc, id desc)
      where assigned_to is not null`,
    former: ['conversations_assigned'],
  },
  {
    name: 'contacts_name_pieces',
    on: 'contacts using gin (piece_keys(clinic_id, 2, profile_name)) with (gin_pending_list_limit = 128)',
  },
  {
    name: 'contact_identities_phone_pieces',
    on: `contact_identities using gin (piece_keys(clinic_id, 3, value)) with (gin_pending_list_limit = 128)
      where kind = 'phone' and superseded_at is null`,
  },
  {
    name: 'contacts_merged',
    on: 'contacts (clinic_id, merged_into) where merged_into is not null',
  },
  {
    name: 'appointments_by_length',
    on: `appointments (clinic_id, (extract(epoch from ends_at - starts_at)))
      where extract(epoch from ends_at - starts_at) > 0`,
  },
  {
    name: 'alerts_open_of_clinic',
    on: 'alerts (clinic_id, id desc) where resolved_at is null',
  },
  // of all clinics: an index of `at` alone would be taken for one clinic, too, and lead through the entries of the others
  { name: 'audit_log_by_time', on: `audit_log ((at at time zone 'UTC') desc, id desc)` },
  { name: 'audit_log_by_time_and_actor', on: `audit_log (actor, (at at time zone 'UTC') desc, id desc)` },
  { name: 'audit_log_by_time_and_action', on: `audit_log (action, (at at time zone 'UTC') desc, id desc)` },
  { name: 'audit_log_of_clinic_by_time', on: 'audit_log (clinic_id, at desc, id desc)' },
  { name: 'audit_log_by_actor', on: 'audit_log (clinic_id, actor, at desc, id desc)' },
  { name: 'audit_log_by_action', on: 'audit_log (clinic_id, action, at desc, id desc)' },
  { name: 'audit_log_by_actor_and_action', on: 'audit_log (clinic_id, actor, action, at desc, id desc)' },
  // the largest comes last: whatever becomes of it, the others are there
  {
    name: 'message_words_keys',
    on: 'message_words using gin (keys) with (gin_pending_list_limit = 512)',
    fill: gatherWords,
    former: ['messages_said', 'messages_words'],
  },
];

type Request = {
  /** Ends the wait; Postgres may finish what it has begun. */
  readonly signal?: AbortSignal;
  readonly onBegin?: () => void;
};

/**
 * Builds the indexes of large tables that a database lacks (docs/decisions/0167, 0199, 0203), one after the other, beside reads
 * and writes, which wait for nothing. What a build that was broken off left is dropped first. `elsewhere`: another process is at
 * it. `url` logs in as the owner of the tables, with a session of its own.
 * @throws whatever Postgres says, after two hours for an index at the latest; the next call builds what is missing
 */
export const buildLargeIndexes = (
  url: string,
  { signal, onBegin }: Request = {},
): Promise<'there' | 'built' | 'elsewhere'> =>
  withClient({ url, role: undefined, applicationName: 'atende-index' }, async (client) => {
    const leave = leaves(client);
    signal?.addEventListener('abort', leave, { once: true });
    try {
      signal?.throwIfAborted();
      // never by waiting: a build waits for whoever waits for a lock
      if (!(await takesTurn(client))) return 'elsewhere';
      const states = await statesOf(client);
      const missing = largeIndexes.filter(({ name }) => states.get(name) !== 'valid');
      if (missing.length > 0) onBegin?.();
      await client.query(`set statement_timeout = ${buildTimeoutMs}; set lock_timeout = 0`);
      for (const index of missing) await build(client, index, states.get(index.name) === 'invalid');
      for (const former of largeIndexes.flatMap(({ former = [] }) => former))
        await client.query(`drop index concurrently if exists ${former}`);
      return missing.length === 0 ? 'there' : 'built';
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  });

/** Those that say, by being there, that their table is full: the next build fills it and makes them anew. */
export async function dropFilledIndexes(client: pg.Client): Promise<void> {
  for (const { name, fill } of largeIndexes)
    if (fill !== undefined) await client.query(`drop index if exists ${name}`);
}

async function build(client: pg.Client, { name, on, fill }: LargeIndex, isBroken: boolean): Promise<void> {
  const limit = AbortSignal.timeout(buildTimeoutMs + graceMs);
  const leave = leaves(client);
  limit.addEventListener('abort', leave, { once: true });
  try {
    if (isBroken) await client.query(`drop index concurrently if exists ${name}`);
    await fill?.(client);
    await client.query(`create index concurrently if not exists ${name} on ${on}`);
  } finally {
    limit.removeEventListener('abort', leave);
  }
}

/** Ends the connection, and with it whatever is waited for. */
const leaves = (client: pg.Client) => () => void client.end().catch(() => undefined);

async function takesTurn(client: pg.Client): Promise<boolean> {
  // called so by the version before, too, which builds one of them
  const { rows } = await client.query<{ is_ours: boolean }>(
    `select pg_try_advisory_lock(hashtextextended('atende message words', 0)) as is_ours`,
  );
  return rows[0]?.is_ours === true;
}

/** What is not in it is not there. */
async function statesOf(client: pg.Client): Promise<ReadonlyMap<string, 'valid' | 'invalid'>> {
  const { rows } = await client.query<{ name: string; indisvalid: boolean }>(
    `select name, indisvalid from unnest($1::text[]) as name join pg_index on indexrelid = to_regclass(name)`,
    [largeIndexes.map(({ name }) => name)],
  );
  return new Map(rows.map(({ name, indisvalid }) => [name, indisvalid ? 'valid' : 'invalid']));
}
