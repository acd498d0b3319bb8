import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { AlertDeliveries, DueAlert } from '../../../application/ports/alerting/alert-deliveries.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import {
  alertEvents,
  type AlertDestination,
  type PlannedDelivery,
} from '../../../domain/alerting/alert-delivery.ts';
import { urgencyOf } from '../../../domain/alerting/alert-rules.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { Pools } from '../pool.ts';
import { inTransaction } from '../transaction.ts';
import { alertRow } from './alerts.ts';

export const eventColumn = z.enum(alertEvents);
export const stateColumn = z.enum(['waiting', 'delivered', 'given-up', 'skipped']);

const plannedRow = z
  .object({
    destination_id: z.string(),
    event: eventColumn,
    state: stateColumn,
    attempts: z.int(),
    due_at: z.coerce.date(),
  })
  .transform((row): PlannedDelivery => ({
    destinationId: row.destination_id,
    event: row.event,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
  }));

const destinationRow = z
  .object({
    id: z.string(),
    clinic_id: z.string().transform(clinicId).nullable(),
    quiet_from: z.int().nullable(),
    quiet_to: z.int().nullable(),
    time_zone: z.string(),
    created_at: z.coerce.date(),
  })
  .transform(({ quiet_from: from, quiet_to: to, ...row }): AlertDestination => ({
    id: row.id,
    ...given({ clinicId: row.clinic_id ?? undefined }),
    ...(from !== null && to !== null && { quiet: { hours: { from, to }, timeZone: row.time_zone } }),
    since: row.created_at,
  }));

const dueRow = z
  .object({
    announce_lease_token: z.coerce.number(),
    destinations: z.array(destinationRow),
    planned: z.array(plannedRow),
  })
  .transform((row) => ({
    destinations: row.destinations,
    planned: row.planned,
    leaseToken: row.announce_lease_token,
  }));

/** By whose clocks the quiet hours of a destination are read: its own, else its clinic's, whatever clinic an alert is of. */
export const zoneOf = (destination: string, clinic: string): string =>
  `coalesce(${destination}.time_zone, ${clinic}.time_zone, 'UTC')`;

const claimStatement = `
with due as (
  select id from alerts
  where announce_at <= now() and (announce_lease_until is null or announce_lease_until <= now())
  order by announce_at
  limit $1
  for no key update skip locked
), claimed as (
  update alerts as a
  set announce_lease_until = now() + $2 * interval '1 ms', announce_lease_token = a.announce_lease_token + 1
  from due
  where a.id = due.id
  returning a.*
)
select a.*, coalesce((
  select json_agg(json_build_object(
    'id', d.id, 'clinic_id', d.clinic_id, 'quiet_from', d.quiet_from, 'quiet_to', d.quiet_to,
    'time_zone', ${zoneOf('d', 'own')}, 'created_at', d.created_at) order by d.id)
  from alert_destinations as d
  left join clinics as own on own.id = d.clinic_id
  where d.clinic_id is null or d.clinic_id = a.clinic_id
), '[]') as destinations, coalesce((
  select json_agg(json_build_object(
    'destination_id', p.destination_id, 'event', p.event, 'state', p.state, 'attempts', p.attempts,
    'due_at', p.due_at) order by p.id)
  from alert_deliveries as p
  where p.alert_id = a.id
), '[]') as planned
from claimed as a
order by a.announce_at`;

type Plans = Pick<AlertDeliveries, 'claimAlerts' | 'plan' | 'msUntilAlert'>;

/** Whom an alert is told to is asked of the installation and of the clinic together. */
export const postgresAlertPlans = ({ system }: Pools, ids: Ids): Plans => ({
  async claimAlerts(limit, leaseMs) {
    const { rows } = await system.query<object>(claimStatement, [limit, leaseMs]);
    return rows.map((row): DueAlert => ({ alert: alertRow.parse(row), ...dueRow.parse(row) }));
  },

  plan: (due, plan, mostWaiting) =>
    inTransaction(system, async (client) => {
      const { id, kind } = due.alert;
      const held = await client.query(
        `select from alerts
         where id = $1 and announce_lease_token = $2 and announce_lease_until is not null
         for no key update`,
        [id, due.leaseToken],
      );
      if (held.rowCount === 0) return false;
      const { rows } = await client.query(
        `select destination_id, event, state, attempts, due_at from alert_deliveries where alert_id = $1 for update`,
        [id],
      );
      if (!isSame(z.array(plannedRow).parse(rows), due.planned)) {
        await client.query('update alerts set announce_lease_until = null where id = $1', [id]);
        return false;
      }
      for (const { destinationId, event } of plan.skip)
        await client.query(
          `update alert_deliveries set state = 'skipped', settled_at = now()
           where alert_id = $1 and destination_id = $2 and event = $3`,
          [id, destinationId, event],
        );
      const isUrgent = urgencyOf(kind) === 'now';
      for (const { destinationId, event, dueAt } of plan.add)
        await add(client, [ids.next(), id, destinationId, event, dueAt, isUrgent, mostWaiting]);
      await client.query('update alerts set announce_at = $2, announce_lease_until = null where id = $1', [
        id,
        plan.next,
      ]);
      return true;
    }),

  async msUntilAlert() {
    const { rows } = await system.query<{ ms: number | null }>(
      `select extract(epoch from min(announce_at) - now())::float8 * 1000 as ms from alerts where announce_at > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },
});

/** Nothing, where the destination is gone, or has more to hear than it will ever read. */
const add = (client: ClientBase, values: readonly unknown[]) =>
  client.query(
    `insert into alert_deliveries (id, clinic_id, destination_id, alert_id, event, due_at, is_urgent)
     select $1, d.clinic_id, d.id, $2, $4, $5, $6
     from alert_destinations as d
     where d.id = $3 and $7 > (
       select count(*) from alert_deliveries as w where w.destination_id = d.id and w.state = 'waiting'
     )
     on conflict do nothing`,
    [...values],
  );

/** A claim of a delivery, or its end, since the alert was claimed. */
function isSame(now: readonly PlannedDelivery[], then: readonly PlannedDelivery[]): boolean {
  const keyOf = ({ destinationId, event, state, attempts }: PlannedDelivery) =>
    `${destinationId} ${event} ${state} ${attempts}`;
  const known = new Set(then.map(keyOf));
  return now.length === then.length && now.every((each) => known.has(keyOf(each)));
}
