import { z } from 'zod';
import type { Alert, Alerts } from '../../../application/ports/operations/alerts.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import type { OpenAlerts } from '../../../domain/alerting/alert-counts.ts';
import type { AlertKind } from '../../../domain/alerting/alert-kinds.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import type { Pools } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';
import { queryOf, reachParameter } from '../access/visible-clinics.ts';
import { given } from '../../../domain/given.ts';

// ours alone write it
const alertKind = z.custom<AlertKind>((kind) => typeof kind === 'string');

export const alertRow = z
  .object({
    id: z.string(),
    clinic_id: z.string().nullable(),
    kind: alertKind,
    subject: z.string(),
    message: z.string(),
    occurrences: z.int(),
    opened_at: z.date(),
    last_seen_at: z.date(),
    resolved_at: z.date().nullable(),
  })
  .transform((row): Alert => ({
    id: row.id,
    ...(row.clinic_id !== null && { clinicId: clinicId(row.clinic_id) }),
    kind: row.kind,
    subject: row.subject,
    message: row.message,
    occurrences: row.occurrences,
    openedAt: row.opened_at,
    lastSeenAt: row.last_seen_at,
    ...given({ resolvedAt: row.resolved_at ?? undefined }),
  }));

const openAlertsRow = z
  .object({ clinic_id: z.string().nullable(), kind: alertKind, count: z.int() })
  .transform(({ clinic_id, kind, count }): OpenAlerts => ({
    ...(clinic_id !== null && { clinicId: clinicId(clinic_id) }),
    kind,
    count,
  }));

/** Those that are open are few, and have an index of their own. */
const isIn = { open: ' and resolved_at is null', resolved: ' and resolved_at is not null', any: '' } as const;

export const postgresAlerts = (pools: Pools, ids: Ids): Alerts => {
  const { system } = pools;
  return {
    async open({ clinicId, kind, subject }, message, now) {
      const { rows } = await queryOf<{ opened: boolean }>(pools, clinicId, {
        text: `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (clinic_id, kind, subject) where resolved_at is null
       do update set occurrences = alerts.occurrences + 1, message = excluded.message, last_seen_at = excluded.last_seen_at
       returning occurrences = 1 as opened`,
        values: [ids.next(), clinicId, kind, subject, message, now],
      });
      return rows[0]?.opened === true;
    },

    async openOnce({ clinicId, kind, subject }, message, now) {
      const { rowCount } = await queryOf(pools, clinicId, {
        text: `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (clinic_id, kind, subject) where resolved_at is null do nothing`,
        values: [ids.next(), clinicId, kind, subject, message, now],
      });
      return rowCount === 1;
    },

    async resolve({ clinicId, kind, subject }, now) {
      const { rowCount } = await queryOf(pools, clinicId, {
        text: `update alerts set resolved_at = $4
       where clinic_id is not distinct from $1 and kind = $2 and subject = $3 and resolved_at is null`,
        values: [clinicId, kind, subject, now],
      });
      return rowCount !== 0;
    },

    async resolveAll(conditions, now) {
      const items = conditions.map((condition, n) => ({ n, ...condition }));
      const { rows } = await system.query<{ n: number }>({
        name: 'resolve-alerts',
        text: `update alerts set resolved_at = $2
        from json_to_recordset($1::json) as item (n integer, "clinicId" uuid, kind text, subject text)
        where alerts.clinic_id is not distinct from item."clinicId" and alerts.kind = item.kind
          and alerts.subject = item.subject and alerts.resolved_at is null
        returning item.n`,
        values: [JSON.stringify(items), now],
      });
      const open = new Set(rows.map(({ n }) => n));
      return conditions.filter((_, n) => open.has(n));
    },

    async openAmong(conditions) {
      const items = conditions.map((condition, n) => ({ n, ...condition }));
      const { rows } = await system.query<{ n: number }>(
        `select item.n
        from json_to_recordset($1::json) as item (n integer, "clinicId" uuid, kind text, subject text)
        join alerts on alerts.clinic_id is not distinct from item."clinicId" and alerts.kind = item.kind
          and alerts.subject = item.subject and alerts.resolved_at is null`,
        [JSON.stringify(items)],
      );
      const open = new Set(rows.map(({ n }) => n));
      return conditions.filter((_, n) => open.has(n));
    },

    async expire(kind, before, now) {
      const { rowCount } = await system.query(
        'update alerts set resolved_at = $3 where kind = $1 and last_seen_at < $2 and resolved_at is null',
        [kind, before, now],
      );
      return rowCount ?? 0;
    },

    async list({ reach, state, limit, before }) {
      // one clinic is said as such, or its index gives no order
      const [clinic] = reach !== 'all' && reach.length === 1 ? reach : [];
      const isReached =
        clinic === undefined ? '($1::uuid[] is null or clinic_id = any($1))' : 'clinic_id = $1::uuid';
      const query = {
        text: `select * from alerts
       where ${isReached}${isIn[state]}
         and id < coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       order by id desc
       limit $2`,
        values: [clinic ?? reachParameter(reach), limit, before],
      };
      const { rows } =
        clinic === undefined
          ? await pools.system.query(query)
          : await queryInTenant(pools.tenants, clinic, query, { inOrder: true });
      return z.array(alertRow).parse(rows);
    },

    async openCount() {
      const { rows } = await system.query<{ kind: string; count: string }>(
        'select kind, count(*) from alerts where resolved_at is null group by kind',
      );
      return new Map(rows.map(({ kind, count }) => [kind, Number(count)]));
    },

    async openByClinic() {
      const { rows } = await system.query(
        `select clinic_id, kind, count(*)::integer as count
        from alerts
        where resolved_at is null
        group by clinic_id, kind`,
      );
      return z.array(openAlertsRow).parse(rows);
    },
  };
};
