import type { Outbox } from '../../../application/ports/messaging/outbox.ts';
import { sendClaims } from './outbox-claims.ts';
import type { Pools } from '../pool.ts';
import { placeReservations } from './sending/send-pacing.ts';
import { resumeNumbers, stopNumbers } from './sending/send-stops.ts';
import { sendSettlements } from './outbox-settlement.ts';
import { mostRefusals } from '../../../domain/messaging/customer-service-window.ts';
import { queryInTenant } from '../transaction.ts';

/** Claims and proofs are about all clinics, and so are places and settlements, in batches; everything else is the work of one. */
export const postgresOutbox = (pools: Pools): Outbox => {
  const { system, claims, tenants } = pools;
  return {
    claim: sendClaims(claims),
    reservePlace: placeReservations(pools),
    settle: sendSettlements(pools),

    async rewrite({ clinicId, messageId, leaseToken }, content) {
      const { rowCount } = await queryInTenant(tenants, clinicId, {
        text: `update whatsapp_messages_improved set type = $4, content = $5, sent_as = case when $4 = 'template' then $6::json end,
         payload = case when $4 = 'template' then payload else $6::json end
       where clinic_id = $1 and id = $2 and lease_token = $3 and status = 'sending' and lease_until is not null`,
        values: [clinicId, messageId, leaseToken, content.type, content.body, JSON.stringify(content)],
      });
      return rowCount === 1;
    },

    async markResend({ clinicId, messageId, leaseToken }) {
      const { rowCount } = await queryInTenant(tenants, clinicId, {
        text: `update whatsapp_messages_improved set resends = resends + 1
       where clinic_id = $1 and id = $2 and lease_token = $3 and status = 'sending'`,
        values: [clinicId, messageId, leaseToken],
      });
      return rowCount === 1;
    },

    stopNumbers: (which, stop, now) => stopNumbers(tenants, which, stop, now),
    resumeNumbers: (proofs) => resumeNumbers(system, proofs),

    async queueOverlooked(openSince, limit) {
      const { rowCount } = await system.query(
        `with overlooked as (
         select m.clinic_id, m.id
         from whatsapp_messages_improved as m
         join whatsapp_conversations_improved as c on c.clinic_id = m.clinic_id and c.id = m.conversation_id
         where m.status = 'waiting' and m.attempts < $3
           and c.last_patient_message_at > $1 and c.last_patient_message_at > m.created_at
         limit $2
         for no key update of m skip locked
       )
       update whatsapp_messages_improved as m set status = 'queued', next_attempt_at = now()
       from overlooked
       where m.clinic_id = overlooked.clinic_id and m.id = overlooked.id`,
        [openSince, limit, mostRefusals],
      );
      if (rowCount) await system.query(`select pg_notify('atende_work', 'send:0')`);
      return rowCount ?? 0;
    },

    async msUntilDue() {
      const { rows } = await system.query<{ ms: number | null }>(
        `select extract(epoch from min(next_attempt_at) - now())::float8 * 1000 as ms
       from whatsapp_messages_improved
       where next_attempt_at > now()`,
      );
      return rows[0]?.ms ?? undefined;
    },
  };
};
