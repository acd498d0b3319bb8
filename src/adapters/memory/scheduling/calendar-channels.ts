import type { CalendarChannels } from '../../../application/ports/scheduling/calendar-channels.ts';
import { given } from '../../../domain/given.ts';
import { isOver } from '../../../domain/instants.ts';
import type { MemoryDatabase } from '../database.ts';
import { channelRows } from './channel-rows.ts';

export const memoryCalendarChannels = (db: MemoryDatabase): CalendarChannels => ({
  add: (channel) =>
    db.atomically(() => {
      if (db.google.calendars.get(channel.clinicId)?.has(channel.calendarId) !== true) return false;
      const fresh = { resourceId: undefined, isLeft: false, nextStopAt: db.clock.now() };
      db.google.channels.set(channel.channelId, { ...channel, ...fresh });
      return true;
    }),

  opened: ({ clinicId, calendarId, channelId }, answer) =>
    db.atomically(() => {
      for (const row of channelRows(db)) {
        if (row.clinicId !== clinicId || row.calendarId !== calendarId) continue;
        if (row.channelId === channelId) Object.assign(row, answer);
        else row.isLeft = true;
      }
    }),

  find: (channelId) =>
    db.atomically(() => {
      const row = channelRows(db).find((each) => each.channelId === channelId);
      return row && { clinicId: row.clinicId, calendarId: row.calendarId, tokenDigest: row.tokenDigest };
    }),

  leave: (clinicId) =>
    db.atomically(() => {
      for (const row of channelRows(db).filter((each) => each.clinicId === clinicId))
        Object.assign(row, { isLeft: true, nextStopAt: db.clock.now() });
    }),

  left: (limit, clinicId) =>
    db.atomically(() => {
      const now = db.clock.now();
      return channelRows(db)
        .filter((row) => clinicId === undefined || row.clinicId === clinicId)
        .filter(({ nextStopAt }) => isOver(nextStopAt, now))
        .filter((row) => {
          const calendar = db.google.calendars.get(row.clinicId)?.get(row.calendarId);
          return row.isLeft || isOver(row.expiresAt, now) || calendar?.isActive !== true;
        })
        .slice(0, limit)
        .map(({ channelId, clinicId: owner, calendarId, resourceId, expiresAt }) => ({
          ...{ channelId, clinicId: owner, calendarId, expiresAt },
          ...given({ resourceId }),
        }));
    }),

  remove: (clinicId, channelId) =>
    db.atomically(() => {
      if (db.google.channels.get(channelId)?.clinicId === clinicId) db.google.channels.delete(channelId);
    }),

  postpone: (clinicId, channelId, until) =>
    db.atomically(() => {
      const row = db.google.channels.get(channelId);
      if (row?.clinicId === clinicId) row.nextStopAt = until;
    }),
});
