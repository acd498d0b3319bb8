import type { ClaimedTurn, TurnCompletion } from '../../../../application/ports/messaging/turns.ts';
import { awaitedVoices, seenChanges } from '../../../../domain/messaging/messages/turn-messages.ts';
import type { BatchEntry, BatchStatement } from '../../statement-batches.ts';
import { addressOf } from '../outbox-claims.ts';
import { replacesPreference } from '../people/message-preferences.ts';

const isNewPreference = replacesPreference(
  { at: 'contact.preference_at', wants: 'contact.wants_messages' },
  { at: 'turn.wants_at', wants: 'turn.wants_messages' },
);

/** Whether any of these recordings, which the turn awaited, has words now. */
export const isHeardSince = (ids: string, clinic = '$1') => `exists (
  select from message_media as media
  where media.clinic_id = ${clinic} and media.message_id = any(${ids}::uuid[]) and media.transcript_state = 'heard'
  offset 0
)`;

/** `afterTurn` in SQL, of many turns at once; held to it by tests/contract/rules/turn-rule.test.ts. */
export const completeTurns: BatchStatement = {
  name: 'complete-turns',
  text: `
with given as materialized (
  select * from json_to_recordset($1::json) as given (
    n integer, clinic_id uuid, id uuid, lease_token bigint, arrivals bigint, epoch integer, turn_id uuid,
    request_id text, messages uuid[], about text[], changes uuid[], voices uuid[], replies text, dialogue text,
    human_until timestamptz, attention text, prefers_people boolean, wants_messages boolean, wants_at timestamptz,
    wants_by text, taken_for_ms float8
  )
  -- the order in which every writer locks conversations
  order by clinic_id, id
), looked as materialized (
  -- what was written to the conversation after this statement began would not be seen below
  select given.*, held.version is distinct from seen.version as is_busy
  from given
  cross join lateral (
    select c.ctid as version from whatsapp_conversations_improved as c
    where c.clinic_id = given.clinic_id and c.id = given.id
    offset 0
  ) as seen
  left join lateral (
    select c.ctid as version from whatsapp_conversations_improved as c
    where c.clinic_id = given.clinic_id and c.id = given.id
    for no key update skip locked
  ) as held on true
), turn as materialized (
  update whatsapp_conversations_improved as c
  set
    turn_due_at = case when c.arrivals = given.arrivals then null else c.turn_due_at end,
    turn_first_at = case when c.arrivals = given.arrivals then null else coalesce(
      (
        select min(created_at) from whatsapp_messages_improved as waiting
        where waiting.clinic_id = c.clinic_id and waiting.conversation_id = c.id and waiting.awaits_turn
          and waiting.created_at >= c.turn_first_at and waiting.id <> all(given.messages)
      ),
      c.turn_first_at
    ) end,
    turn_lease_until = null,
    turn_attempts = 0,
    dialogue = given.dialogue::json,
    mode = case when given.human_until is null then c.mode else 'human' end,
    human_until = coalesce(given.human_until, c.human_until),
    attention = coalesce(given.attention::jsonb, c.attention),
    last_message_at = case when given.replies = '[]' then c.last_message_at else now() end
  from looked as given
  -- "is true" keeps each look-up out of the index of all that is in hand, offset each question out of a join of all with all
  where not given.is_busy and c.clinic_id = given.clinic_id and c.id = given.id and c.turn_lease_token = given.lease_token
    and (c.turn_lease_until is not null) is true and c.epoch = given.epoch and c.merged_into is null
    -- isUnseenChange of the domain
    and not exists (
      select from whatsapp_messages_improved as change
      where change.clinic_id = c.clinic_id and change.conversation_id = c.id and change.awaits_turn
        and change.about_meta_message_id = any(given.about) and change.type in ('edit', 'revoke')
        and change.id <> all(given.messages) and change.id <> all(given.changes)
      offset 0
    )
    and not ${isHeardSince('given.voices', 'given.clinic_id')}
  returning given.*, c.contact_id, c.whatsapp_number, c.waits_for_window, c.last_patient_message_at
), preference as (
  update contacts as contact
  set
    flags = case
      when turn.prefers_people is null then contact.flags
      when turn.prefers_people then array_append(array_remove(contact.flags, 'prefers-people'), 'prefers-people')
      else array_remove(contact.flags, 'prefers-people')
    end,
    -- lastPreference of the domain
    wants_messages = case when ${isNewPreference} then turn.wants_messages else contact.wants_messages end,
    preference_by = case when ${isNewPreference} then turn.wants_by else contact.preference_by end,
    preference_at = greatest(contact.preference_at, turn.wants_at)
  from turn
  where (turn.prefers_people is not null or turn.wants_at is not null)
    and contact.clinic_id = turn.clinic_id and contact.id = turn.contact_id
), answered as (
  update whatsapp_messages_improved as m
  set awaits_turn = false, turn_id = turn.turn_id
  from turn
  cross join unnest(turn.messages) as message (id)
  where m.clinic_id = turn.clinic_id and m.id = message.id
), taken as materialized (
  -- whose first reply a claim would offer now
  select
    turn.n, turn.taken_for_ms as for_ms, turn.waits_for_window, turn.last_patient_message_at, clinics.simulation_mode, number.phone_number_id,
    turn.whatsapp_number, ${addressOf('turn.clinic_id', 'turn.contact_id')}
  from turn
  cross join lateral (
    select simulation_mode from clinics where clinics.id = turn.clinic_id and is_active offset 0
  ) as clinics
  cross join lateral (
    select phone_number_id from clinic_whatsapp_numbers as number
    where number.clinic_id = turn.clinic_id and number.whatsapp_number = turn.whatsapp_number and sends_stopped_count = 0
    offset 0
  ) as number
  where turn.taken_for_ms is not null and not exists (
    select from whatsapp_messages_improved as older
    where older.clinic_id = turn.clinic_id and older.conversation_id = turn.id
      and older.direction = 'outbound' and older.status in ('queued', 'sending', 'unknown')
    offset 0
  )
), replies as (
  insert into whatsapp_messages_improved (
    clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, request_id, turn_id,
    turn_position, epoch, next_attempt_at, lease_until, lease_token
  )
  select
    turn.clinic_id, reply.id, turn.id, 'outbound', reply.origin, reply.type, reply.body, reply.content,
    case when taken.n is null then 'queued' else 'sending' end, now(), turn.request_id, turn.turn_id, reply.n, turn.epoch,
    now() + coalesce(taken.for_ms, 0) * interval '1 ms', now() + taken.for_ms * interval '1 ms',
    case when taken.n is null then 0 else 1 end
  from turn
  cross join json_to_recordset(turn.replies::json) as reply (n integer, id uuid, origin text, type text, body text, content json)
  left join taken on taken.n = turn.n and reply.n = 0
  returning clinic_id, conversation_id, status, id, origin, payload, created_at
)
select
  looked.n, looked.is_busy, (looked.n in (select n from turn)) is true as is_done, woken.*,
  first.id, first.origin, first.payload, first.created_at, taken.waits_for_window, taken.last_patient_message_at,
  taken.simulation_mode, taken.phone_number_id, taken.whatsapp_number, taken.phone, taken.bsuid
from looked
left join replies as first on first.status = 'sending' and first.clinic_id = looked.clinic_id and first.conversation_id = looked.id
left join taken on taken.n = looked.n
left join (
  select pg_notify('atende_work', 'send:0') where exists (select from replies where status = 'queued')
) as woken on true`,
  lock: ({ clinic_id: clinic, id }) => ({
    name: 'lock-turn',
    text: 'select from whatsapp_conversations_improved where clinic_id = $1 and id = $2 for no key update',
    values: [clinic, id],
  }),
};

/** Of two conversations of one person each may say what they want of the clinic's messages. */
export const ofOnePerson = ({ contact_id: contact }: BatchEntry): string => String(contact);

/** What `completeTurns` reads of a turn and its answer. */
export function completionEntry(
  turn: ClaimedTurn,
  { turnId, replies, dialogue, humanUntil, attention, prefersPeople, messagePreference }: TurnCompletion,
  takenForMs?: number,
): BatchEntry {
  const rows = replies.map(({ id, content, origin = 'assistant' }, n) => ({
    n,
    id,
    origin,
    type: content.type,
    body: content.body,
    content,
  }));
  return {
    clinic_id: turn.clinicId,
    id: turn.conversationId,
    contact_id: turn.contactId,
    lease_token: turn.leaseToken,
    arrivals: turn.arrivals,
    epoch: turn.epoch,
    turn_id: turnId,
    request_id: turn.requestId,
    messages: turn.messages.map(({ id }) => id),
    about: turn.messages.flatMap(({ metaMessageId }) => metaMessageId ?? []),
    changes: seenChanges(turn.messages),
    voices: awaitedVoices(turn.messages),
    // texts inside the JSON: json_to_recordset would unescape, and refuse, U+0000
    replies: JSON.stringify(rows),
    dialogue: JSON.stringify(dialogue ?? null),
    attention: attention && JSON.stringify(attention).replaceAll('\\u0000', ''),
    human_until: humanUntil,
    prefers_people: prefersPeople,
    wants_messages: messagePreference?.wantsMessages,
    wants_at: messagePreference?.at,
    wants_by: messagePreference?.by,
    taken_for_ms: takenForMs,
  };
}
