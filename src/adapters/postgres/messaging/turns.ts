import type { QueryConfig, QueryResult } from 'pg';
import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { awaitedVoices, seenChanges } from '../../../domain/messaging/messages/turn-messages.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import type { Pools } from '../pool.ts';
import { lockConversation } from './notices.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { queryInGroup } from '../transaction-groups.ts';
import { insertTurnRecord } from '../clinic/turn-records.ts';
import { replacesPreference } from './people/message-preferences.ts';
import { turnClaims } from './turn-claims.ts';

const isNewPreference = replacesPreference(
  { at: 'contact.preference_at', wants: 'contact.wants_messages' },
  { at: '$17::timestamptz', wants: '$16::boolean' },
);

/** Whether any of these recordings, which the turn awaited, has words now. */
const isHeardSince = (ids: string) => `exists (
  select from message_media as media
  where media.clinic_id = $1 and media.message_id = any(${ids}::uuid[]) and media.transcript_state = 'heard'
)`;
/** Or will never have any. */
const isSettledSince = (ids: string) => `exists (
  select from message_media as media
  where media.clinic_id = $1 and media.message_id = any(${ids}::uuid[]) and media.state <> 'due'
    and media.transcript_state is distinct from 'due'
)`;

/** `afterTurn` in SQL, for one round trip; held to it by tests/contract/rules/turn-rule.test.ts. */
const completeStatement = `
with turn as materialized (
  update whatsapp_conversations_improved as c
  set
    turn_due_at = case when c.arrivals = $4 then null else c.turn_due_at end,
    turn_first_at = case when c.arrivals = $4 then null else coalesce(
      (
        select min(created_at) from whatsapp_messages_improved as waiting
        where waiting.clinic_id = c.clinic_id and waiting.conversation_id = c.id and waiting.awaits_turn
          and waiting.created_at >= c.turn_first_at and waiting.id <> all($5::uuid[])
      ),
      c.turn_first_at
    ) end,
    turn_lease_until = null,
    turn_attempts = 0,
    dialogue = $6::json,
    mode = case when $7::timestamptz is null then c.mode else 'human' end,
    human_until = coalesce($7::timestamptz, c.human_until),
    attention = coalesce($12::jsonb, c.attention),
    last_message_at = case when $8::json::text = '[]' then c.last_message_at else now() end
  where c.clinic_id = $1 and c.id = $2 and c.turn_lease_token = $3 and c.turn_lease_until is not null and c.epoch = $9
    and c.merged_into is null
    -- isUnseenChange of the domain
    and not exists (
      select from whatsapp_messages_improved as change
      where change.clinic_id = c.clinic_id and change.conversation_id = c.id and change.awaits_turn
        and change.about_meta_message_id = any($13::text[]) and change.type in ('edit', 'revoke')
        and change.id <> all($5::uuid[]) and change.id <> all($14::uuid[])
    )
    and not ${isHeardSince('$19')}
  returning c.clinic_id, c.id, c.epoch, c.contact_id
), preference as (
  update contacts as contact
  set
    flags = case
      when $15::boolean is null then contact.flags
      when $15 then array_append(array_remove(contact.flags, 'prefers-people'), 'prefers-people')
      else array_remove(contact.flags, 'prefers-people')
    end,
    -- lastPreference of the domain
    wants_messages = case when ${isNewPreference} then $16::boolean else contact.wants_messages end,
    preference_by = case when ${isNewPreference} then $18::text else contact.preference_by end,
    preference_at = greatest(contact.preference_at, $17::timestamptz)
  from turn
  where ($15::boolean is not null or $17::timestamptz is not null) and contact.clinic_id = turn.clinic_id and contact.id = turn.contact_id
), answered as (
  update whatsapp_messages_improved as m
  set awaits_turn = false, turn_id = $10
  from turn
  where m.clinic_id = turn.clinic_id and m.id = any($5::uuid[])
), replies as (
  insert into whatsapp_messages_improved (
    clinic_id, id, conversation_id, direction, origin, type, content, payload, status, sent_at, request_id, turn_id,
    turn_position, epoch, next_attempt_at
  )
  select
    turn.clinic_id, reply.id, turn.id, 'outbound', reply.origin, reply.type, reply.body, reply.content, 'queued', now(),
    $11, $10, reply.n, turn.epoch, now()
  from turn
  cross join json_to_recordset($8::json) as reply (n integer, id uuid, origin text, type text, body text, content json)
)
select
  (select count(*)::integer from turn) as done,
  (select pg_notify('atende_work', 'send:0') from turn where $8::json::text <> '[]') as woken`;

/** Claims look at all clinics; what follows a claim is the work of one. */
export const postgresTurns = ({ system, claims, tenants }: Pools): Turns => ({
  claim: turnClaims(claims),

  async renew(turn, leaseMs) {
    const { rowCount } = await queryInTenant(tenants, turn.clinicId, {
      name: 'renew-turn',
      text: `update whatsapp_conversations_improved
       set turn_lease_until = now() + $5 * interval '1 ms'
       where clinic_id = $1 and id = $2 and turn_lease_token = $3 and turn_lease_until is not null and epoch = $4 and merged_into is null
         and not ${isHeardSince('$6')}`,
      values: [
        ...[turn.clinicId, turn.conversationId, turn.leaseToken, turn.epoch, leaseMs],
        awaitedVoices(turn.messages),
      ],
    });
    return rowCount === 1;
  },

  complete(turn, completion) {
    const { clinicId } = turn;
    const { appointmentChanges = [], kept, turnId } = completion;
    // nearly every turn changes no appointment: one statement, one round trip
    const isOneStatement = awaitedVoices(turn.messages).length === 0;
    if (appointmentChanges.length === 0 && kept === undefined && isOneStatement)
      return finish((query) => queryInGroup<Done>(tenants, clinicId, query), turn, completion);
    // the conversation is locked before the appointments, as everywhere; a throw takes everything back
    return inTenant(tenants, clinicId, async (client) => {
      // words that are being written down are seen only by a statement that begins after them
      if (!isOneStatement) await lockConversation(client, clinicId, turn.conversationId);
      if (!(await finish((query) => client.query<Done>(query), turn, completion))) return false;
      await applyAppointmentChanges(client, clinicId, appointmentChanges);
      const { conversationId } = turn;
      if (kept) await insertTurnRecord(client, { clinicId, conversationId, turnId, outcome: 'sent', kept });
      return true;
    });
  },

  /** `afterPostponing` in SQL. */
  async postpone(turn) {
    const { rowCount } = await queryInTenant(tenants, turn.clinicId, {
      text: `update whatsapp_conversations_improved
       set turn_due_at = case when arrivals = $4 then null else turn_due_at end, turn_lease_until = null,
         turn_attempts = 0, waits_for_window = true
       where clinic_id = $1 and id = $2 and turn_lease_token = $3 and turn_lease_until is not null and epoch = $5
         and merged_into is null`,
      values: [turn.clinicId, turn.conversationId, turn.leaseToken, turn.arrivals, turn.epoch],
    });
    return rowCount === 1;
  },

  async release(turn, retryMs, failed) {
    const awaited = awaitedVoices(turn.messages);
    const query = {
      text: `update whatsapp_conversations_improved
       set turn_lease_until = null, turn_attempts = turn_attempts + $5,
         turn_due_at = case
           when turn_due_at is null then null
           when ${isSettledSince('$6')} then now()
           else now() + $4 * interval '1 ms'
         end
       where clinic_id = $1 and id = $2 and turn_lease_token = $3 and turn_lease_until is not null`,
      values: [turn.clinicId, turn.conversationId, turn.leaseToken, retryMs, failed ? 1 : 0, awaited],
    };
    if (awaited.length === 0) return (await queryInTenant(tenants, turn.clinicId, query)).rowCount === 1;
    return inTenant(tenants, turn.clinicId, async (client) => {
      await lockConversation(client, turn.clinicId, turn.conversationId);
      return (await client.query(query)).rowCount === 1;
    });
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(turn_due_at) - now())::float8 * 1000 as ms
       from whatsapp_conversations_improved
       where turn_due_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});

type Done = { readonly done: number };

async function finish(
  run: (query: QueryConfig) => Promise<QueryResult<Done>>,
  turn: ClaimedTurn,
  { turnId, replies, dialogue, humanUntil, attention, prefersPeople, messagePreference }: TurnCompletion,
): Promise<boolean> {
  const rows = replies.map(({ id, content, origin = 'assistant' }, n) => ({
    n,
    id,
    origin,
    type: content.type,
    body: content.body,
    content,
  }));
  const { rows: result } = await run({
    name: 'complete-turn',
    text: completeStatement,
    values: [
      turn.clinicId,
      turn.conversationId,
      turn.leaseToken,
      turn.arrivals,
      turn.messages.map(({ id }) => id),
      JSON.stringify(dialogue ?? null),
      humanUntil,
      JSON.stringify(rows),
      turn.epoch,
      turnId,
      turn.requestId,
      attention && JSON.stringify(attention).replaceAll('\\u0000', ''),
      turn.messages.flatMap(({ metaMessageId }) => metaMessageId ?? []),
      seenChanges(turn.messages),
      prefersPeople,
      ...[messagePreference?.wantsMessages, messagePreference?.at, messagePreference?.by],
      awaitedVoices(turn.messages),
    ],
  });
  return result[0]?.done === 1;
}
