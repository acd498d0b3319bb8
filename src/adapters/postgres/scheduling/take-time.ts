import type { PoolClient } from 'pg';
import { SlotTaken, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { PatientNotFound } from '../../../domain/scheduling/scheduling-errors.ts';
import { insertStatement, insertValues } from './appointment-rows.ts';
import { constraintOf } from '../transaction.ts';

/** One writer per calendar at a time: inserts that race for a time would else find each other as deadlocks. */
export const lockCalendar = (client: PoolClient, { clinicId, calendarId }: Appointment) =>
  client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `appointments ${clinicId} ${calendarId}`,
  ]);

/** @throws PatientNotFound, SlotTaken */
export async function takeTime(client: PoolClient, appointment: Appointment): Promise<void> {
  await checkPatient(client, appointment);
  try {
    await client.query(insertStatement, [...insertValues(appointment)]);
  } catch (error) {
    const constraint = constraintOf(error);
    if (constraint === 'appointments_no_overlap') throw new SlotTaken(appointment.slot, error);
    if (constraint === 'appointments_contact' || constraint === 'appointments_conversation')
      throw new PatientNotFound(error);
    throw error;
  }
}

/** A patient is notified in a conversation of their own, or of who they were merged with. @throws PatientNotFound */
async function checkPatient(
  client: PoolClient,
  { clinicId, contactId, conversationId }: Appointment,
): Promise<void> {
  if (contactId === undefined || conversationId === undefined) return;
  const { rows } = await client.query<{ is_one: boolean }>(
    `with recursive person as (
       select 'contact' as side, id, merged_into from contacts where clinic_id = $1 and id = $2
       union
       select 'conversation', p.id, p.merged_into
       from whatsapp_conversations_improved as c
       join contacts as p on p.clinic_id = $1 and p.id = c.contact_id
       where c.clinic_id = $1 and c.id = $3
       union
       select person.side, p.id, p.merged_into
       from person
       join contacts as p on p.clinic_id = $1 and p.id = person.merged_into
     )
     select count(*) = 2 and count(distinct id) = 1 as is_one from person where merged_into is null`,
    [clinicId, contactId, conversationId],
  );
  if (rows[0]?.is_one !== true) throw new PatientNotFound();
}
