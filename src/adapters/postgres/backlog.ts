import type { Pool } from 'pg';
import { z } from 'zod';
import type { Alerts } from '../../application/ports/alerts.ts';
import type { Backlog } from '../../application/ports/backlog.ts';
import type { ParkedItems } from '../../application/ports/parked-items.ts';

const count = z.coerce.number();
const row = z.object({
  turns_due: count,
  turns_waiting: count,
  oldest_turn_ms: z.number().nullable(),
  sends_due: count,
  sends_waiting: count,
  oldest_send_ms: z.number().nullable(),
  unknown_sends: count,
  appointments_due: count,
  oldest_appointment_ms: z.number().nullable(),
});

/** Reads only the partial indexes of what is due, so it costs by backlog, not by history. */
export const postgresBacklog = (pool: Pool, parkedItems: ParkedItems, alerts: Alerts): Backlog => ({
  async read() {
    const [{ rows }, parked, openAlerts] = await Promise.all([
      pool.query(
        `select turns.*, sends.*, appointments.*
         from (
           select
             count(*) filter (where turn_due_at <= now()) as turns_due,
             count(*) filter (where turn_due_at > now()) as turns_waiting,
             extract(epoch from now() - min(turn_due_at))::float8 * 1000 as oldest_turn_ms
           from whatsapp_conversations_improved
           where turn_due_at is not null
         ) as turns
         cross join (
           select
             count(*) filter (where next_attempt_at <= now()) as sends_due,
             count(*) filter (where next_attempt_at > now()) as sends_waiting,
             extract(epoch from now() - min(next_attempt_at))::float8 * 1000 as oldest_send_ms,
             count(*) filter (where status = 'unknown') as unknown_sends
           from whatsapp_messages_improved
           where next_attempt_at is not null
         ) as sends
         cross join (
           select
             count(*) as appointments_due,
             extract(epoch from now() - min(next_sync_at))::float8 * 1000 as oldest_appointment_ms
           from appointments
           where next_sync_at <= now()
         ) as appointments`,
      ),
      parkedItems.waiting(),
      alerts.openCount(),
    ]);
    const read = row.parse(rows[0]);
    return {
      turnsDue: read.turns_due,
      turnsWaiting: read.turns_waiting,
      oldestDueTurnMs: Math.max(0, read.oldest_turn_ms ?? 0),
      sendsDue: read.sends_due,
      sendsWaiting: read.sends_waiting,
      oldestDueSendMs: Math.max(0, read.oldest_send_ms ?? 0),
      unknownSends: read.unknown_sends,
      appointmentsDue: read.appointments_due,
      oldestDueAppointmentMs: Math.max(0, read.oldest_appointment_ms ?? 0),
      parkedItems: parked,
      openAlerts,
    };
  },
});
