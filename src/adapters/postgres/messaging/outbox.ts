import { z } from 'zod';
import type { Outbox } from '../../../application/ports/messaging/outbox.ts';
import { clinicId as clinicIdOf } from '../../../domain/clinic/clinic.ts';
import { stopSends, stopSources, type SendStop } from '../../../domain/messaging/send-stop.ts';
import { claimSends } from './outbox-claims.ts';
import type { Pools } from '../pool.ts';
import { reservePlace } from './send-pacing.ts';
import { settleSend } from './outbox-settlement.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const stopRow = z
  .object({
    sends_stopped_until: z.date().nullable(),
    sends_stopped_count: z.int(),
    sends_stopped_by: z.enum(stopSources).nullable(),
    sends_stopped_at: z.date().nullable(),
  })
  .transform((row): SendStop => ({
    until: row.sends_stopped_until ?? undefined,
    count: row.sends_stopped_count,
    by: row.sends_stopped_by ?? undefined,
    at: row.sends_stopped_at ?? undefined,
  }));

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

  stopClinic: (clinicId, { by, reason }, now) =>
    inTenant(tenants, clinicId, async (client) => {
      const { rows } = await client.query(
        `select sends_stopped_until, sends_stopped_count, sends_stopped_by, sends_stopped_at
         from clinics where id = $1
         for no key update`,
        [clinicId],
      );
      const before = stopRow.optional().parse(rows[0]);
      if (before === undefined) return 0;
      const stop = stopSends(before, by, now);
      await client.query(
        `update clinics
         set sends_stopped_until = $2, sends_stopped_count = $3, sends_stopped_by = $4, sends_stopped_at = $5,
           sends_stopped_reason = $6
         where id = $1`,
        [clinicId, stop.until, stop.count, stop.by, stop.at, reason.slice(0, 500)],
      );
      return stop.count;
    }),

  async resumeClinics(proofs) {
    if (proofs.length === 0) return [];
    // `endsStop` in SQL, for many proofs at once; held to it by tests/contract/rules/send-stop-rule.test.ts
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
