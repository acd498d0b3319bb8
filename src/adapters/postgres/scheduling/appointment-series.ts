import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { ClinicId } from '../../../domain/clinic/clinic.ts';
import {
  isLive,
  SlotTaken,
  type Appointment,
  type AppointmentId,
} from '../../../domain/scheduling/appointment.ts';
import { constraintOf } from '../transaction.ts';
import { exclusive } from './take-time.ts';
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
 * A changed appointment is due: its calendar may be out of step now. Not when it ends, nothing was written and no earlier
 * event of it waits to be looked at: nobody can begin to write after this change.
 * @throws SlotTaken when somebody has its time in the calendar that it is moved to
 */
export async function save(client: PoolClient, appointment: Appointment): Promise<void> {
  const saved = client.query(
    `update appointments
     set state = $3, requested_at = $4, hold_expires_at = $5, reason = $6, version = $8, asked_about = $10, calendar_id = $11,
       given_back_at = $12,
       next_sync_at = case when $9 or written_event_id is not null
         or event_changes + (generation <> $7)::integer > event_looked then now() end, sync_attempts = 0,
       -- who ends it tells the patient as well
       tell_at = case when $9 then tell_at end,
       -- what is written under the next id was not written yet
       generation = $7, event_changes = event_changes + (generation <> $7)::integer,
       written_calendar_id = case when generation = $7 then written_calendar_id end,
       written_event_id = case when generation = $7 then written_event_id end,
       written_start = case when generation = $7 then written_start end,
       written_end = case when generation = $7 then written_end end,
       written_seen = written_seen and generation = $7
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
      appointment.askedAbout,
      appointment.calendarId,
      appointment.givenBackAt,
    ],
  );
  await saved.catch((error: unknown) => {
    throw exclusive.has(constraintOf(error)) ? new SlotTaken(appointment.slot, error) : error;
  });
}

/** No calendar shows it: the appointment keeps its version, and is not due. */
export async function saveAttendance(
  client: PoolClient,
  { clinicId, id, attendanceConfirmedAt }: Appointment,
): Promise<void> {
  await client.query(
    'update appointments set attendance_confirmed_at = $3 where clinic_id = $1 and id = $2',
    [clinicId, id, attendanceConfirmedAt],
  );
}
