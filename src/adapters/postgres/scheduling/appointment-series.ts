import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import { isLive, type Appointment, type AppointmentId } from '../../../domain/scheduling/appointment.ts';
import { appointmentRow } from './appointment-rows.ts';

/** The appointment and all that it was moved to or from, locked in one order; empty when the clinic has no such one. */
export async function lockSeries(
  client: PoolClient,
  clinicId: ClinicId,
  id: AppointmentId,
): Promise<readonly Appointment[]> {
  const { rows } = await client.query(
    `select * from appointments
     where clinic_id = $1 and series_id = (select series_id from appointments where clinic_id = $1 and id = $2)
     order by id
     for update`,
    [clinicId, id],
  );
  return z.array(appointmentRow).parse(rows);
}

/**
 * A changed appointment is due: its calendar may be out of step now. Not when it ends and nothing was written: nobody
 * can begin to write after this change.
 */
export async function save(client: PoolClient, appointment: Appointment): Promise<void> {
  await client.query(
    `update appointments
     set state = $3, requested_at = $4, hold_expires_at = $5, reason = $6, generation = $7, version = $8,
       next_sync_at = case when $9 or written_event_id is not null then now() end, sync_attempts = 0
     where clinic_id = $1 and id = $2`,
    [
      appointment.clinicId,
      appointment.id,
      appointment.state,
      appointment.requestedAt,
      appointment.holdExpiresAt,
      appointment.reason,
      appointment.generation,
      appointment.version,
      isLive(appointment),
    ],
  );
}
