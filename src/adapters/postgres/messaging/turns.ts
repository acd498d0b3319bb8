import type { QueryConfig, QueryResult } from 'pg';
import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { claimConversations } from './turn-claims.ts';

/** `afterTurn` in SQL, for one round trip; held to it by tests/contract/rules/turn-rule.test.ts. */
const completeStatement = `
with turn as materialized (
  update whatsapp_conversations_improved as c
  set
    turn_due_at = case when c.arrivals = $4 or $7::timestamptz is not null then null else c.turn_due_at end,
    turn_first_at = case when c.arrivals = $4 or $7::timestamptz is not null then null else coalesce(
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
    human_until = coalesce($7, c.human_until),
    last_message_at = case when $8::json::text = '[]' then c.last_message_at else now() end
  where c.clinic_id = $1 and c.id = $2 and c.turn_lease_token = $3 and c.turn_lease_until is not null and c.epoch = $9 and c.mode = 'assistant'
    and c.merged_into is null
  returning c.clinic_id, c.id, c.epoch
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
    turn.clinic_id, reply.id, turn.id, 'outbound', 'assistant', reply.type, reply.body, reply.content, 'queued', now(),
    $11, $10, reply.n, turn.epoch, now()
  from turn
  cross join json_to_recordset($8::json) as reply (n integer, id uuid, type text, body text, content json)
)
select
  (select count(*)::integer from turn) as done,
  (select pg_notify('atende_work', 'send:0') from turn where $8::json::text <> '[]') as woken`;

/** Claims look at all clinics; what follows a claim is the work of one. */
export const postgresTurns = ({ system, tenants }: Pools): Turns => ({
  claim: (limit, leaseMs) => claimConversations(system, limit, leaseMs),

  complete(turn, completion) {
    const { clinicId } = turn;
    const { appointmentChanges = [] } = completion;
    // nearly every turn changes no appointment: one statement, one round trip
    if (appointmentChanges.length === 0)
      return finish((query) => queryInTenant<Done>(tenants, clinicId, query), turn, completion);
    // the conversation is locked before the appointments, as everywhere; a throw takes everything back
    return inTenant(tenants, clinicId, async (client) => {
      if (!(await finish((query) => client.query<Done>(query), turn, completion))) return false;
      await applyAppointmentChanges(client, clinicId, appointmentChanges);
      return true;
    });
  },

  async release(turn, retryMs, failed) {
    const { rowCount } = await queryInTenant(tenants, turn.clinicId, {
      text: `update whatsapp_conversations_improved
       set turn_lease_until = null, turn_attempts = turn_attempts + $5,
         turn_due_at = case when turn_due_at is null then null else now() + $4 * interval '1 ms' end
       where clinic_id = $1 and id = $2 and turn_lease_token = $3 and turn_lease_until is not null`,
      values: [turn.clinicId, turn.conversationId, turn.leaseToken, retryMs, failed ? 1 : 0],
    });
    return rowCount === 1;
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
  { turnId, replies, dialogue, humanUntil }: TurnCompletion,
): Promise<boolean> {
  const rows = replies.map(({ id, content }, n) => ({
    n,
    id,
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
    ],
  });
  return result[0]?.done === 1;
}
