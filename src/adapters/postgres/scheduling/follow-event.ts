import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClaimedSync, FollowOutcome } from '../../../application/ports/scheduling/appointments.ts';
import { isLive, keepsAway, occupied, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { ownEventOf } from '../../../domain/scheduling/calendar-event.ts';
import { knownOf } from '../../../domain/scheduling/calendar-sync/news.ts';
import { mostBufferMinutes } from '../../../domain/clinic/rules/booking-rules.ts';
import { followed, openMovesOf, type NewPlace } from '../../../domain/scheduling/change-appointment.ts';
import type { TenantPool } from '../pool.ts';
import { constraintOf, inTenant } from '../transaction.ts';
import { appointmentRow } from './appointment-rows.ts';
import { lockSeries } from './appointment-series.ts';
import { markLooked } from './appointment-settlement.ts';
import { exclusive, lockTakers } from './take-time.ts';

/** In the order of a booking: the calendar, then the series. */
export async function followEvent(
  tenants: TenantPool,
  sync: ClaimedSync,
  { tellAt, ...place }: NewPlace & { readonly tellAt: Date },
): Promise<FollowOutcome> {
  const { clinicId, id } = sync.appointment;
  try {
    return await inTenant(tenants, clinicId, async (client) => {
      await lockTakers(client, [{ change: 'hold', appointment: followed(sync.appointment, place) }]);
      const series = await lockSeries(client, clinicId, id);
      const found = series.find((appointment) => appointment.id === id);
      if (found?.version !== sync.appointment.version || !(await isOurs(client, sync))) return 'changed';
      if (openMovesOf(found, series).length > 0) return 'moving';
      const moved = followed(found, place);
      if ((await liveAround(client, moved)).some((other) => keepsAway(other, moved))) return 'taken';
      await save(client, moved, tellAt, found);
      await markLooked(client, sync);
      await client.query(
        `update appointments
         set lease_until = null,
           next_sync_at = case when event_changes > event_looked then now() else tell_at end
         where clinic_id = $1 and id = $2`,
        [clinicId, id],
      );
      return 'followed';
    });
  } catch (error) {
    if (exclusive.has(constraintOf(error))) return 'taken';
    throw error;
  }
}

async function isOurs(client: PoolClient, { appointment, leaseToken }: ClaimedSync): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from appointments
     where clinic_id = $1 and id = $2 and lease_token = $3 and lease_until is not null`,
    [appointment.clinicId, appointment.id, leaseToken],
  );
  return rowCount === 1;
}

async function liveAround(client: PoolClient, moved: Appointment): Promise<readonly Appointment[]> {
  const { start, end } = occupied(moved);
  const { rows } = await client.query(
    `select * from appointments
     where clinic_id = $1 and id <> $2 and state in ('held', 'confirmed') and during && tstzrange($3, $4)
       and ends_at > $3::timestamptz - $5 * interval '1 minute'
       and starts_at < $4::timestamptz + $5 * interval '1 minute'`,
    [moved.clinicId, moved.id, start, end, mostBufferMinutes],
  );
  return z.array(appointmentRow).parse(rows);
}

/** The event is where the book says from now on; what the patient knows is kept until they are told. */
async function save(client: PoolClient, moved: Appointment, tellAt: Date, before: Appointment) {
  const { slot } = moved;
  const { start, end } = occupied(moved);
  const known = knownOf(before);
  await client.query(
    `update appointments
     set state = 'confirmed', reason = null, asked_about = null, given_back_at = null, version = $3, practitioner_id = $4, room_id = $15,
       calendar_id = $5, starts_at = $6, ends_at = $7, during = tstzrange($8, $9),
       written_calendar_id = $5, written_event_id = $10, written_start = $6, written_end = $7, written_seen = true,
       told_start = case when tell_at is null then $11 else told_start end,
       told_practitioner_id = case when tell_at is null then $12 else told_practitioner_id end,
       told_live = case when tell_at is null then $13 else told_live end,
       tell_at = $14, guards_professional = true
     where clinic_id = $1 and id = $2`,
    [
      moved.clinicId,
      moved.id,
      moved.version,
      moved.professionalId,
      moved.calendarId,
      slot.start,
      slot.end,
      start,
      end,
      ownEventOf(moved).eventId,
      known.start,
      known.professionalId,
      isLive(before),
      tellAt,
      moved.roomId,
    ],
  );
}
