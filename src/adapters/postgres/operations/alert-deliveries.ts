import type { ClientBase } from 'pg';
import { z } from 'zod';
import type {
  AlertDeliveries,
  ClaimedDelivery,
  DeliverySettlement,
} from '../../../application/ports/alerting/alert-deliveries.ts';
import { sealedToken } from '../../../application/ports/connection/token-cipher.ts';
import type { Ids } from '../../../application/ports/system/ids.ts';
import { alertChannelNames, alertEvents } from '../../../domain/alerting/alert-delivery.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import type { Pools } from '../pool.ts';
import { inTransaction } from '../transaction.ts';
import { eventColumn, postgresAlertPlans, stateColumn, zoneOf } from './alert-plans.ts';
import { alertRow } from './alerts.ts';

const clinic = z.string().transform(clinicId).nullable();
const claimedRow = z
  .object({
    delivery_id: z.string(),
    event: eventColumn,
    attempts: z.int(),
    due_at: z.date(),
    clinic_name: z.string().nullable(),
    clinic_time_zone: z.string().nullable(),
    alert_clinic_id: clinic,
    siblings: z.array(z.object({ event: eventColumn, state: stateColumn })),
    destination_id: z.string(),
    destination_clinic_id: clinic,
    channel: z.enum(alertChannelNames),
    address: z.string(),
    sealed_secret: z.string().transform(sealedToken).nullable(),
    failures: z.int(),
    time_zone: z.string().nullable(),
    quiet_from: z.int().nullable(),
    quiet_to: z.int().nullable(),
    quiet_zone: z.string(),
    lease_token: z.coerce.number(),
  })
  .transform((row): Omit<ClaimedDelivery, 'alert'> => ({
    id: row.delivery_id,
    event: row.event,
    attempts: row.attempts,
    dueAt: row.due_at,
    ...(row.alert_clinic_id !== null &&
      row.clinic_name !== null &&
      row.clinic_time_zone !== null && {
        clinic: { id: row.alert_clinic_id, name: row.clinic_name, timeZone: row.clinic_time_zone },
      }),
    siblings: row.siblings,
    destination: {
      id: row.destination_id,
      channel: row.channel,
      address: row.address,
      failures: row.failures,
      ...quietOf(row),
      ...given({
        clinicId: row.destination_clinic_id ?? undefined,
        sealedSecret: row.sealed_secret ?? undefined,
        timeZone: row.time_zone ?? undefined,
      }),
    },
    leaseToken: row.lease_token,
  }));

type QuietRow = {
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
  readonly quiet_zone: string;
};
const quietOf = ({ quiet_from: from, quiet_to: to, quiet_zone: timeZone }: QuietRow) =>
  from === null || to === null ? {} : { quiet: { hours: { from, to }, timeZone } };

const place = (event: string) => `array_position('{${alertEvents.join()}}'::text[], ${event})`;

/** What may go out now: of one alert nothing before what comes before it. Ids are of the clocks of several programs. */
const isNext = `w.state = 'waiting' and w.due_at <= now() and not exists (
  select from alert_deliveries as before
  where before.alert_id = w.alert_id and before.destination_id = w.destination_id
    and ${place('before.event')} < ${place('w.event')} and before.state = 'waiting'
)`;

const leaseStatement = `
with due as (
  select d.id from alert_destinations as d
  where d.next_attempt_at <= now() and (d.lease_until is null or d.lease_until <= now()) and exists (
    select from alert_deliveries as w
    where w.destination_id = d.id and ${isNext}
  )
  order by d.next_attempt_at
  limit $1
  for no key update of d skip locked
)
update alert_destinations as d
set lease_until = now() + $2 * interval '1 ms', lease_token = d.lease_token + 1
from due
where d.id = due.id
returning d.id`;

/** The first of each destination; one that a plan has just skipped is left out, and its destination let go. */
const takeStatement = `
with head as (
  select first.id
  from unnest($1::uuid[]) as destination
  cross join lateral (
    select w.id from alert_deliveries as w
    where w.destination_id = destination and ${isNext}
    order by w.is_urgent desc, w.due_at, w.id
    limit 1
    for update
  ) as first
)
update alert_deliveries as w set attempts = w.attempts + 1
from head
where w.id = head.id and w.state = 'waiting'
returning w.id, w.destination_id`;

const readStatement = `
select a.*, a.clinic_id as alert_clinic_id, w.id as delivery_id, w.event, w.attempts, w.due_at,
  c.name as clinic_name, c.time_zone as clinic_time_zone,
  d.id as destination_id, d.clinic_id as destination_clinic_id, d.channel, d.address, d.sealed_secret, d.failures,
  d.time_zone, d.quiet_from, d.quiet_to, ${zoneOf('d', 'own')} as quiet_zone, d.lease_token, coalesce((
    select json_agg(json_build_object('event', s.event, 'state', s.state))
    from alert_deliveries as s
    where s.alert_id = w.alert_id and s.destination_id = w.destination_id and s.id <> w.id
  ), '[]') as siblings
from alert_deliveries as w
join alert_destinations as d on d.id = w.destination_id
join alerts as a on a.id = w.alert_id
left join clinics as c on c.id = a.clinic_id
left join clinics as own on own.id = d.clinic_id
where w.id = any($1::uuid[])`;

/** Alerts cross clinics here: the installation hears of many, and claims are about all. */
export const postgresAlertDeliveries = (pools: Pools, ids: Ids): AlertDeliveries => ({
  ...postgresAlertPlans(pools, ids),

  claim: (limit, leaseMs) =>
    inTransaction(pools.system, async (client) => {
      const { rows: leased } = await client.query<{ id: string }>(leaseStatement, [limit, leaseMs]);
      if (leased.length === 0) return [];
      const taken = await client.query<{ id: string; destination_id: string }>(takeStatement, [
        leased.map(({ id }) => id),
      ]);
      const held = new Set(taken.rows.map(({ destination_id }) => destination_id));
      const free = leased.filter(({ id }) => !held.has(id));
      if (free.length > 0)
        await client.query('update alert_destinations set lease_until = null where id = any($1)', [
          free.map(({ id }) => id),
        ]);
      const { rows } = await client.query<object>(readStatement, [taken.rows.map(({ id }) => id)]);
      return rows.map((row): ClaimedDelivery => ({ alert: alertRow.parse(row), ...claimedRow.parse(row) }));
    }),

  settle: ({ id, event, destination, leaseToken }, settlement) =>
    inTransaction(pools.system, async (client) => {
      if (settlement.to === 'postponed')
        return postpone(client, { id, destination, leaseToken }, settlement.until);
      const { set, values } = destinationChange(settlement);
      const { rowCount } = await client.query(
        `update alert_destinations set lease_until = null${set}
         where id = $1 and lease_token = $2 and lease_until is not null`,
        [destination.id, leaseToken, ...(settlement.to === 'skipped' ? [] : [...values, event])],
      );
      if (rowCount === 0) return false;
      if (settlement.to !== 'retry')
        await client.query('update alert_deliveries set state = $2, settled_at = now() where id = $1', [
          id,
          settlement.to,
        ]);
      return true;
    }),

  async msUntilDue() {
    const { rows } = await pools.system.query<{ ms: number | null }>(
      `select extract(epoch from min(greatest(w.due_at, d.next_attempt_at)) - now())::float8 * 1000 as ms
       from alert_deliveries as w
       join alert_destinations as d on d.id = w.destination_id
       where w.state = 'waiting' and greatest(w.due_at, d.next_attempt_at) > now()`,
    );
    return rows[0]?.ms ?? undefined;
  },

  async forget(before) {
    const { rowCount } = await pools.system.query(
      `delete from alert_deliveries as w
       using alerts as a
       where a.id = w.alert_id and a.resolved_at < $1 and w.state <> 'waiting'`,
      [before],
    );
    return rowCount ?? 0;
  },
});

async function postpone(
  client: ClientBase,
  { id, destination, leaseToken }: Pick<ClaimedDelivery, 'id' | 'destination' | 'leaseToken'>,
  until: Date,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update alert_destinations set lease_until = null
     where id = $1 and lease_token = $2 and lease_until is not null`,
    [destination.id, leaseToken],
  );
  if (rowCount === 0) return false;
  await client.query('update alert_deliveries set due_at = $2, attempts = attempts - 1 where id = $1', [
    id,
    until,
  ]);
  return true;
}

/** What an attempt leaves at its destination; `$3` and so on, the event last. The pause is by the store's clock: theirs may have jumped. */
function destinationChange(settlement: Exclude<DeliverySettlement, { to: 'postponed' }>): {
  set: string;
  values: readonly unknown[];
} {
  if (settlement.to === 'skipped') return { set: '', values: [] };
  const isDelivered = settlement.to === 'delivered';
  return {
    set: `, next_attempt_at = now() + ($3::timestamptz - $4::timestamptz), last_tried_at = $4, last_code = $5, last_event = $6,
      failures = ${isDelivered ? '0' : 'failures + 1'}`,
    values: [settlement.nextAt, settlement.at, isDelivered ? null : settlement.code],
  };
}
