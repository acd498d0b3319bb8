import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedRenewal } from '../../../application/ports/connection/google-connections.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { claimOutOfTurn } from '../../../domain/connection/renewal.ts';
import { renewalRow } from './google-connection-rows.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant } from '../transaction.ts';

/** One row per clinic, so the oldest first is fair by itself. Only live connections have a `next_renewal_at`. */
const claimStatement = `
with due as (
  select clinic_id
  from google_calendar_tokens_by_clinic
  where next_renewal_at <= now() and (lease_until is null or lease_until <= now())
  order by next_renewal_at
  limit $1
  for no key update skip locked
)
update google_calendar_tokens_by_clinic as c
set lease_until = now() + $2 * interval '1 ms', lease_token = c.lease_token + 1
from due
where c.clinic_id = due.clinic_id
returning c.*`;

export async function claimDueRenewals(
  pool: Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedRenewal[]> {
  const { rows } = await pool.query({
    name: 'claim-renewals',
    text: claimStatement,
    values: [limit, leaseMs],
  });
  return z
    .array(renewalRow)
    .parse(rows)
    .sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
}

const foundRow = z
  .object({
    version: z.coerce.number().int(),
    status: z.enum(['connected', 'renewing_failed', 'reconnect_required', 'disconnecting']),
    failures: z.int(),
    next_renewal_at: z.date().nullable(),
    lease_until: z.date().nullable(),
    now: z.date(),
  })
  .transform(({ next_renewal_at: nextRenewalAt, lease_until: leaseUntil, ...row }) => ({
    ...row,
    ...(nextRenewalAt && { nextRenewalAt }),
    ...(leaseUntil && { leaseUntil }),
  }));

export const claimOneRenewal = (
  tenants: TenantPool,
  clinicId: ClinicId,
  seenVersion: number,
  leaseMs: number,
): Promise<ClaimedRenewal | 'leased' | 'changed' | 'waiting'> =>
  inTenant(tenants, clinicId, async (client) => {
    const { rows } = await client.query(
      `select version, status, failures, next_renewal_at, lease_until, now() as now
       from google_calendar_tokens_by_clinic
       where clinic_id = $1
       for no key update`,
      [clinicId],
    );
    const found = foundRow.optional().parse(rows[0]);
    if (found === undefined) return 'changed';
    const verdict = claimOutOfTurn(found, seenVersion, found.now);
    if (verdict !== 'claim') return verdict;
    const { rows: claimed } = await client.query(
      `update google_calendar_tokens_by_clinic
       set lease_until = now() + $2 * interval '1 ms', lease_token = lease_token + 1
       where clinic_id = $1
       returning *`,
      [clinicId, leaseMs],
    );
    return renewalRow.parse(claimed[0]);
  });
