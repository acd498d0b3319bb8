import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedRenewal } from '../../../application/ports/connection/google-connections.ts';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { renewalRow } from './google-connection-rows.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

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

/** The row lock makes the answer true: `found` is the row as it was when nobody else could change it. */
const claimOneStatement = `
with found as (
  select
    clinic_id,
    case
      when version <> $2 or status not in ('connected', 'renewing_failed') then 'changed'
      when lease_until > now() then 'leased'
      when failures > 0 and next_renewal_at > now() then 'waiting'
      else 'free'
    end as verdict
  from google_calendar_tokens_by_clinic
  where clinic_id = $1
  for no key update
), claimed as (
  update google_calendar_tokens_by_clinic as c
  set lease_until = now() + $3 * interval '1 ms', lease_token = c.lease_token + 1
  from found
  where c.clinic_id = found.clinic_id and found.verdict = 'free'
  returning c.*
)
select found.verdict, claimed.*
from found
left join claimed on claimed.clinic_id = found.clinic_id`;

const verdictRow = z.object({ verdict: z.enum(['changed', 'leased', 'waiting', 'free']) });

export async function claimOneRenewal(
  tenants: TenantPool,
  clinicId: ClinicId,
  seenVersion: number,
  leaseMs: number,
): Promise<ClaimedRenewal | 'leased' | 'changed' | 'waiting'> {
  const { rows } = await queryInTenant(tenants, clinicId, {
    name: 'claim-one-renewal',
    text: claimOneStatement,
    values: [clinicId, seenVersion, leaseMs],
  });
  const [row] = rows as unknown[];
  if (row === undefined) return 'changed';
  const { verdict } = verdictRow.parse(row);
  return verdict === 'free' ? renewalRow.parse(row) : verdict;
}
