import { z } from 'zod';
import type { ClaimedPush, WaitingConversation } from '../../../application/ports/push/push-notices.ts';
import { clinicId } from '../../../domain/clinic/clinic.ts';
import { given } from '../../../domain/given.ts';
import { newsOfWaiting } from '../../../domain/inbox/push-telling.ts';
import type { WaitingReason } from '../../../domain/inbox/waiting-for-people.ts';
import { conversationId } from '../../../domain/messaging/message.ts';
import { attentionColumn } from '../messaging/attention-column.ts';
import { isHumans, isWaiting } from '../messaging/views/waiting-conditions.ts';

// ours alone write it; that of a newer version beside this one passes through
const reason = z.string().transform((text) => text as WaitingReason);
const place = {
  clinic_id: z.string().transform(clinicId),
  conversation_id: z.string().transform(conversationId),
};
const waitColumns = {
  attention: attentionColumn,
  mode: z.enum(['assistant', 'human']),
  unread: z.int(),
  last_patient_message_at: z.date().nullable(),
};

type WaitRow = z.infer<z.ZodObject<typeof waitColumns>>;
const waitOf = ({ attention, mode, unread, last_patient_message_at: at }: WaitRow) =>
  newsOfWaiting({
    ...{ handover: attention?.handover, alarm: attention?.alarm, mode, unread },
    lastPatientMessageAt: at ?? undefined,
  });

export const waitingRow = z
  .object({
    ...place,
    ...waitColumns,
    told_reason: reason.nullable(),
    told_since: z.date().nullable(),
    told_at: z.date().nullable(),
  })
  .transform((row): readonly WaitingConversation[] => {
    const { told_reason: toldReason, told_since: since, told_at: at } = row;
    const wait = waitOf(row);
    const told =
      toldReason === null || since === null || at === null ? undefined : { reason: toldReason, since, at };
    return wait === undefined
      ? []
      : [{ clinicId: row.clinic_id, conversationId: row.conversation_id, wait, ...given({ told }) }];
  });

export const claimedRow = z
  .object({
    ...place,
    ...waitColumns,
    id: z.string(),
    clinic_name: z.string(),
    reason,
    since: z.date(),
    attempts: z.int(),
    lease_token: z.coerce.number(),
    subscription_id: z.string(),
    url: z.string(),
    public_key: z.string(),
    auth_secret: z.string(),
    is_welcome: z.boolean(),
  })
  .transform((row): ClaimedPush => ({
    id: row.id,
    clinic: { id: row.clinic_id, name: row.clinic_name },
    conversationId: row.conversation_id,
    reason: row.reason,
    since: row.since,
    attempts: row.attempts,
    subscriptionId: row.subscription_id,
    endpoint: { url: row.url, publicKey: row.public_key, authSecret: row.auth_secret },
    isWelcome: row.is_welcome,
    wait: waitOf(row),
    leaseToken: row.lease_token,
  }));

/** In one that went into another nobody waits any more. */
const seen = `case when ${isHumans} then 'human' else 'assistant' end as mode, c.last_patient_message_at,
  case when c.merged_into is null then c.unread else 0 end as unread,
  case when c.merged_into is null then c.attention end as attention`;

/** $1 since when there was a message, $2 at most of each clinic. */
export const waitingStatement = `
with heard as (
  select distinct subscription.clinic_id
  from push_subscriptions as subscription
  join clinics as clinic on clinic.id = subscription.clinic_id
  where clinic.is_active and subscription.ends_at > now()
)
select c.clinic_id, c.id as conversation_id, ${seen}, told.reason as told_reason, told.since as told_since, told.told_at
from heard
cross join lateral (
  select * from whatsapp_conversations_improved as c
  where c.clinic_id = heard.clinic_id and c.merged_into is null and c.last_message_at > $1 and ${isWaiting}
  order by c.last_message_at desc, c.id desc
  limit $2
) as c
left join push_told as told on told.clinic_id = c.clinic_id and told.conversation_id = c.id`;

/** $1 at most, $2 the lease in ms. */
export const claimStatement = `
with due as (
  select clinic_id, id from push_deliveries
  where due_at <= now() and (lease_until is null or lease_until <= now())
  order by attempts, due_at
  limit $1
  for no key update skip locked
), taken as (
  update push_deliveries as p
  set lease_until = now() + $2 * interval '1 ms', lease_token = p.lease_token + 1, attempts = p.attempts + 1
  from due
  where p.clinic_id = due.clinic_id and p.id = due.id
  returning p.*
)
select taken.clinic_id, taken.id, taken.conversation_id, taken.reason, taken.since, taken.attempts, taken.lease_token,
  taken.subscription_id, browser.url, browser.public_key, browser.auth_secret, clinic.name as clinic_name, ${seen},
  clinic.is_active and browser.ends_at > now() and (not browser.is_by_membership or exists (
    select from clinic_members as member
    where member.clinic_id = browser.clinic_id and member.user_id = browser.user_id
  )) and (browser.session_id is null or exists (
    select from browser_sessions as session
    where session.id = browser.session_id and session.ended_at is null and session.ends_at > now()
  )) as is_welcome
from taken
join push_subscriptions as browser on browser.clinic_id = taken.clinic_id and browser.id = taken.subscription_id
join clinics as clinic on clinic.id = taken.clinic_id
join whatsapp_conversations_improved as c on c.clinic_id = taken.clinic_id and c.id = taken.conversation_id
order by taken.attempts, taken.due_at`;
