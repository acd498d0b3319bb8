import { createHash } from 'node:crypto';
import { eventIdOf } from '../../src/domain/scheduling/calendar-event.ts';
import { appointmentId } from '../../src/domain/scheduling/appointment.ts';
import { clinicId } from '../../src/domain/clinic/clinic.ts';
import { requestedScopes } from '../../src/domain/connection/oauth-scopes.ts';
import type { BenchDatabase } from '../database.ts';
import { cipher } from '../renewals/world.ts';
import type { CountedGoogle } from './google.ts';

export type SeededCalendar = {
  readonly calendarId: string;
  readonly appointmentId: string;
  readonly channelId: string;
};

/** Of the channel of every calendar. */
export const channelToken = 'the-secret-of-the-bench';

/** Connected clinics with one calendar and one visit each, read once, with a channel that lives for days. */
export async function seedCalendars(
  { pool }: BenchDatabase,
  google: CountedGoogle,
  count: number,
): Promise<readonly SeededCalendar[]> {
  const { rows: clinics } = await pool.query<{ id: string }>(
    `insert into clinics (name) select 'Bench ' || n from generate_series(1, $1::integer) as n returning id`,
    [count],
  );
  const tokens = await Promise.all(
    clinics.map(async ({ id }, n) => ({
      clinic_id: id,
      google_sub: `sub${n}`,
      access_token: await cipher.seal('ya29.bench', { clinicId: clinicId(id), purpose: 'access-token' }),
      refresh_token: await cipher.seal('1//bench', { clinicId: clinicId(id), purpose: 'refresh-token' }),
    })),
  );
  await pool.query(
    `insert into google_calendar_tokens_by_clinic (
       clinic_id, google_sub, access_token, refresh_token, expires_at, scopes, status, next_renewal_at, last_success_at
     )
     select clinic_id, google_sub, access_token, refresh_token, now() + interval '1 day', $2, 'connected',
       now() + interval '1 day', now()
     from json_to_recordset($1::json) as seed (clinic_id uuid, google_sub text, access_token text, refresh_token text)`,
    [JSON.stringify(tokens), requestedScopes],
  );
  await pool.query(
    `insert into clinic_calendars (clinic_id, calendar_id, summary, time_zone, access_role, reachability, is_active)
     select clinic_id, google_sub || '@calendars.bench', '', 'America/Sao_Paulo', 'owner', 'reachable', true
     from google_calendar_tokens_by_clinic`,
  );
  const { rows } = await pool.query<{ id: string; calendar_id: string; starts_at: Date }>(
    `insert into appointments (
       clinic_id, id, series_id, state, requested_at, service_id, service_name, calendar_id, starts_at, ends_at, during,
       written_calendar_id, written_start, written_end, written_seen
     )
     select clinic_id, gen_random_uuid(), gen_random_uuid(), 'confirmed', now(), 'geral', 'Consulta', calendar_id,
       at, at + interval '30 minutes', tstzrange(at, at + interval '30 minutes'),
       calendar_id, at, at + interval '30 minutes', true
     from clinic_calendars, (select date_trunc('day', now()) + interval '10 days 12 hours' as at) as visit
     returning id, calendar_id, starts_at`,
  );
  await pool.query(`update appointments set written_event_id = replace(id::text, '-', '') || 'g1'`);
  await pool.query(
    `insert into calendar_channels (channel_id, clinic_id, calendar_id, token_digest, resource_id, expires_at, renew_at)
     select gen_random_uuid()::text, clinic_id, calendar_id, $1, 'resource', now() + interval '6 days',
       now() + interval '5 days'
     from clinic_calendars`,
    [createHash('sha256').update(channelToken).digest('base64url')],
  );
  const { rows: channels } = await pool.query<{ calendar_id: string; channel_id: string }>(
    'select calendar_id, channel_id from calendar_channels',
  );
  const channelOf = new Map(channels.map((row) => [row.calendar_id, row.channel_id]));
  await pool.query('vacuum analyze');
  return rows.map((row) => {
    google.add(row.calendar_id, eventIdOf({ id: appointmentId(row.id), generation: 1 }), row.starts_at);
    return {
      calendarId: row.calendar_id,
      appointmentId: row.id,
      channelId: channelOf.get(row.calendar_id) ?? '',
    };
  });
}
