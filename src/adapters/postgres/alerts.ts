import type { QueryConfig, QueryResultRow } from 'pg';
import type { Alerts } from '../../application/ports/alerts.ts';
import type { Ids } from '../../application/ports/ids.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { Pools } from './pool.ts';
import { queryInTenant } from './transaction.ts';

export const postgresAlerts = ({ system, tenants }: Pools, ids: Ids): Alerts => {
  /** A condition of one clinic is that clinic's; one of the whole installation is nobody's. */
  const query = <Row extends QueryResultRow>(clinicId: ClinicId | undefined, statement: QueryConfig) =>
    clinicId === undefined ? system.query<Row>(statement) : queryInTenant<Row>(tenants, clinicId, statement);
  return {
    async open({ clinicId, kind, subject }, message, now) {
      const { rows } = await query<{ opened: boolean }>(clinicId, {
        text: `insert into alerts (id, clinic_id, kind, subject, message, opened_at, last_seen_at)
       values ($1, $2, $3, $4, $5, $6, $6)
       on conflict (clinic_id, kind, subject) where resolved_at is null
       do update set occurrences = alerts.occurrences + 1, message = excluded.message, last_seen_at = excluded.last_seen_at
       returning occurrences = 1 as opened`,
        values: [ids.next(), clinicId, kind, subject, message, now],
      });
      return rows[0]?.opened === true;
    },

    async resolve({ clinicId, kind, subject }, now) {
      const { rowCount } = await query(clinicId, {
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

    async expire(kind, before, now) {
      const { rowCount } = await system.query(
        'update alerts set resolved_at = $3 where kind = $1 and last_seen_at < $2 and resolved_at is null',
        [kind, before, now],
      );
      return rowCount ?? 0;
    },

    async openCount() {
      const { rows } = await system.query<{ kind: string; count: string }>(
        'select kind, count(*) from alerts where resolved_at is null group by kind',
      );
      return new Map(rows.map(({ kind, count }) => [kind, Number(count)]));
    },
  };
};
