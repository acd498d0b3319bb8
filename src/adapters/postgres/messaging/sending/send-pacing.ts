import { z } from 'zod';
import type { Outbox } from '../../../../application/ports/messaging/outbox.ts';
import type { Pools } from '../../pool.ts';
import { inBatches, type BatchStatement } from '../../statement-batches.ts';
import { isOvertaken } from './overtaken.ts';

const epochOf = `(
  select c.epoch from whatsapp_conversations_improved as c
  where c.clinic_id = m.clinic_id and c.id = m.conversation_id
)`;

/**
 * `paceAll` in SQL, for many sends one behind the other, of each patient one; held to it by
 * tests/contract/rules/pacing-rule.test.ts.
 * The rows are shared by all processes, and so is the clock: the database's. They are locked in the order of their keys.
 * Where one of a send is missing, it takes no place. What was taken may be lost in a crash, and nobody waits for its disk.
 */
export const reservePlaces: BatchStatement = {
  name: 'reserve-places',
  text: `
with not_durable as materialized (select set_config('synchronous_commit', 'off', true)), held as materialized (
  select
    given.*, m.lease_until <= now() + given.least_ms * interval '1 ms' as is_short,
    ${isOvertaken('m', epochOf)} as overtaken,
    not given.is_probe and coalesce((
      select sends_stopped_count > 0 from clinic_whatsapp_numbers as number
      where number.clinic_id = given.clinic_id and number.whatsapp_number = given.number
    ), false) as is_stopped
  from not_durable
  cross join json_to_recordset($1::json) as given (
    n integer, clinic_id uuid, id uuid, lease_token bigint, full_ms float8, least_ms float8, is_probe boolean, number text, keys text[],
    intervals_ms float8[], tolerances_ms float8[]
  )
  -- each looked up on its own, by its key: "is true" keeps it out of the index of all that is in hand
  cross join lateral (
    select * from whatsapp_messages_improved as m
    where m.clinic_id = given.clinic_id and m.id = given.id
      and m.lease_token = given.lease_token and m.status = 'sending' and (m.lease_until is not null) is true
    offset 0
  ) as m
), renewed as (
  -- nobody else can have claimed what has more time left: nothing is written then
  update whatsapp_messages_improved as m set lease_until = now() + held.full_ms * interval '1 ms'
  from held
  where held.is_short and m.clinic_id = held.clinic_id and m.id = held.id
    and m.lease_token = held.lease_token and m.status = 'sending' and (m.lease_until is not null) is true
  returning held.n
), mine as materialized (
  select held.* from held where not held.is_short or held.n in (select n from renewed)
), known as materialized (
  select mine.n, place.clinic_id, place.key
  from mine
  cross join unnest(mine.keys) as wanted (key)
  cross join lateral (
    select clinic_id, key from send_pacing where clinic_id = mine.clinic_id and key = wanted.key offset 0
  ) as place
  where not mine.overtaken and not mine.is_stopped
  order by place.clinic_id, place.key
), used as materialized (
  select known.n, known.key, place.next_free_at
  from known
  cross join lateral (
    select place.next_free_at from send_pacing as place
    where place.clinic_id = known.clinic_id and place.key = known.key
    for no key update skip locked
  ) as place
), rate as materialized (
  select
    mine.n, mine.clinic_id, rate.key, rate.key = mine.keys[1] as is_number, rate.interval_ms * interval '1 ms' as step,
    greatest(used.next_free_at, now()) as start,
    greatest(used.next_free_at, now()) - rate.tolerance_ms * interval '1 ms' as not_before
  from used
  join mine using (n)
  cross join unnest(mine.keys, mine.intervals_ms, mine.tolerances_ms) as rate (key, interval_ms, tolerance_ms)
  where rate.key = used.key
), asked as materialized (
  select
    mine.n, mine.clinic_id, mine.overtaken, mine.is_stopped, mine.keys[1] as number,
    count(rate.key)::integer as known, cardinality(mine.keys) as wanted,
    count(rate.key) < (select count(*) from known where known.n = mine.n) as is_busy,
    max(rate.step) filter (where rate.is_number) as step,
    max(rate.not_before) filter (where rate.is_number) as number_at,
    max(rate.not_before) filter (where not rate.is_number) as pair_at
  from mine
  left join rate using (n)
  group by mine.n, mine.clinic_id, mine.overtaken, mine.is_stopped, mine.keys
), ranked as materialized (
  -- the sends of one number stand in line; whoever's patient must wait takes nobody's place
  select asked.*, known = wanted and pair_at <= now() and number_at + step * count(*) filter (
    where known = wanted and pair_at <= now()
  ) over (partition by clinic_id, number order by n rows between unbounded preceding and 1 preceding) <= now() as goes
  from asked
), verdict as materialized (
  select ranked.*, count(*) filter (where goes) over (
    partition by clinic_id, number order by n rows between unbounded preceding and 1 preceding
  ) as before
  from ranked
), taken as (
  update send_pacing as place set next_free_at = free.at
  from (
    select
      rate.clinic_id, rate.key,
      max(rate.start + rate.step * case when rate.is_number then verdict.before + 1 else 1 end) as at
    from verdict
    join rate using (n)
    where verdict.goes
    group by rate.clinic_id, rate.key
  ) as free
  where place.clinic_id = free.clinic_id and place.key = free.key
)
select
  n, overtaken, is_stopped, known, is_busy, goes is true as goes,
  coalesce(number_at + step * before > now(), false) as is_number_full,
  greatest(number_at + step * before, pair_at, now()) as not_before
from verdict`,
  lock: ({ clinic_id: clinic, keys }) => ({
    name: 'lock-places',
    text: 'select from send_pacing where clinic_id = $1 and key = any($2::text[]) order by key for no key update',
    values: [clinic, keys],
  }),
};

/** Rows for a new number or conversation. Whoever makes one at the same moment waits for us or we for them. */
const makePlaces: BatchStatement = {
  name: 'make-places',
  text: `
with not_durable as materialized (select set_config('synchronous_commit', 'off', true)), given as materialized (
  select n, clinic_id, keys
  from not_durable
  cross join json_to_recordset($1::json) as given (n integer, clinic_id uuid, keys text[])
), made as (
  insert into send_pacing (clinic_id, key, next_free_at)
  select clinic_id, key, now() from given cross join unnest(keys) as wanted (key)
  order by clinic_id, key
  on conflict (clinic_id, key) do nothing
)
select n from given`,
};

const placeRow = z.object({
  overtaken: z.boolean(),
  is_stopped: z.boolean(),
  known: z.int(),
  goes: z.boolean(),
  is_number_full: z.boolean(),
  not_before: z.date(),
});

/** Takes a place in both rates or in none. Losing one in a crash does no harm. */
export function placeReservations(pools: Pools): Outbox['reservePlace'] {
  const reserve = inBatches(pools, reservePlaces, { apart: ({ conversation_id: pair }) => String(pair) });
  const make = inBatches(pools, makePlaces);

  return async ({ clinicId, messageId, leaseToken, conversationId, from, isProbe }, policy, lease) => {
    const number = from.whatsappNumber;
    const rates = [
      { key: `number:${number}`, ...policy.number },
      { key: `pair:${conversationId}`, ...policy.pair },
    ];
    const keys = rates.map(({ key }) => key);
    const entry = {
      clinic_id: clinicId,
      id: messageId,
      conversation_id: conversationId,
      lease_token: leaseToken,
      full_ms: lease.full,
      least_ms: lease.least,
      is_probe: isProbe,
      number,
      keys,
      intervals_ms: rates.map(({ intervalMs }) => intervalMs),
      tolerances_ms: rates.map(({ intervalMs, burst }) => intervalMs * (burst - 1)),
    };
    const ask = async () => placeRow.optional().parse((await reserve(entry))[0]);
    let place = await ask();
    if (place?.overtaken === false && !place.is_stopped && place.known < keys.length) {
      await make({ clinic_id: clinicId, keys });
      place = await ask();
    }
    if (place === undefined) return 'lost';
    if (place.overtaken) return 'overtaken';
    if (place.is_stopped) return 'number-stopped';
    return place.goes ? 'go' : { notBefore: place.not_before, isNumberFull: place.is_number_full };
  };
}
