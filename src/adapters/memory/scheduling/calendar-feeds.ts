import type { CalendarFeeds, ClaimedFeed } from '../../../application/ports/scheduling/calendar-feeds.ts';
import { after, isOver } from '../../../domain/instants.ts';
import { given } from '../../../domain/given.ts';
import { msUntilNext } from '../connection/rotation.ts';
import type { FeedRow } from '../connection/google-rows.ts';
import type { MemoryDatabase } from '../database.ts';
import { channelRows } from './channel-rows.ts';

export const memoryCalendarFeeds = (db: MemoryDatabase): CalendarFeeds => {
  /** One for each active calendar, and none without. */
  const rows = (): readonly FeedRow[] => {
    const active = [...db.google.calendars.values()].flatMap((calendars) =>
      [...calendars.values()].filter(({ isActive }) => isActive),
    );
    const keys = new Set(active.map(({ clinicId, calendarId }) => `${clinicId} ${calendarId}`));
    for (const key of db.google.feeds.keys()) if (!keys.has(key)) db.google.feeds.delete(key);
    for (const { clinicId, calendarId } of active) {
      const key = `${clinicId} ${calendarId}`;
      if (db.google.feeds.has(key)) continue;
      const fresh = { syncToken: undefined, leaseUntil: undefined, leaseToken: 0, failures: 0 };
      db.google.feeds.set(key, { clinicId, calendarId, nextReadAt: db.clock.now(), ...fresh });
    }
    return [...db.google.feeds.values()];
  };

  /** Its channels that are not left. */
  const channelsOf = (feed: Pick<FeedRow, 'clinicId' | 'calendarId'>) =>
    channelRows(db).filter(
      ({ clinicId, calendarId, isLeft }) =>
        !isLeft && clinicId === feed.clinicId && calendarId === feed.calendarId,
    );
  const pushedUntil = (feed: FeedRow): Date | undefined =>
    channelsOf(feed)
      .filter(({ resourceId }) => resourceId !== undefined)
      .map(({ expiresAt }) => expiresAt)
      .sort((a, b) => b.getTime() - a.getTime())[0];

  return {
    claim: (limit, leaseMs) =>
      db.atomically(() => {
        const now = db.clock.now();
        return rows()
          .filter(({ nextReadAt, leaseUntil }) => isOver(nextReadAt, now) && isOver(leaseUntil, now))
          .sort((a, b) => a.nextReadAt.getTime() - b.nextReadAt.getTime())
          .slice(0, limit)
          .map((row): ClaimedFeed => {
            row.leaseToken += 1;
            row.leaseUntil = after(now, leaseMs);
            const { clinicId, calendarId, leaseToken, failures, syncToken, nextReadAt } = row;
            return {
              clinicId,
              calendarId,
              leaseToken,
              failures,
              dueSince: nextReadAt,
              isChannelDue: channelsOf(row).every(({ renewAt }) => isOver(renewAt, now)),
              ...given({ syncToken, pushedUntil: pushedUntil(row) }),
            };
          });
      }),

    settle: (feed, settlement) =>
      db.atomically(() => {
        const row = rows().find(
          ({ clinicId, calendarId }) => clinicId === feed.clinicId && calendarId === feed.calendarId,
        );
        if (row?.leaseToken !== feed.leaseToken || row.leaseUntil === undefined) return false;
        row.leaseUntil = undefined;
        // asked for while it was being read: read once more
        const isAskedAgain = row.nextReadAt > feed.dueSince;
        if (settlement.to === 'again') {
          row.failures += 1;
          row.nextReadAt = after(db.clock.now(), settlement.nextMs);
          return true;
        }
        row.failures = 0;
        row.syncToken = settlement.syncToken;
        if (!isAskedAgain) row.nextReadAt = after(db.clock.now(), settlement.nextMs);
        for (const id of settlement.changed) {
          const found = db.book.appointments.get(id);
          if (found?.appointment.clinicId !== feed.clinicId) continue;
          found.eventChanges += 1;
          found.areDeletionsHeld ||= settlement.areDeletionsHeld;
          if (found.appointment.state !== 'held') found.nextSyncAt = db.clock.now();
        }
        return true;
      }),

    readSoon: (clinicId, calendarId) =>
      db.atomically(() => {
        const wanted = rows().filter(
          (row) => row.clinicId === clinicId && (calendarId === undefined || row.calendarId === calendarId),
        );
        for (const row of wanted) row.nextReadAt = db.clock.now();
      }),

    readWithin: (clinicId, calendarId, ms) =>
      db.atomically(() => {
        const now = db.clock.now();
        const soon = after(now, ms);
        const row = rows().find((each) => each.clinicId === clinicId && each.calendarId === calendarId);
        if (row === undefined) return;
        const isBeingRead = !isOver(row.leaseUntil, now);
        if (row.nextReadAt > soon || (isBeingRead && row.nextReadAt <= now)) row.nextReadAt = soon;
      }),

    count: () =>
      db.atomically(() => {
        const all = rows();
        const pushed = all.filter(
          (row) => !isOver(pushedUntil(row), db.clock.now()) && pushedUntil(row),
        ).length;
        return { pushed, polled: all.length - pushed };
      }),

    msUntilDue: () =>
      db.atomically(() =>
        msUntilNext(
          rows().map(({ nextReadAt }) => nextReadAt),
          db.clock.now(),
        ),
      ),
  };
};
