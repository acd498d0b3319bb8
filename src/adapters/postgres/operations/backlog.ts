import type { Pool } from 'pg';
import { z } from 'zod';
import type { Alerts } from '../../../application/ports/operations/alerts.ts';
import type { Backlog, ClinicBacklog } from '../../../application/ports/operations/backlog.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';

const count = z.coerce.number();
/** What is due in the future has no age yet. */
const age = z
  .number()
  .nullable()
  .transform((ms) => Math.max(0, ms ?? 0));
const clinicRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    turns_due: count,
    turns_waiting: count,
    sends_due: count,
    sends_waiting: count,
    unknown_sends: count,
    appointments_due: count,
    oldest_turn_ms: age,
    oldest_send_ms: age,
    oldest_appointment_ms: age,
    oldest_reminder_ms: age,
    oldest_file_ms: age,
    oldest_calendar_ms: age,
  })
  .transform((row): ClinicBacklog => ({
    clinicId: row.clinic_id,
    turnsDue: row.turns_due,
    turnsWaiting: row.turns_waiting,
    sendsDue: row.sends_due,
    sendsWaiting: row.sends_waiting,
    unknownSends: row.unknown_sends,
    appointmentsDue: row.appointments_due,
    oldestDueMs: {
      turn: row.oldest_turn_ms,
      send: row.oldest_send_ms,
      appointment: row.oldest_appointment_ms,
      reminder: row.oldest_reminder_ms,
      file: row.oldest_file_ms,
      calendar: row.oldest_calendar_ms,
    },
  }));
const parkedRow = z
  .object({ clinic_id: z.string().nullable(), reason: z.string(), count })
  .transform((row) => ({
    reason: row.reason,
    count: row.count,
    ...(row.clinic_id !== null && { clinicId: clinicId(row.clinic_id) }),
  }));

/** Reads only the partial indexes of what is due, so it costs by backlog, not by history. */
const clinicsStatement = `
with turns as (
  select
    clinic_id,
    count(*) filter (where turn_due_at <= now()) as turns_due,
    count(*) filter (where turn_due_at > now()) as turns_waiting,
    extract(epoch from now() - min(turn_due_at))::float8 * 1000 as oldest_turn_ms
  from whatsapp_conversations_improved
  where turn_due_at is not null
  group by clinic_id
), sends as (
  select
    clinic_id,
    -- what is in hand is due again when its lease ends
    count(*) filter (where next_attempt_at <= now() or status = 'sending') as sends_due,
    count(*) filter (where next_attempt_at > now() and status <> 'sending') as sends_waiting,
    count(*) filter (where status = 'unknown') as unknown_sends,
    extract(epoch from now() - min(next_attempt_at))::float8 * 1000 as oldest_send_ms
  from whatsapp_messages_improved
  where next_attempt_at is not null
  group by clinic_id
), unsynced as (
  select
    clinic_id,
    count(*) as appointments_due,
    extract(epoch from now() - min(next_sync_at))::float8 * 1000 as oldest_appointment_ms
  from appointments
  where next_sync_at <= now()
  group by clinic_id
), due as (
  -- visits of clinics that are switched off wait for them
  select a.clinic_id, 'reminder' as kind, a.remind_at as since
  from appointments as a
  join clinics on clinics.id = a.clinic_id and clinics.is_active
  where a.remind_at <= now() and (a.remind_lease_until is null or a.remind_lease_until <= now())
  union all
  select clinic_id, 'file', next_attempt_at
  from message_media
  where next_attempt_at <= now() and (lease_until is null or lease_until <= now())
  union all
  select clinic_id, 'calendar', next_read_at
  from calendar_feeds
  where next_read_at <= now() and (lease_until is null or lease_until <= now())
), unattended as (
  select
    clinic_id,
    extract(epoch from now() - min(since) filter (where kind = 'reminder'))::float8 * 1000 as oldest_reminder_ms,
    extract(epoch from now() - min(since) filter (where kind = 'file'))::float8 * 1000 as oldest_file_ms,
    extract(epoch from now() - min(since) filter (where kind = 'calendar'))::float8 * 1000 as oldest_calendar_ms
  from due
  group by clinic_id
)
select
  clinic_id, oldest_turn_ms, oldest_send_ms, oldest_appointment_ms,
  oldest_reminder_ms, oldest_file_ms, oldest_calendar_ms, coalesce(appointments_due, 0) as appointments_due,
  coalesce(turns_due, 0) as turns_due, coalesce(turns_waiting, 0) as turns_waiting,
  coalesce(sends_due, 0) as sends_due, coalesce(sends_waiting, 0) as sends_waiting, coalesce(unknown_sends, 0) as unknown_sends
from turns
full join sends using (clinic_id)
full join unsynced using (clinic_id)
full join unattended using (clinic_id)`;

export const postgresBacklog = (pool: Pool, alerts: Alerts): Backlog => ({
  async read() {
    const [clinics, parked, openAlerts] = await Promise.all([
      pool.query(clinicsStatement),
      pool.query(
        `select clinic_id, reason, count(*) as count
         from webhook_items
         where resolved_at is null
         group by clinic_id, reason`,
      ),
      alerts.openCount(),
    ]);
    return {
      clinics: z.array(clinicRow).parse(clinics.rows),
      parkedItems: z.array(parkedRow).parse(parked.rows),
      openAlerts,
    };
  },
});
