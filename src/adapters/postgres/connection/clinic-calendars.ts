import { z } from 'zod';
import type {
  ClinicCalendar,
  ClinicCalendars,
} from '../../../application/ports/connection/clinic-calendars.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import { ConnectionChanged } from '../../../domain/connection/connection-errors.ts';
import type { TenantPool } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';
import { given } from '../../../domain/given.ts';

const calendarRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    calendar_id: z.string(),
    summary: z.string(),
    time_zone: z.string(),
    access_role: z.string(),
    is_active: z.boolean(),
    practitioner_id: z.string().nullable(),
    room_id: z.string().nullable(),
    chosen_use: z.enum(['write', 'busy', 'ignore']).nullable(),
    reachability: z.enum(['reachable', 'not-writable', 'unreachable']),
    writes_resume_at: z.date().nullable(),
  })
  .transform((row): ClinicCalendar => ({
    clinicId: row.clinic_id,
    calendarId: row.calendar_id,
    summary: row.summary,
    timeZone: row.time_zone,
    accessRole: row.access_role,
    isActive: row.is_active,
    reachability: row.reachability,
    ...given({
      professionalId: row.practitioner_id ?? undefined,
      roomId: row.room_id ?? undefined,
      chosenUse: row.chosen_use ?? undefined,
      writesResumeAt: row.writes_resume_at ?? undefined,
    }),
  }));

const upsertStatement = `
insert into clinic_calendars as c (
  clinic_id, calendar_id, summary, time_zone, access_role, practitioner_id, room_id, chosen_use, reachability, is_active
)
select $1, calendar_id, summary, time_zone, access_role, practitioner_id, room_id, chosen_use, reachability,
  chosen_use is distinct from 'ignore'
from json_to_recordset($2::json) as chosen (
  calendar_id text, summary text, time_zone text, access_role text, practitioner_id text, room_id text,
  chosen_use text, reachability text
)
order by calendar_id
on conflict (clinic_id, calendar_id) do update
set summary = excluded.summary, time_zone = excluded.time_zone, access_role = excluded.access_role,
  practitioner_id = excluded.practitioner_id, room_id = excluded.room_id, chosen_use = excluded.chosen_use,
  reachability = excluded.reachability, is_active = excluded.is_active,
  updated_at = now()`;

export const postgresClinicCalendars = (tenants: TenantPool): ClinicCalendars => {
  const read = async (id: ClinicId, condition: string) => {
    const { rows } = await queryInTenant(tenants, id, {
      text: `select * from clinic_calendars where clinic_id = $1 ${condition} order by calendar_id collate "C"`,
      values: [id],
    });
    return z.array(calendarRow).parse(rows);
  };
  return {
    active: (id) => read(id, 'and is_active'),
    all: (id) => read(id, ''),

    associate: (id, calendars, account) =>
      inTenant(tenants, id, async (client) => {
        if (account !== undefined) {
          const { rowCount } = await client.query(
            `select from google_calendar_tokens_by_clinic
             where clinic_id = $1 and google_sub = $2 and status <> 'disconnecting'
             for share`,
            [id, account],
          );
          if (rowCount === 0) throw new ConnectionChanged();
        }
        // two that choose at once come one after the other: the active set is one of the two
        await client.query(`select pg_advisory_xact_lock(hashtextextended('clinic-calendars:' || $1, 0))`, [
          id,
        ]);
        await client.query(
          `update clinic_calendars set is_active = false, updated_at = now()
           where clinic_id = $1 and is_active and calendar_id <> all($2)`,
          [id, calendars.map(({ calendarId }) => calendarId)],
        );
        const rows = calendars.map((calendar) => ({
          calendar_id: calendar.calendarId,
          summary: calendar.summary,
          time_zone: calendar.timeZone,
          access_role: calendar.accessRole,
          practitioner_id: calendar.professionalId,
          room_id: calendar.roomId,
          chosen_use: calendar.chosenUse,
          reachability: calendar.reachability,
        }));
        await client.query(upsertStatement, [id, JSON.stringify(rows)]);
      }),

    async markReachability(id, calendarId, reachability) {
      await queryInTenant(tenants, id, {
        text: `update clinic_calendars set reachability = $3, updated_at = now()
         where clinic_id = $1 and calendar_id = $2 and reachability <> $3`,
        values: [id, calendarId, reachability],
      });
    },

    async pauseWrites(id, calendarId, until) {
      await queryInTenant(tenants, id, {
        text: `update clinic_calendars
         set writes_resume_at = case when $3::timestamptz is not null then greatest(writes_resume_at, $3) end,
           updated_at = now()
         where clinic_id = $1 and calendar_id = $2`,
        values: [id, calendarId, until],
      });
    },

    async erase(id) {
      await queryInTenant(tenants, id, {
        text: 'delete from clinic_calendars where clinic_id = $1',
        values: [id],
      });
    },
  };
};
