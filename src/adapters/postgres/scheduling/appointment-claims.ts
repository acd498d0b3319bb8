import type { Pool } from 'pg';
import { z } from 'zod';
import type { ClaimedSync } from '../../../application/ports/scheduling/appointments.ts';
import { claimedRow } from './appointment-rows.ts';
import { clinicsWith } from '../clinics-with.ts';

/**
 * As for turns: round by round over the clinics. Of a calendar only the oldest is offered, and none while another one
 * of it is in hand: Google takes writes to one calendar badly at once. Two claimers at the same moment may still each
 * get one; nothing but Google's patience depends on it.
 */
const claimStatement = `
with recursive ${clinicsWith('appointments', 'next_sync_at')}, candidate as (
  select offer.*, in_hand.count + offer.round as place
  from clinic
  cross join lateral (
    select count(*) as count
    from appointments as a
    where a.clinic_id = clinic.clinic_id and a.lease_until > now()
  ) as in_hand
  cross join lateral (
    select clinic_id, id, next_sync_at, row_number() over (order by next_sync_at) as round
    from (
      select distinct on (a.calendar_id) a.clinic_id, a.id, a.next_sync_at
      from appointments as a
      where a.clinic_id = clinic.clinic_id and a.next_sync_at <= now()
        and (a.lease_until is null or a.lease_until <= now())
        and not exists (
          select from appointments as other
          where other.clinic_id = a.clinic_id and other.calendar_id = a.calendar_id and other.lease_until > now()
        )
      order by a.calendar_id, a.next_sync_at
    ) as oldest
    order by next_sync_at
    limit $1
  ) as offer
  order by place, random()
  limit $1
), locked as (
  select a.clinic_id, a.id
  from candidate
  join appointments as a using (clinic_id, id)
  where a.next_sync_at <= now() and (a.lease_until is null or a.lease_until <= now())
  order by a.clinic_id, a.id
  for no key update of a skip locked
)
update appointments as a
set lease_until = now() + $2 * interval '1 ms', lease_token = a.lease_token + 1
from locked
where a.clinic_id = locked.clinic_id and a.id = locked.id
returning a.*, a.next_sync_at as due_since`;

export async function claimSyncs(
  pool: Pool,
  limit: number,
  leaseMs: number,
): Promise<readonly ClaimedSync[]> {
  const { rows } = await pool.query({ name: 'claim-syncs', text: claimStatement, values: [limit, leaseMs] });
  return z.array(claimedRow).parse(rows);
}
