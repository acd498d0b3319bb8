import { z } from 'zod';
import type { AuditTrail } from '../../../application/ports/access/audit-trail.ts';
import type { AuditEntry } from '../../../domain/access/audit-entry.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryOf, queryWithin, reachParameter } from './visible-clinics.ts';
import { given } from '../../../domain/given.ts';

const auditRow = z
  .object({
    id: z.string(),
    clinic_id: z.string().nullable(),
    at: z.date(),
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    details: z.record(z.string(), z.unknown()),
    request_id: z.string().nullable(),
    outcome: z.enum(['done', 'refused', 'failed']).nullable(),
    code: z.string().nullable(),
  })
  .transform((row): AuditEntry => ({
    id: row.id,
    ...(row.clinic_id !== null && { clinicId: clinicId(row.clinic_id) }),
    at: row.at,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    details: row.details,
    ...given({
      requestId: row.request_id ?? undefined,
      outcome: row.outcome ?? undefined,
      code: row.code ?? undefined,
    }),
  }));

/** As the indexes of one clinic have it, and that of all (migrations/0139). */
const timeOfOne = (at: string): string => at;
const timeOfAll = (at: string): string => `(${at} at time zone 'UTC')`;

/** An entry is its clinic's; the end of one is written past all clinics, by nobody but the system. */
export const postgresAuditTrail = (pools: Pools): AuditTrail => ({
  async begin({ id, clinicId: clinic, at, actor, action, subject, details, requestId }) {
    await queryOf(pools, clinic, {
      text: `insert into audit_log (id, clinic_id, at, actor, action, subject, details, request_id, outcome)
       values ($1, $2, $3, $4, $5, $6, $7, $8, null)`,
      values: [id, clinic, at, actor, action, subject, JSON.stringify(details), requestId],
    });
  },

  async finish(id, { outcome, code, details = {} }, now) {
    await pools.system.query({
      // what was said at the beginning stays as it was said
      text: `update audit_log set outcome = $2, code = $3, details = $4::jsonb || details, finished_at = $5
       where id = $1 and outcome is null`,
      values: [id, outcome, code, JSON.stringify(details), now],
    });
  },

  async list({ reach, action, actor, from, to, limit, before }) {
    // one clinic is said as such, or its indexes give no order
    const [clinic] = reach !== 'all' && reach.length === 1 ? reach : [];
    const [isReached, time] =
      clinic === undefined
        ? ['($1::uuid[] is null or clinic_id = any($1))', timeOfAll]
        : ['clinic_id = $1::uuid', timeOfOne];
    const { rows } = await queryWithin(pools, reach, {
      text: `select * from audit_log
       where ${isReached}
         and ($2::text is null or action = $2)
         and ($3::text is null or actor = $3)
         and ($6::timestamptz is null or ${time('at')} >= ${time('$6::timestamptz')})
         and ($7::timestamptz is null or ${time('at')} < ${time('$7::timestamptz')})
         and ($5::uuid is null or (${time('at')}, id) < (select ${time('at')}, id from audit_log where id = $5 and ${isReached}))
       order by ${time('at')} desc, id desc
       limit $4`,
      values: [clinic ?? reachParameter(reach), action, actor, limit, before, from, to],
    });
    return z.array(auditRow).parse(rows);
  },
});
