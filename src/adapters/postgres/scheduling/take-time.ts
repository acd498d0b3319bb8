import type { PoolClient } from 'pg';
import { z } from 'zod';
import type { AppointmentChange } from '../../../domain/scheduling/appointment-changes.ts';
import { keepLimits, type CountedLimit } from '../../../domain/scheduling/visit-limits.ts';
import { SlotTaken, type Appointment } from '../../../domain/scheduling/appointment.ts';
import { PatientNotFound } from '../../../domain/scheduling/scheduling-errors.ts';
import { appointmentRow, insertStatement, insertValues } from './appointment-rows.ts';
import { constraintOf } from '../transaction.ts';

type Hold = Extract<AppointmentChange, { readonly change: 'hold' }>;

/**
 * One writer per calendar, professional, room and limit at a time: inserts that race for a time would else find each
 * other as deadlocks, and two could be the last one of a day. In one order, so that these locks do not become one.
 */
export async function lockTakers(client: PoolClient, holds: readonly Hold[]): Promise<void> {
  const keys = holds.flatMap(({ appointment, limits = [] }) => {
    const { clinicId, calendarId, professionalId, roomId } = appointment;
    return [
      `appointments ${clinicId} ${calendarId}`,
      ...(professionalId === undefined ? [] : [`appointments of ${clinicId} ${professionalId}`]),
      ...(roomId === undefined ? [] : [`appointments in ${clinicId} ${roomId}`]),
      ...limits.map(
        (limit) => `limit ${clinicId} ${JSON.stringify([limit.professionalId, limit.serviceId])}`,
      ),
    ];
  });
  if (keys.length === 0) return;
  await client.query(
    'select pg_advisory_xact_lock(hashtextextended(key, 0)) from unnest($1::text[]) as key',
    [[...new Set(keys)].sort()],
  );
}

/** Under the locks above. @throws SlotTaken when its day or week is full */
export async function checkLimits(
  client: PoolClient,
  appointment: Appointment,
  limits: readonly CountedLimit[],
): Promise<void> {
  if (limits.length === 0) return;
  const times = limits.flatMap(({ period }) => [period.start.getTime(), period.end.getTime()]);
  const { rows } = await client.query(
    `select * from appointments
     where clinic_id = $1 and starts_at >= $2 and starts_at < $3 and state in ('held', 'confirmed')`,
    [appointment.clinicId, new Date(Math.min(...times)), new Date(Math.max(...times))],
  );
  keepLimits(limits, appointment, z.array(appointmentRow).parse(rows));
}

/** Two live appointments may not have the same one at the same time. */
export const exclusive: ReadonlySet<string | undefined> = new Set([
  'appointments_no_overlap',
  'appointments_professional_no_overlap',
  'appointments_room_no_overlap',
]);

/** @throws PatientNotFound, SlotTaken */
export async function takeTime(client: PoolClient, appointment: Appointment): Promise<void> {
  await checkPatient(client, appointment);
  try {
    await client.query(insertStatement, [...insertValues(appointment)]);
  } catch (error) {
    const constraint = constraintOf(error);
    if (exclusive.has(constraint)) throw new SlotTaken(appointment.slot, error);
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
