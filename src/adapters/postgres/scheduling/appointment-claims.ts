import type { Pool } from 'pg';
import { z } from 'zod';
import type { Appointments } from '../../../application/ports/scheduling/appointments.ts';
import { claimedColumns, claimedRow } from './appointment-rows.ts';
import { dueClinics, rotatingClaim } from '../claims/rotating-claim.ts';

/**
 * As for turns: round by round over the clinics. Of a calendar only the oldest is offered, and none while another one
 * of it is in hand: Google takes writes to one calendar badly at once. Two claimers at the same moment may still each
 * get one; nothing but Google's patience depends on it.
 */
const claimStatement = `
with recursive ${dueClinics('appointments', 'next_sync_at')}, candidate as (
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
    limit $3
  ) as offer
  order by place, random()
  limit $3
), locked as (
  -- each looked up on its own: a join in this order would be read from the key of all appointments
  select found.clinic_id, found.id
  from (select clinic_id, id from candidate order by clinic_id, id) as wanted
  cross join lateral (
    select a.clinic_id, a.id from appointments as a
    where a.clinic_id = wanted.clinic_id and a.id = wanted.id and a.next_sync_at <= now()
      and (a.lease_until is null or a.lease_until <= now())
    for no key update skip locked
  ) as found
), claimed as (
  update appointments as a
  set lease_until = now() + $4 * interval '1 ms', lease_token = a.lease_token + 1
  from locked
  where a.clinic_id = locked.clinic_id and a.id = locked.id
  returning a.*, a.next_sync_at as due_since
)
select walk.seen as walk_seen, walk.last as walk_last, ${claimedColumns.map((name) => `claimed.${name}`).join(', ')}
from walk
left join claimed on true`;

export function syncClaims(pool: Pool): Appointments['claim'] {
  const claim = rotatingClaim(pool, 'claim-syncs', claimStatement);
  return async (limit, leaseMs) => z.array(claimedRow).parse(await claim(limit, leaseMs));
}
