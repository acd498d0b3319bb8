import type { ClaimedTurn, TurnCompletion, Turns } from '../../../application/ports/messaging/turns.ts';
import { awaitedVoices } from '../../../domain/messaging/messages/turn-messages.ts';
import { applyAppointmentChanges } from '../scheduling/appointment-changes.ts';
import type { Pools } from '../pool.ts';
import { lockConversation } from './notices.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { doAlone, inBatches, type BatchEntry } from '../statement-batches.ts';
import { insertTurnRecord } from '../clinic/turn-records.ts';
import { turnClaims } from './turn/turn-claims.ts';
import { takenReply } from './turn/taken-reply.ts';
import { completeTurns, completionEntry, isHeardSince, ofOnePerson } from './turn/complete-turns.ts';

/** Or will never have any. */
const isSettledSince = (ids: string) => `exists (
  select from message_media as media
  where media.clinic_id = $1 and media.message_id = any(${ids}::uuid[]) and media.state <> 'due'
    and media.transcript_state is distinct from 'due'
)`;

type TurnDone = { readonly is_done: boolean; readonly id: string | null };

/** Nearly every turn changes no appointment: it ends in one round trip with other turns. */
const isOneStatement = ({ messages }: ClaimedTurn, { appointmentChanges = [], kept }: TurnCompletion) =>
  appointmentChanges.length === 0 && kept === undefined && awaitedVoices(messages).length === 0;

/** Claims look at all clinics, and so do the ends of turns, in batches; everything else is the work of one. */
export const postgresTurns = (pools: Pools): Turns => {
  const { system, claims, tenants } = pools;
  const complete = inBatches<TurnDone>(pools, completeTurns, { apart: ofOnePerson });
  /** The conversation is locked before the appointments, as everywhere; a throw takes everything back. */
  const completeWithMore = (
    { clinicId, conversationId }: ClaimedTurn,
    { appointmentChanges = [], kept, turnId }: TurnCompletion,
    entry: BatchEntry,
  ) =>
    inTenant(tenants, clinicId, async (client) => {
      const done = await doAlone<TurnDone>(client, completeTurns, entry);
      if (done[0]?.is_done !== true) return done;
      await applyAppointmentChanges(client, clinicId, appointmentChanges);
      if (kept) await insertTurnRecord(client, { clinicId, conversationId, turnId, outcome: 'sent', kept });
      return done;
    });

  return {
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

    async complete(turn, completion, taker) {
      const entry = completionEntry(turn, completion, taker?.leaseMs);
      const [done] = await (isOneStatement(turn, completion)
        ? complete(entry)
        : completeWithMore(turn, completion, entry));
      const taken = takenReply(turn, done);
      if (taken !== undefined) taker?.take(taken);
      return done?.is_done === true;
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
  };
};
