import type { Pool } from 'pg';
import { z } from 'zod';
import type { ArrivedMessage, AppendOutcome, Inbox } from '../../../application/ports/messaging/inbox.ts';
import { UnstorableBatch } from '../../../domain/messaging/ingest-errors.ts';
import { windowMs } from '../../../domain/messaging/customer-service-window.ts';
import {
  callsForAnswer,
  copyIsFinalMs,
  countsAsUnread,
  isHumanAct,
  opensWindow,
  takesPlaceOfCopy,
  type TurnPolicy,
} from '../../../domain/messaging/turn.ts';
import { mediaKeptMs } from '../../../domain/messaging/messages/media.ts';
import { queryWithFreshPlan, replanMs } from '../fresh-plans.ts';
import { refusesData, sqlState } from '../transaction.ts';

const outcomeRows = z.array(
  z.object({ n: z.int(), outcome: z.enum(['stored', 'duplicate', 'copied', 'erased']) }),
);

/** The insert itself deduplicates, in the order of the key (docs/decisions/0002). */
const inserted = `
  insert into whatsapp_messages_improved (
    clinic_id, id, conversation_id, direction, origin, meta_message_id, dedupe_key, type, content, payload, choice,
    about_meta_message_id, quotes_meta_message_id, details, status, sent_at, created_at, request_id, awaits_turn
  )
  select
    clinic_id, id, conversation_id, direction, origin, meta_message_id, md5(dedupe_key)::uuid, type, content, payload::json,
    choice, about, quotes, details, case direction when 'inbound' then 'received' else 'sent' end, least(sent_at, now()),
    -- what was imported stands where it belongs in time
    case origin when 'history' then least(sent_at, now()) else now() end, request_id, awaits_turn
  from placed
  where not is_erased
  order by clinic_id, dedupe_key
  on conflict (clinic_id, dedupe_key) where dedupe_key is not null do nothing
  returning id`;

/** The copy becomes the message: under the id that is announced, and with the time at which the turn looks for it. */
const madeLive = `
  update whatsapp_messages_improved as copy
  set
    id = placed.id, conversation_id = placed.conversation_id, origin = placed.origin, type = placed.type,
    content = placed.content, payload = placed.payload::json, choice = placed.choice, about_meta_message_id = placed.about,
    quotes_meta_message_id = placed.quotes, details = placed.details, sent_at = least(placed.sent_at, now()), created_at = now(), request_id = placed.request_id,
    awaits_turn = placed.awaits_turn,
    merge_id = case when copy.conversation_id = placed.conversation_id then copy.merge_id end
  from placed
  where copy.clinic_id = placed.clinic_id and copy.dedupe_key = md5(placed.dedupe_key)::uuid and copy.origin = 'history'
    and placed.outranks_copy and not placed.is_erased
  returning placed.id`;

/** Its copy from the history may have brought the file. */
const copyWithoutFile = `
    and not exists (
      select from whatsapp_messages_improved as copy
      join message_media as known on known.clinic_id = copy.clinic_id and known.message_id = copy.id
      where copy.clinic_id = placed.clinic_id and copy.dedupe_key = md5(placed.dedupe_key)::uuid
    )`;

/**
 * Conversations are locked in a fixed order first, so that writers in other processes cannot deadlock with us and a
 * merge cannot slip in between. Each is looked up on its own, and what belongs together is found by hash (`in (…) is
 * true` is never turned into a join): so the plan is right on an empty table, too, and a batch costs by its length.
 *
 * What waits for the customer service window is due from here, before any answer to what has arrived.
 *
 * What becomes of the conversations is `afterArrival`, written again in SQL for speed and held to it by
 * tests/contract/rules/ingest-rule.test.ts.
 */
const statement = (stored: string, withoutFile = '') => `
with item as materialized (
  select * from json_to_recordset($1::json) as item (
    n integer, id uuid, clinic_id uuid, conversation_id uuid, identity_version integer, direction text, origin text,
    meta_message_id text, dedupe_key text, type text, content text, payload text, choice json, about text, quotes text, details json, media json,
    sent_at timestamptz, request_id text, awaits_turn boolean, calls boolean, opens boolean, unread boolean,
    human_act boolean, takes_place boolean, erasure_keys uuid[]
  )
), locked as materialized (
  select conversation.*
  from (select distinct clinic_id, conversation_id from item order by clinic_id, conversation_id) as wanted
  cross join lateral (
    select clinic_id, id, identity_version from whatsapp_conversations_improved
    where clinic_id = wanted.clinic_id and id = wanted.conversation_id and merged_into is null
    for no key update
  ) as conversation
), placed as materialized (
  select item.*, exists (
    select from erased_keys as erased
    where erased.clinic_id = item.clinic_id and erased.key = any(item.erasure_keys)
      and erased.covers_until >= item.sent_at
  ) as is_erased,
  item.takes_place and item.sent_at > now() - $5 * interval '1 ms' as outranks_copy
  from item
  where ((clinic_id, conversation_id, identity_version) in (select clinic_id, id, identity_version from locked)) is true
), stored as (${stored}
), media as (
  insert into message_media (
    clinic_id, message_id, meta_media_id, declared_type, declared_sha256, file_name, next_attempt_at, available_until
  )
  select
    clinic_id, id, media ->> 'mediaId', media ->> 'mimeType', media ->> 'sha256', media ->> 'fileName', now(),
    least(sent_at, now()) + $7 * interval '1 ms'
  from placed
  where media is not null and (id in (select id from stored)) is true${withoutFile}
  returning message_id
), arrival as materialized (
  select
    placed.clinic_id,
    placed.conversation_id,
    count(*) filter (where placed.calls) as calls,
    count(*) filter (where placed.unread) as unread,
    max(least(placed.sent_at, now())) filter (where placed.human_act) + $4 * interval '1 ms' as staff_until,
    max(least(placed.sent_at, now())) as last_message_at,
    max(least(placed.sent_at, now())) filter (where placed.opens) as last_patient_message_at
  from placed
  where (id in (select id from stored)) is true
  group by placed.clinic_id, placed.conversation_id
), changed as (
  update whatsapp_conversations_improved as c
  set
    arrivals = c.arrivals + arrival.calls,
    mode = case
      when arrival.staff_until > now() then 'human'
      when arrival.calls > 0 and c.human_until <= now() then 'assistant'
      else c.mode
    end,
    epoch = c.epoch + ((arrival.staff_until > now()) is true)::integer,
    human_until = case
      when arrival.staff_until > now() then case
        -- without an end only somebody of the clinic ends it
        when c.mode = 'human' and c.human_until is null then null
        else greatest(c.human_until, arrival.staff_until)
      end
      when arrival.calls > 0 and c.human_until <= now() then null
      else c.human_until
    end,
    turn_first_at = case
      when arrival.staff_until > now() then null
      when arrival.calls = 0 then c.turn_first_at
      else least(coalesce(c.turn_first_at, now()), now())
    end,
    turn_due_at = case
      when arrival.staff_until > now() then null
      when arrival.calls = 0 then c.turn_due_at
      else least(
        now() + $2 * interval '1 ms',
        least(coalesce(c.turn_first_at, now()), now()) + $3 * interval '1 ms'
      )
    end,
    attention = case
      when arrival.staff_until > now() then c.attention - 'handover' - 'lookedAt' - 'absenceToldAt'
      else c.attention
    end,
    unread = c.unread + arrival.unread,
    last_message_at = greatest(c.last_message_at, arrival.last_message_at),
    last_patient_message_at = greatest(c.last_patient_message_at, arrival.last_patient_message_at)
  from arrival
  where c.clinic_id = arrival.clinic_id and c.id = arrival.conversation_id
), waiting as materialized (
  select message.clinic_id, message.id
  from arrival
  cross join lateral (
    select clinic_id, id from whatsapp_messages_improved
    where clinic_id = arrival.clinic_id and conversation_id = arrival.conversation_id and status = 'waiting'
    order by id
    for no key update
  ) as message
  where arrival.last_patient_message_at > now() - $6 * interval '1 ms'
), released as (
  update whatsapp_messages_improved as m
  set status = 'queued', next_attempt_at = now()
  from waiting
  where m.clinic_id = waiting.clinic_id and m.id = waiting.id
  returning m.id
)
select
  (
    select json_agg(json_build_object('n', placed.n, 'outcome', case
      when id in (select id from stored) then 'stored'
      when placed.is_erased then 'erased'
      -- one that this statement does not see yet may be a copy, too
      when placed.outranks_copy and not exists (
        select from whatsapp_messages_improved as known
        where known.clinic_id = placed.clinic_id and known.dedupe_key = md5(placed.dedupe_key)::uuid
          and known.origin <> 'history'
      ) then 'copied'
      else 'duplicate'
    end))
    from placed
  ) as outcomes,
  (select pg_notify('atende_work', 'turn:' || $2::integer) from arrival where calls > 0 limit 1) as woken,
  (select pg_notify('atende_work', 'send:0') from released limit 1) as sends_woken,
  (select pg_notify('atende_work', 'media:0') from media limit 1) as media_woken`;

/** The hot path: one prepared statement per batch. */
const append = { name: 'append-messages', text: statement(inserted) };
/** For what the first one called `copied`. */
const makeLive = { name: 'make-live', text: statement(madeLive, copyWithoutFile) };

/** Needs a pool of `openIngestPool`. */
export const postgresInbox = (pool: Pool, everyMs = replanMs): Inbox => ({
  async append(messages, policy) {
    const items = messages.map(itemOf);
    const write = (prepared: Prepared, of: readonly object[]) =>
      writeItems(pool, everyMs, prepared, of, policy);
    const outcomes = await write(append, items);
    const copied = items.filter(({ n }) => outcomes.get(n) === 'copied');
    const madeLive = copied.length === 0 ? outcomes : await write(makeLive, copied);
    return items.map(({ n }) => {
      const outcome = (outcomes.get(n) === 'copied' ? madeLive : outcomes).get(n) ?? 'moved';
      return outcome === 'copied' ? 'duplicate' : outcome;
    });
  },
});

type Outcome = AppendOutcome | 'copied';
type Prepared = { readonly name: string; readonly text: string };

/** The outcome of each item by its place; none for one whose placement is out of date. */
async function writeItems(
  pool: Pool,
  everyMs: number,
  prepared: Prepared,
  items: readonly object[],
  policy: TurnPolicy,
): Promise<ReadonlyMap<number, Outcome>> {
  const query = {
    ...prepared,
    values: [
      JSON.stringify(items),
      policy.debounceMs,
      policy.capMs,
      policy.humanQuietMs,
      copyIsFinalMs,
      windowMs,
      mediaKeptMs,
    ],
  };
  const run = () => queryWithFreshPlan<{ outcomes: unknown }>(pool, query, everyMs);
  const result = await run().catch((error: unknown) => {
    if (refusesData(error)) throw new UnstorableBatch(error);
    // The one order we do not control: the same message placed with two people. Nothing was written; once more.
    if (sqlState(error) === '40P01') return run();
    throw error;
  });
  const rows = outcomeRows.parse(result.rows[0]?.outcomes ?? []);
  return new Map(rows.map(({ n, outcome }) => [n, outcome]));
}

const itemOf = (
  { id, clinicId, placement, message, requestId, erasureKeys = [] }: ArrivedMessage,
  n: number,
) => ({
  n,
  id,
  clinic_id: clinicId,
  conversation_id: placement.conversationId,
  identity_version: placement.identityVersion,
  direction: message.sentByClinic === true || message.origin === 'staff' ? 'outbound' : 'inbound',
  origin: message.origin,
  meta_message_id: message.metaMessageId,
  dedupe_key: message.dedupeKey,
  type: message.type,
  content: message.text,
  // as a text inside the JSON: json_to_recordset would unescape, and refuse, U+0000 and lone surrogates
  payload: JSON.stringify(message.raw),
  choice: message.choice,
  details: message.details,
  media: message.media,
  about: message.aboutMetaMessageId,
  quotes: message.quotesMetaMessageId,
  sent_at: message.sentAt,
  request_id: requestId,
  awaits_turn: callsForAnswer(message),
  calls: callsForAnswer(message),
  opens: opensWindow(message),
  unread: countsAsUnread(message),
  human_act: isHumanAct(message),
  takes_place: takesPlaceOfCopy(message),
  erasure_keys: erasureKeys,
});
