import { z } from 'zod';
import type { BrowserSessions } from '../../../application/ports/access/browser-sessions.ts';
import { browserSessionId } from '../../../domain/access/browser-session-id.ts';
import { sessionTimes, type BrowserSession } from '../../../domain/access/browser-session.ts';
import { callerRoles } from '../../../domain/access/caller.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { Pools } from '../pool.ts';

const text = z.string().nullable();
const sessionRow = z
  .object({
    id: z.string(),
    user_id: z.string(),
    email: text,
    display_name: text,
    role: z.enum(callerRoles).nullable(),
    clinic_ids: z.array(z.string()),
    created_at: z.date(),
    last_used_at: z.date(),
    ends_at: z.date(),
    ended_at: z.date().nullable(),
  })
  .transform((row): BrowserSession => ({
    id: browserSessionId(row.id),
    userId: row.user_id,
    ...given({
      email: row.email ?? undefined,
      displayName: row.display_name ?? undefined,
      role: row.role ?? undefined,
      endedAt: row.ended_at ?? undefined,
    }),
    clinicIds: row.clinic_ids.map(clinicId),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
  }));

/** Whose a session is that a browser shows is known when it is found. */
export const postgresBrowserSessions = ({ system }: Pick<Pools, 'system'>): BrowserSessions => ({
  async add(session, secretDigest) {
    await system.query(
      `insert into browser_sessions (
         id, secret_digest, user_id, email, display_name, role, clinic_ids, created_at, last_used_at, ends_at
       ) values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8, $9, $10)`,
      [
        session.id,
        secretDigest,
        session.userId,
        session.email,
        session.displayName,
        session.role,
        session.clinicIds,
        session.createdAt,
        session.lastUsedAt,
        session.endsAt,
      ],
    );
  },

  async find(secretDigest) {
    const { rows } = await system.query('select * from browser_sessions where secret_digest = $1', [
      secretDigest,
    ]);
    return sessionRow.optional().parse(rows[0]);
  },

  async get(ids) {
    const { rows } = await system.query('select * from browser_sessions where id = any($1)', [ids]);
    return z.array(sessionRow).parse(rows);
  },

  async markUsed(id, now) {
    await system.query(
      `update browser_sessions set last_used_at = $2
       where id = $1 and last_used_at < $2::timestamptz - interval '1 minute'`,
      [id, now],
    );
  },

  async end(id, by, now) {
    const { rows } = await system.query(
      `with ended as (
         update browser_sessions set ended_at = $3, ended_by = $2 where id = $1 and ended_at is null returning id
       ), silenced as (
         delete from push_subscriptions using ended where push_subscriptions.session_id = ended.id
       )
       select from ended`,
      [id, by, now],
    );
    return rows.length !== 0;
  },

  async list(now, limit, after) {
    const { rows } = await system.query(
      `select * from browser_sessions
       where ended_at is null and ends_at > $1 and last_used_at > $2 and ($4::uuid is null or id < $4)
       order by id desc
       limit $3`,
      [now, new Date(now.getTime() - sessionTimes.idleMs), limit, after],
    );
    return z.array(sessionRow).parse(rows);
  },

  async forget(before) {
    await system.query('delete from browser_sessions where ends_at < $1', [before]);
  },
});
