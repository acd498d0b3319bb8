import type { BrowserSessions } from '../../../application/ports/access/browser-sessions.ts';
import { isLive } from '../../../domain/access/browser-session.ts';
import type { MemoryDatabase } from '../database.ts';
import { removeSubscriptions } from '../operations/push-rows.ts';

const minuteMs = 60_000;

export const memoryBrowserSessions = (db: MemoryDatabase): BrowserSessions => {
  const rowOf = (id: string) => [...db.browserSessions.values()].find(({ session }) => session.id === id);
  return {
    add: (session, secretDigest) =>
      db.atomically(() => void db.browserSessions.set(secretDigest, { session: { ...session } })),

    find: (secretDigest) =>
      db.atomically(() => {
        const row = db.browserSessions.get(secretDigest);
        return row && { ...row.session };
      }),

    get: (ids) =>
      db.atomically(() =>
        [...db.browserSessions.values()]
          .filter(({ session }) => ids.includes(session.id))
          .map(({ session }) => ({ ...session })),
      ),

    markUsed: (id, now) =>
      db.atomically(() => {
        const row = rowOf(id);
        if (row !== undefined && row.session.lastUsedAt.getTime() < now.getTime() - minuteMs)
          row.session = { ...row.session, lastUsedAt: now };
      }),

    end: (id, _by, now) =>
      db.atomically(() => {
        const row = rowOf(id);
        if (row === undefined || row.session.endedAt !== undefined) return false;
        row.session = { ...row.session, endedAt: now };
        removeSubscriptions(db.push, ({ sessionId }) => sessionId === id);
        return true;
      }),

    list: (now, limit, after) =>
      db.atomically(() =>
        [...db.browserSessions.values()]
          .map(({ session }) => session)
          .filter((session) => isLive(session, now) && (after === undefined || session.id < after))
          .sort((a, b) => (a.id < b.id ? 1 : -1))
          .slice(0, limit)
          .map((session) => ({ ...session })),
      ),

    forget: (before) =>
      db.atomically(() => {
        for (const [digest, { session }] of db.browserSessions)
          if (session.endsAt < before) db.browserSessions.delete(digest);
      }),
  };
};
