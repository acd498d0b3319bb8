import { z } from 'zod';
import type { ClinicActivity } from '../../../application/ports/operations/clinic-activity.ts';
import { figureKinds, kindsOfOrigins, pointsOf } from '../../../domain/figures/clinic-figures.ts';
import { freedNoticeMs } from '../../../domain/figures/freed-times.ts';
import { given } from '../../../domain/given.ts';
import type { TenantPool } from '../pool.ts';
import { queryInTenant } from '../transaction.ts';

const count = z.coerce.number();
const ms = z.coerce.number().nullable();
const row = z.object({
  conversations: count,
  counted: z.array(z.object({ place: z.int(), kind: z.enum(figureKinds), count: z.int() })),
  answers: count,
  median_ms: ms,
  p90_ms: ms,
  microdollars: count,
  tokens: count,
});

const kindOf = (origin: string): string =>
  `case ${origin} ${Object.entries(kindsOfOrigins)
    .map(([name, kind]) => `when '${name}' then '${kind}'`)
    .join(' ')} end`;

/** As the rule of the same name; the notice is $6. */
const isFreedTime = `state = 'cancelled' and starts_at - given_back_at >= $6 * interval '1 ms'`;

/**
 * From the conversations that were active, newest first, to their messages: both by index, so that years of others are not
 * read. One more conversation than wanted says that there are more. A wait lasts from a patient's first message after our
 * last one to our next: `answers` numbers our messages, and what follows each carries its number. Hours and days come as
 * the moments at which they begin ($5): no clock but that of the domain divides them.
 */
const statement = `
with active as materialized (
  select id
  from whatsapp_conversations_improved
  where clinic_id = $1 and merged_into is null and last_message_at is not null and last_message_at >= $2
  order by last_message_at desc, id desc
  limit $3 + 1
), counted as materialized (
  select id from active limit $3
), message as materialized (
  select said.conversation_id, said.id, said.origin, said.status, said.created_at
  from counted
  cross join lateral (
    select conversation_id, id, origin, status, created_at
    from whatsapp_messages_improved
    where clinic_id = $1 and conversation_id = counted.id and created_at >= $2
  ) as said
), numbered as (
  select conversation_id, origin, created_at,
    count(*) filter (where origin <> 'patient') over (partition by conversation_id order by created_at, id) as answers
  from message
  where origin in ('patient', 'assistant', 'human', 'staff')
), stretch as (
  select conversation_id, answers,
    min(created_at) filter (where origin = 'patient') as waits_since,
    min(created_at) filter (where origin <> 'patient') as answered_at
  from numbered
  group by conversation_id, answers
), wait as (
  select waits_since, lead(answered_at) over (partition by conversation_id order by answers) as answered_at
  from stretch
), answer as (
  select round(extract(epoch from answered_at - waits_since) * 1000) as ms
  from wait
  where answered_at is not null and waits_since is not null
), happened as (
  select created_at as at, ${kindOf('origin')} as kind from message
  union all
  select created_at, 'failedSends' from message where status = 'failed'
  union all
  select opened_at, 'handovers' from alerts where clinic_id = $1 and kind = 'handover' and opened_at >= $2
  union all
  select created_at, 'bookings' from appointments
  where clinic_id = $1 and starts_at >= $2 and created_at >= $2 and requested_at is not null and replaces is null
  union all
  select given_back_at, 'freedTimes' from appointments
  where clinic_id = $1 and given_back_at >= $2 and ${isFreedTime}
), placed as (
  select width_bucket(at, $5::timestamptz[]) - 1 as place, kind, count(*) as count
  from happened
  where kind is not null
  group by 1, 2
)
select
  (select count(*) from active) as conversations,
  (select coalesce(json_agg(json_build_object('place', place, 'kind', kind, 'count', count)), '[]') from placed) as counted,
  (select count(*) from answer) as answers,
  (select percentile_disc(0.5) within group (order by ms) from answer) as median_ms,
  (select percentile_disc(0.9) within group (order by ms) from answer) as p90_ms,
  (select coalesce(sum(microdollars), 0) from model_spending where clinic_id = $1 and day >= $4::date) as microdollars,
  (select coalesce(sum(tokens), 0) from model_spending where clinic_id = $1 and day >= $4::date) as tokens`;

export const postgresClinicActivity = (tenants: TenantPool): ClinicActivity => ({
  async figures(clinicId, span, most) {
    const { rows } = await queryInTenant(tenants, clinicId, {
      text: statement,
      values: [clinicId, span.starts[0], most, span.firstDay, span.starts, freedNoticeMs],
    });
    const found = row.parse(rows[0]);
    return {
      points: pointsOf(span, found.counted),
      firstAnswer: {
        count: found.answers,
        ...given({ medianMs: found.median_ms ?? undefined, p90Ms: found.p90_ms ?? undefined }),
      },
      model: { microdollars: found.microdollars, tokens: found.tokens },
      isComplete: found.conversations <= most,
    };
  },
});
