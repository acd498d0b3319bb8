import { z } from 'zod';
import type {
  ClaimedRevocation,
  GoogleRevocations,
} from '../../../application/ports/connection/google-revocations.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const revocationRow = z
  .object({
    id: z.string(),
    clinic_id: z.string().transform(clinicId),
    refresh_token: z.string().transform(sealedToken),
    lease_token: z.coerce.number().int(),
    lease_until: z.date(),
    attempts: z.int(),
    requested_at: z.date(),
  })
  .transform((row): ClaimedRevocation => ({
    id: row.id,
    clinicId: row.clinic_id,
    refreshToken: row.refresh_token,
    leaseToken: row.lease_token,
    leaseUntil: row.lease_until,
    attempts: row.attempts,
    requestedAt: row.requested_at,
  }));

/** Connecting the account again waits for this row, then sees the lease and refuses (see save-google-connection.ts). */
const claimWhere = (condition: string) => `
with due as (
  select clinic_id, id
  from google_revocations
  where finished_at is null and (lease_until is null or lease_until <= now()) and ${condition}
  order by next_attempt_at
  limit $1
  for update skip locked
)
update google_revocations as r
set lease_until = now() + $2 * interval '1 ms', lease_token = r.lease_token + 1
from due
where r.clinic_id = due.clinic_id and r.id = due.id
returning r.*`;

const mostOfOneClinic = 20;

/** Claims of what is due, and what is to be forgotten, are about all clinics. */
export const postgresGoogleRevocations = ({ system, tenants }: Pools): GoogleRevocations => ({
  async claimDue(limit, leaseMs) {
    const { rows } = await system.query(claimWhere('next_attempt_at <= now()'), [limit, leaseMs]);
    return z.array(revocationRow).parse(rows);
  },

  async claimOf(clinic, leaseMs) {
    const { rows } = await queryInTenant(tenants, clinic, {
      text: claimWhere('clinic_id = $3'),
      values: [mostOfOneClinic, leaseMs, clinic],
    });
    return z.array(revocationRow).parse(rows);
  },

  async settle({ clinicId: clinic, id, leaseToken }, settlement) {
    const held = 'clinic_id = $1 and id = $2 and lease_token = $3 and lease_until is not null';
    if (settlement.to === 'retry') {
      const { rowCount } = await queryInTenant(tenants, clinic, {
        text: `update google_revocations
         set next_attempt_at = $4, last_error_code = $5, attempts = attempts + 1, lease_until = null
         where ${held}`,
        values: [clinic, id, leaseToken, settlement.at, settlement.code],
      });
      return rowCount === 1;
    }
    await system.query(`delete from google_revocations where finished_at < now() - interval '1 day'`);
    return inTenant(tenants, clinic, async (client) => {
      const { rowCount } = await client.query(
        `update google_revocations
         set finished_at = now(), refresh_token = null, next_attempt_at = null, last_error_code = $4,
           attempts = attempts + 1, lease_until = null
         where ${held}`,
        [clinic, id, leaseToken, settlement.code],
      );
      if (rowCount !== 1) return false;
      await client.query(
        `delete from google_calendar_tokens_by_clinic as c
         where c.clinic_id = $1 and c.status = 'disconnecting' and not exists (
           select from google_revocations as open where open.clinic_id = c.clinic_id and open.finished_at is null
         )`,
        [clinic],
      );
      return true;
    });
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_attempt_at) - now())::float8 * 1000 as ms
       from google_revocations
       where finished_at is null and next_attempt_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});
