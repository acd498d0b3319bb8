import { z } from 'zod';
import type {
  CalendarChannels,
  LeftChannel,
} from '../../../application/ports/scheduling/calendar-channels.ts';
import { clinicId, type ClinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const known = z
  .object({ clinic_id: z.string().transform(clinicId), calendar_id: z.string(), token_digest: z.string() })
  .transform((row) => ({
    clinicId: row.clinic_id,
    calendarId: row.calendar_id,
    tokenDigest: row.token_digest,
  }));

const leftRow = z
  .object({
    channel_id: z.string(),
    clinic_id: z.string().transform(clinicId),
    calendar_id: z.string(),
    resource_id: z.string().nullable(),
    expires_at: z.date(),
  })
  .transform((row): LeftChannel => ({
    channelId: row.channel_id,
    clinicId: row.clinic_id,
    calendarId: row.calendar_id,
    expiresAt: row.expires_at,
    ...given({ resourceId: row.resource_id ?? undefined }),
  }));

export const postgresCalendarChannels = ({ system, tenants }: Pools): CalendarChannels => {
  const write = (clinic: ClinicId, text: string, values: readonly unknown[]) =>
    queryInTenant(tenants, clinic, { text, values: [...values] });
  return {
    async add({ channelId, clinicId: clinic, calendarId, tokenDigest, expiresAt, renewAt }) {
      const { rowCount } = await write(
        clinic,
        `insert into calendar_channels (channel_id, clinic_id, calendar_id, token_digest, expires_at, renew_at)
         select $2, clinic_id, calendar_id, $4, $5, $6
         from clinic_calendars
         where clinic_id = $1 and calendar_id = $3
         for key share`,
        [clinic, channelId, calendarId, tokenDigest, expiresAt, renewAt],
      );
      return rowCount === 1;
    },

    async opened({ clinicId: clinic, calendarId, channelId }, { resourceId, expiresAt, renewAt }) {
      await write(
        clinic,
        `update calendar_channels
         set is_left = is_left or channel_id <> $3,
           resource_id = case channel_id when $3 then $4 else resource_id end,
           expires_at = case channel_id when $3 then $5 else expires_at end,
           renew_at = case channel_id when $3 then $6 else renew_at end
         where clinic_id = $1 and calendar_id = $2`,
        [clinic, calendarId, channelId, resourceId, expiresAt, renewAt],
      );
    },

    async find(channelId) {
      const { rows } = await system.query({
        name: 'find-calendar-channel',
        text: 'select clinic_id, calendar_id, token_digest from calendar_channels where channel_id = $1',
        values: [channelId],
      });
      return known.optional().parse(rows[0]);
    },

    async leave(clinic) {
      await write(
        clinic,
        `update calendar_channels set is_left = true, next_stop_at = now() where clinic_id = $1`,
        [clinic],
      );
    },

    async left(limit, clinic) {
      const leftWhere = (
        condition: string,
      ) => `select channel_id, clinic_id, calendar_id, resource_id, expires_at
         from calendar_channels as c
         where ${condition} and next_stop_at <= now() and (
           is_left or expires_at <= now() or not exists (
             select from calendar_feeds as f where f.clinic_id = c.clinic_id and f.calendar_id = c.calendar_id
           )
         )
         order by next_stop_at, channel_id
         limit $1`;
      const { rows } = await (clinic === undefined
        ? system.query(leftWhere('true'), [limit])
        : queryInTenant(tenants, clinic, { text: leftWhere('clinic_id = $2'), values: [limit, clinic] }));
      return z.array(leftRow).parse(rows);
    },

    async remove(clinic, channelId) {
      await write(clinic, 'delete from calendar_channels where clinic_id = $1 and channel_id = $2', [
        clinic,
        channelId,
      ]);
    },

    async postpone(clinic, channelId, until) {
      await write(
        clinic,
        'update calendar_channels set next_stop_at = $3 where clinic_id = $1 and channel_id = $2',
        [clinic, channelId, until],
      );
    },
  };
};
