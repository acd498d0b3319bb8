import type { Outbox } from '../../../application/ports/messaging/outbox.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import { stopSources } from '../../../domain/messaging/send-stop.ts';
import { claimSends } from './outbox-claims.ts';
import type { Pools } from '../pool.ts';
import { reservePlace } from './send-pacing.ts';
import { settleSend } from './outbox-settlement.ts';
import { queryInTenant } from '../transaction.ts';

const firstStopMs = 60_000;
const longestStopMs = 3_600_000;

/** Claims and proofs are about all clinics; what follows a claim is the work of one. */
export const postgresOutbox = ({ system, tenants }: Pools): Outbox => ({
  claim: (limit, leaseMs) => claimSends(system, limit, leaseMs),
  reservePlace: (send, policy, leaseMs) => reservePlace(tenants, send, policy, leaseMs),
  settle: (send, settlement, now) => settleSend(tenants, send, settlement, now),

  async markResend({ clinicId, messageId, leaseToken }) {
    const { rowCount } = await queryInTenant(tenants, clinicId, {
      text: `update whatsapp_messages_improved set resends = resends + 1
       where clinic_id = $1 and id = $2 and lease_token = $3 and status = 'sending'`,
      values: [clinicId, messageId, leaseToken],
    });
    return rowCount === 1;
  },

  async stopClinic(clinicId, { by, reason }, now) {
    const { rows } = await queryInTenant<{ sends_stopped_count: number }>(tenants, clinicId, {
      text: `update clinics
       set
         sends_stopped_until = case
           when sends_stopped_until > $3 then sends_stopped_until
           else $3 + least($5::float8, $4::float8 * power(2, least(sends_stopped_count, 20))) * interval '1 ms'
         end,
         sends_stopped_count = sends_stopped_count + case when sends_stopped_until > $3 then 0 else 1 end,
         sends_stopped_at = greatest(sends_stopped_at, $3),
         sends_stopped_by = ($7::text[])[greatest(
           array_position($7::text[], sends_stopped_by),
           array_position($7::text[], $6)
         )],
         sends_stopped_reason = $2
       where id = $1
       returning sends_stopped_count`,
      values: [clinicId, reason.slice(0, 500), now, firstStopMs, longestStopMs, by, stopSources],
    });
    return rows[0]?.sends_stopped_count ?? 0;
  },

  async resumeClinics(proofs) {
    if (proofs.length === 0) return [];
    const items = proofs.map(({ clinicId, proof }) => ({ clinic: clinicId, ...proof }));
    const { rows } = await system.query<{ id: string }>({
      name: 'resume-clinics',
      text: `update clinics
        set sends_stopped_until = null, sends_stopped_reason = null, sends_stopped_count = 0, sends_stopped_at = null,
          sends_stopped_by = null
        from json_to_recordset($1::json) as proof (clinic uuid, by text, at timestamptz)
        where clinics.id = proof.clinic and sends_stopped_count > 0
          and (
            proof.by = 'news'
            or (sends_stopped_at < proof.at and (proof.by = 'sent' or sends_stopped_by = 'send'))
          )
        returning clinics.id`,
      values: [JSON.stringify(items)],
    });
    return rows.map(({ id }) => clinicIdOf(id));
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_attempt_at) - now())::float8 * 1000 as ms
       from whatsapp_messages_improved
       where next_attempt_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});
