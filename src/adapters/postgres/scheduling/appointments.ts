import { z } from 'zod';
import type { Appointments } from '../../../application/ports/scheduling/appointments.ts';
import { applyAppointmentChanges } from './appointment-changes.ts';
import { madeUnderKey } from './appointment-keys.ts';
import { syncClaims } from './appointment-claims.ts';
import { appointmentLists } from './appointment-lists.ts';
import { appointmentRow, leavesCalendar } from './appointment-rows.ts';
import { followEvent } from './follow-event.ts';
import { settleSync } from './appointment-settlement.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const appointmentRows = z.array(appointmentRow);

/** Claims look at all clinics; everything else is the work of one. */
export const postgresAppointments = ({ system, claims, tenants }: Pools): Appointments => ({
  apply: (clinicId, changes) =>
    inTenant(tenants, clinicId, (client) => applyAppointmentChanges(client, clinicId, changes)),

  async get(clinicId, id) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: 'select * from appointments where clinic_id = $1 and id = $2',
      values: [clinicId, id],
    });
    return appointmentRow.optional().parse(rows[0]);
  },

  ...appointmentLists(tenants),

  madeOnce: (clinicId, once) => inTenant(tenants, clinicId, (client) => madeUnderKey(client, clinicId, once)),

  claim: syncClaims(claims),

  async aboutToWrite({ appointment, leaseToken }, { calendarId, eventId, slot }) {
    const { rowCount } = await queryInTenant(tenants, appointment.clinicId, {
      text: `update appointments
       set written_calendar_id = $5, written_event_id = $6, written_start = $7, written_end = $8,
         written_seen = written_seen and written_event_id = $6
       where clinic_id = $1 and id = $2 and lease_token = $3 and lease_until is not null and version = $4`,
      values: [
        appointment.clinicId,
        appointment.id,
        leaseToken,
        appointment.version,
        calendarId,
        eventId,
        slot.start,
        slot.end,
      ],
    });
    return rowCount === 1;
  },

  async leavingCalendar(clinicId, calendarId, { start, end }) {
    const { rows } = await queryInTenant<{ n: number }>(tenants, clinicId, {
      text: `select count(*)::integer as n from appointments
       where clinic_id = $1 and written_calendar_id = $2 and ${leavesCalendar('appointments')}
         and written_start < $4 and written_end > $3`,
      values: [clinicId, calendarId, start, end],
    });
    return rows[0]?.n ?? 0;
  },

  follow: (sync, to) => followEvent(tenants, sync, to),

  async byIds(clinicId, ids) {
    if (ids.length === 0) return [];
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: 'select * from appointments where clinic_id = $1 and id = any($2)',
      values: [clinicId, ids],
    });
    return appointmentRows.parse(rows);
  },

  async confirmedIn(clinicId, calendarId, from) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: `select * from appointments
       where clinic_id = $1 and calendar_id = $2 and state = 'confirmed' and starts_at > $3`,
      values: [clinicId, calendarId, from],
    });
    return appointmentRows.parse(rows);
  },

  async wakeWaiting(clinicId) {
    await queryInTenant(tenants, clinicId, {
      text: `with woken as (
         update appointments set next_sync_at = now()
         where clinic_id = $1 and next_sync_at > now() and (state <> 'held' or requested_at is not null)
           and (state <> 'confirmed' or event_changes > event_looked)
         returning 1
       )
       select pg_notify('atende_work', 'appointment:0') from woken limit 1`,
      values: [clinicId],
    });
  },

  settle: (sync, settlement) => settleSync(tenants, sync, settlement),

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_sync_at) - now())::float8 * 1000 as ms
       from appointments
       where next_sync_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});
