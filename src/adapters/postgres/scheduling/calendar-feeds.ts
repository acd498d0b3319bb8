import { z } from 'zod';
import type {
  CalendarFeeds,
  ClaimedFeed,
  FeedSettlement,
} from '../../../application/ports/scheduling/calendar-feeds.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { Pools } from '../pool.ts';
import { inTenant, queryInTenant } from '../transaction.ts';

const feedRow = z
  .object({
    clinic_id: z.string().transform(clinicId),
    calendar_id: z.string(),
    sync_token: z.string().nullable(),
    next_read_at: z.date(),
    lease_token: z.coerce.number(),
    failures: z.int(),
    pushed_until: z.date().nullable(),
    is_channel_due: z.boolean(),
  })
  .transform((row): ClaimedFeed => ({
    clinicId: row.clinic_id,
    calendarId: row.calendar_id,
    leaseToken: row.lease_token,
    failures: row.failures,
    dueSince: row.next_read_at,
    isChannelDue: row.is_channel_due,
    ...given({ syncToken: row.sync_token ?? undefined, pushedUntil: row.pushed_until ?? undefined }),
  }));

const ofFeed = 'c.clinic_id = f.clinic_id and c.calendar_id = f.calendar_id and not c.is_left';

const claimStatement = `
with due as (
  select clinic_id, calendar_id
  from calendar_feeds
  where next_read_at <= now() and (lease_until is null or lease_until <= now())
  order by next_read_at
  limit $1
  for no key update skip locked
)
update calendar_feeds as f
set lease_until = now() + $2 * interval '1 ms', lease_token = f.lease_token + 1
from due
where f.clinic_id = due.clinic_id and f.calendar_id = due.calendar_id
returning f.clinic_id, f.calendar_id, f.sync_token, f.next_read_at, f.lease_token, f.failures,
  (
    select max(expires_at) from calendar_channels as c where ${ofFeed} and resource_id is not null
  ) as pushed_until,
  not exists (select from calendar_channels as c where ${ofFeed} and renew_at > now()) as is_channel_due`;

export const postgresCalendarFeeds = ({ system, tenants }: Pools): CalendarFeeds => ({
  async claim(limit, leaseMs) {
    const { rows } = await system.query({
      name: 'claim-feeds',
      text: claimStatement,
      values: [limit, leaseMs],
    });
    return z.array(feedRow).parse(rows);
  },

  settle: (feed, settlement) =>
    inTenant(tenants, feed.clinicId, async (client) => {
      const key = [feed.clinicId, feed.calendarId, feed.leaseToken];
      const isOurs = 'clinic_id = $1 and calendar_id = $2 and lease_token = $3 and lease_until is not null';
      const { rowCount } =
        settlement.to === 'again'
          ? await client.query(
              `update calendar_feeds set lease_until = null, failures = failures + 1, next_read_at = now() + $4 * interval '1 ms'
               where ${isOurs}`,
              [...key, settlement.nextMs],
            )
          : await client.query(
              // asked for while it was being read: read once more; a JS date has no microseconds
              `update calendar_feeds
               set lease_until = null, failures = 0, sync_token = $4, read_at = now(),
                 next_read_at = case
                   when next_read_at >= $6::timestamptz + interval '1 ms' then next_read_at else now() + $5 * interval '1 ms' end
               where ${isOurs}`,
              [...key, settlement.syncToken, settlement.nextMs, feed.dueSince],
            );
      if (rowCount !== 1) return false;
      await markChanged(client, feed, settlement);
      return true;
    }),

  async readSoon(clinic, calendarId) {
    await queryInTenant(tenants, clinic, {
      text: `with woken as (
         update calendar_feeds set next_read_at = now()
         where clinic_id = $1 and ($2::text is null or calendar_id = $2)
         returning 1
       )
       select pg_notify('atende_work', 'feed:0') from woken limit 1`,
      values: [clinic, calendarId],
    });
  },

  async readWithin(clinic, calendarId, ms) {
    await queryInTenant(tenants, clinic, {
      // one that is being read is read once more, at most once in a while however often this is called
      text: `with woken as (
         update calendar_feeds set next_read_at = now() + $3 * interval '1 ms'
         where clinic_id = $1 and calendar_id = $2
           and (next_read_at > now() + $3 * interval '1 ms' or (lease_until > now() and next_read_at <= now()))
         returning 1
       )
       select pg_notify('atende_work', 'feed:' || $3::int) from woken`,
      values: [clinic, calendarId, ms],
    });
  },

  async count() {
    const { rows } = await system.query<{ pushed: number; polled: number }>(
      `select count(*) filter (where is_pushed)::integer as pushed,
         count(*) filter (where not is_pushed)::integer as polled
       from calendar_feeds as f, lateral (
         select exists (
           select from calendar_channels as c where ${ofFeed} and resource_id is not null and expires_at > now()
         ) as is_pushed
       ) as known`,
    );
    return rows[0] ?? { pushed: 0, polled: 0 };
  },

  async msUntilDue() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(next_read_at) - now())::float8 * 1000 as ms
       from calendar_feeds
       where next_read_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});

/** Held ones are due anyhow, and are looked at when they are confirmed. In the order of ids, as series are locked. */
async function markChanged(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  { clinicId: clinic }: ClaimedFeed,
  settlement: FeedSettlement,
): Promise<void> {
  if (settlement.to === 'again' || settlement.changed.length === 0) return;
  await client.query(
    `update appointments as a
     set event_changes = a.event_changes + 1, deletions_held = a.deletions_held or $3,
       next_sync_at = case when a.state = 'held' then a.next_sync_at else now() end
     from (
       select id from appointments where clinic_id = $1 and id = any($2) order by id for update
     ) as locked
     where a.clinic_id = $1 and a.id = locked.id`,
    [clinic, settlement.changed, settlement.areDeletionsHeld],
  );
  await client.query(`select pg_notify('atende_work', 'appointment:0')`, []);
}
