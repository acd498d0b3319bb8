import { z } from 'zod';
import type { ClaimedSend, LeaseTimes } from '../../../../application/ports/messaging/outbox.ts';
import type { PacingPolicy } from '../../../../domain/messaging/pacing.ts';
import type { TenantPool } from '../../pool.ts';
import { isOvertaken } from './overtaken.ts';
import { queryInGroup } from '../../transaction-groups.ts';

const epochOf = `(
  select c.epoch from whatsapp_conversations_improved as c
  where c.clinic_id = m.clinic_id and c.id = m.conversation_id
)`;

/**
 * `paceAll` in SQL, for one round trip; held to it by tests/contract/rules/pacing-rule.test.ts. The rows are shared by
 * all processes, and so is the clock: the database's. They are locked in the order of their keys. Where one is missing,
 * no place is taken.
 */
const reserveStatement = `
with held as materialized (
  select
    m.clinic_id, m.id, m.lease_until <= now() + $8 * interval '1 ms' as is_short,
    ${isOvertaken('m', epochOf)} as overtaken
  from whatsapp_messages_improved as m
  where m.clinic_id = $1 and m.id = $2 and m.lease_token = $3 and m.lease_until is not null and m.status = 'sending'
), renewed as (
  -- nobody else can have claimed what has more time left: nothing is written then
  update whatsapp_messages_improved as m set lease_until = now() + $4 * interval '1 ms'
  from held
  where held.is_short and m.clinic_id = held.clinic_id and m.id = held.id
    and m.lease_token = $3 and m.lease_until is not null and m.status = 'sending'
  returning m.id
), mine as materialized (
  select held.overtaken from held where not held.is_short or exists (select from renewed)
), used as (
  select place.key, place.next_free_at
  from mine
  join send_pacing as place on place.clinic_id = $1 and place.key = any($5::text[])
  where not mine.overtaken
  order by place.key
  for no key update of place
), rate as (
  select
    rate.key, rate.interval_ms * interval '1 ms' as step, greatest(used.next_free_at, now()) as start,
    greatest(used.next_free_at, now()) - rate.tolerance_ms * interval '1 ms' as not_before
  from mine
  cross join unnest($5::text[], $6::float8[], $7::float8[]) as rate (key, interval_ms, tolerance_ms)
  left join used using (key)
  where not mine.overtaken
), taken as (
  update send_pacing as place set next_free_at = rate.start + rate.step
  from rate
  where place.clinic_id = $1 and place.key = rate.key
    and (select count(*) from used) = cardinality($5::text[]) and (select bool_and(not_before <= now()) from rate)
)
select
  mine.overtaken, (select count(*) from used)::integer as known,
  (select max(not_before) from rate where not_before > now()) as not_before
from mine`;

const makeStatement = `
insert into send_pacing (clinic_id, key, next_free_at)
select $1, key, now() from unnest($2::text[]) as key order by key
on conflict (clinic_id, key) do nothing`;

const placeRow = z.object({ overtaken: z.boolean(), known: z.int(), not_before: z.date().nullable() });

/** Takes a place in both rates or in none. Losing one in a crash does no harm. */
export async function reservePlace(
  tenants: TenantPool,
  { clinicId, messageId, leaseToken, conversationId, from }: ClaimedSend,
  policy: PacingPolicy,
  lease: LeaseTimes,
): Promise<'go' | 'lost' | 'overtaken' | { readonly notBefore: Date }> {
  const rates = [
    { key: `number:${from.whatsappNumber}`, ...policy.number },
    { key: `pair:${conversationId}`, ...policy.pair },
  ];
  const keys = rates.map(({ key }) => key);
  const statement = {
    name: 'reserve-place',
    text: reserveStatement,
    values: [
      ...[clinicId, messageId, leaseToken, lease.full],
      keys,
      rates.map(({ intervalMs }) => intervalMs),
      rates.map(({ intervalMs, burst }) => intervalMs * (burst - 1)),
      lease.least,
    ],
  };
  const ask = async () => {
    const { rows } = await queryInGroup(tenants, clinicId, statement, { durable: false });
    return placeRow.optional().parse(rows[0]);
  };
  let place = await ask();
  if (place?.overtaken === false && place.known < keys.length) {
    // a new number or conversation; whoever makes its row at the same moment waits for us or we for them
    const make = { name: 'make-place', text: makeStatement, values: [clinicId, keys] };
    await queryInGroup(tenants, clinicId, make, { durable: false });
    place = await ask();
  }
  if (place === undefined) return 'lost';
  if (place.overtaken) return 'overtaken';
  return place.not_before === null ? 'go' : { notBefore: place.not_before };
}
