import type { Pool } from 'pg';
import { z } from 'zod';
import type {
  ArrivedStatus,
  DeliveryLog,
  StatusOutcome,
} from '../../../application/ports/messaging/delivery-log.ts';
import { given } from '../../../domain/given.ts';
import { sightingIdentities } from '../../../domain/messaging/people/contact-identity.ts';
import { outboundStatuses } from '../../../domain/messaging/delivery-status.ts';
import { conversationId, messageId } from '../../../domain/messaging/message.ts';
import type { PhoneDigits } from '../../../domain/messaging/people/phone-number.ts';
import type { TenantPool } from '../pool.ts';
import { queryWithFreshPlan, replanMs } from '../fresh-plans.ts';
import { storedKey } from './sending/stored-keys.ts';
import { hasNewIdentity, learnRecipient } from './people/learned-identities.ts';

const outcomeRow = z.object({
  n: z.int(),
  id: z.string(),
  conversation_id: z.string(),
  request_id: z.string().nullable(),
  whatsapp_number: z.string().transform((digits) => digits as PhoneDigits),
  settled_unknown: z.boolean(),
  ending: z.enum(['arrived', 'failed', 'arrived-after-all']).nullable(),
  learned: z.boolean(),
  has_new_identity: z.boolean(),
});

/** `afterStatus` in SQL, for a batch at once; held to it by tests/contract/rules/delivery-rule.test.ts. */
const recordStatement = `
with item as materialized (
  select * from json_to_recordset($1::json) as item (
    n integer, clinic_id uuid, outbound_id uuid, meta_message_id text, status text, at timestamptz, error_code text,
    error_class text, error_detail text, recipient json
  )
), target as materialized (
  select
    item.*, message.id,
    row_number() over (partition by item.clinic_id, message.id order by n) = 1 as is_first,
    row_number() over (partition by item.clinic_id, message.id, item.status order by n) = 1 as is_first_of_status
  from item
  cross join lateral (
    select id from whatsapp_messages_improved
    where clinic_id = item.clinic_id and id = item.outbound_id and direction = 'outbound'
    union all
    select id from whatsapp_messages_improved
    where clinic_id = item.clinic_id and dedupe_key = ${storedKey('sent', 'item.meta_message_id')}
      and direction = 'outbound'
    limit 1
  ) as message
), arrived as materialized (
  select
    clinic_id, id,
    max(array_position($2::text[], status)) as rank,
    min(meta_message_id) as meta_message_id,
    min(at) filter (where status = 'sent') as sent,
    min(at) filter (where status = 'delivered') as delivered,
    min(at) filter (where status = 'read') as read,
    min(at) filter (where status = 'played') as played,
    min(at) filter (where status = 'failed') as failed,
    -- of one failure, the last one that says why
    (array_agg(error_code order by n desc) filter (where status = 'failed' and error_code is not null))[1] as error_code,
    (array_agg(error_class order by n desc) filter (where status = 'failed' and error_code is not null))[1] as error_class,
    (array_agg(error_detail order by n desc) filter (where status = 'failed' and error_code is not null))[1] as error_detail
  from target
  group by clinic_id, id
  order by clinic_id, id
), known as materialized (
  select message.*
  from arrived
  cross join lateral (
    select * from whatsapp_messages_improved
    where clinic_id = arrived.clinic_id and id = arrived.id
    for no key update
  ) as message
), changed as (
  update whatsapp_messages_improved as m
  set
    status = ($2::text[])[greatest(arrived.rank, array_position($2::text[], m.status))],
    meta_message_id = coalesce(m.meta_message_id, arrived.meta_message_id),
    -- an echo of this very message may have been stored first: then that row keeps the wamid's place
    dedupe_key = coalesce(m.dedupe_key, (
      select ${storedKey('sent', 'arrived.meta_message_id')}
      where not exists (
        select from whatsapp_messages_improved as echo
        where echo.clinic_id = m.clinic_id and echo.dedupe_key = ${storedKey('sent', 'arrived.meta_message_id')}
      )
    )),
    next_attempt_at = null,
    status_sent_at = least(m.status_sent_at, arrived.sent),
    delivered_at = least(m.delivered_at, arrived.delivered),
    read_at = least(m.read_at, arrived.read),
    played_at = least(m.played_at, arrived.played),
    failed_at = least(m.failed_at, arrived.failed),
    error_code = coalesce(arrived.error_code, m.error_code),
    error_class = case when arrived.error_code is null then m.error_class else arrived.error_class end,
    error_detail = case when arrived.error_code is null then m.error_detail else arrived.error_detail end
  from arrived
  where m.clinic_id = arrived.clinic_id and m.id = arrived.id
    and ((arrived.clinic_id, arrived.id) in (select clinic_id, id from known)) is true
)
select
  target.n, target.id, known.conversation_id, known.request_id, conversation.whatsapp_number,
  target.is_first and known.status = 'unknown' as settled_unknown,
  case
    when not target.is_first or array_position($2, known.status) > array_position($2, 'failed') then null
    when arrived.rank > array_position($2, 'failed') then
      case known.status when 'failed' then 'arrived-after-all' else 'arrived' end
    when arrived.rank = array_position($2, 'failed') and known.status <> 'failed' then 'failed'
  end as ending,
  target.is_first_of_status and case target.status
    when 'sent' then known.status_sent_at
    when 'delivered' then known.delivered_at
    when 'read' then known.read_at
    when 'played' then known.played_at
    else known.failed_at
  end is null as learned,
  ${hasNewIdentity('json_to_recordset(target.recipient) as given (kind text, value text)', 'target.clinic_id', 'conversation.contact_id')} as has_new_identity
from target
join known using (clinic_id, id)
join arrived using (clinic_id, id)
cross join lateral (
  select contact_id, whatsapp_number from whatsapp_conversations_improved
  where clinic_id = known.clinic_id and id = known.conversation_id
  offset 0
) as conversation`;

/** `pool`: opened with `ingestPlanOptions`. What a status says of a person is learned as the work of their clinic. */
export const postgresDeliveryLog = (pool: Pool, tenants: TenantPool, everyMs = replanMs): DeliveryLog => ({
  async record(statuses) {
    const items = statuses.map(({ clinicId, status }, n) => ({
      n,
      clinic_id: clinicId,
      outbound_id: status.outboundId,
      meta_message_id: status.metaMessageId,
      status: status.status,
      at: status.at,
      error_code: status.error?.code,
      error_class: status.error?.class,
      error_detail: status.error?.title,
      recipient: sightingIdentities(status.recipient),
    }));
    const values = [JSON.stringify(items), outboundStatuses];
    const query = { name: 'record-statuses', text: recordStatement, values };
    const { rows } = await queryWithFreshPlan(pool, query, everyMs);
    const outcomes = statuses.map((): StatusOutcome => ({ outcome: 'unmatched' }));
    const matched = z.array(outcomeRow).parse(rows);
    for (const row of matched) {
      outcomes[row.n] = {
        outcome: row.learned ? 'recorded' : 'old',
        messageId: messageId(row.id),
        conversationId: conversationId(row.conversation_id),
        ...given({ requestId: row.request_id ?? undefined }),
        whatsappNumber: row.whatsapp_number,
        settledUnknown: row.settled_unknown,
        ...given({ ending: row.ending ?? undefined }),
      };
    }
    const learned = new Map(
      matched
        .filter(({ has_new_identity }) => has_new_identity)
        // one batch often says the same of a person several times
        .map((row) => [JSON.stringify([row.conversation_id, statuses[row.n]?.status.recipient]), row]),
    );
    for (const { n, id } of learned.values()) {
      const { clinicId, status } = statuses[n] as ArrivedStatus;
      await learnRecipient(tenants, { clinicId, messageId: messageId(id) }, status.recipient);
    }
    return outcomes;
  },
});
