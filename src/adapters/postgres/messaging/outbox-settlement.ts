import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedSend, Outbox } from '../../../application/ports/messaging/outbox.ts';
import { afterSettlement, type Delivery, type Settlement } from '../../../domain/messaging/delivery.ts';
import { sightingIdentities } from '../../../domain/messaging/people/contact-identity.ts';
import { acceptedRecipient } from '../../../domain/messaging/people/learn-identities.ts';
import type { Pools, TenantPool } from '../pool.ts';
import { hasNewIdentity, keepRecipientIdentities, learnRecipient } from './people/learned-identities.ts';
import { inTenant, queryInTenant, sqlState } from '../transaction.ts';
import { doAlone, inBatches, type BatchEntry, type BatchStatement } from '../statement-batches.ts';
import { lockConversation } from './notices.ts';
import { storedKey } from './sending/stored-keys.ts';
import { reopenTurnOf, waitOrGo } from './window/unanswered.ts';

/**
 * `afterSettlement` in SQL, of many sends at once, written only while the lease is ours; held to the rule by
 * tests/contract/rules/delivery-rule.test.ts.
 */
export const settleSends: BatchStatement = {
  name: 'settle-sends',
  text: `
with settled as materialized (
  select * from json_to_recordset($1::json) as given (
    n integer, clinic_id uuid, id uuid, lease_token bigint, status text, next_attempt_at timestamptz, attempts integer,
    meta_message_id text, indexed_as text, now timestamptz, keeps_error boolean, error_code text, error_class text,
    error_detail text, trace_id text, recipient json
  )
  -- the order in which every writer locks messages
  order by clinic_id, id
), locked as materialized (
  select settled.*, held.is_ours is not true as is_busy
  from settled
  left join lateral (
    select true as is_ours from whatsapp_messages_improved as m
    where m.clinic_id = settled.clinic_id and m.id = settled.id
    for no key update skip locked
  ) as held on true
), done as (
  update whatsapp_messages_improved as m
  set
    status = case when m.status = 'sending' then settled.status else m.status end,
    next_attempt_at = case when m.status = 'sending' then settled.next_attempt_at end,
    lease_until = null,
    attempts = m.attempts + settled.attempts,
    meta_message_id = coalesce(m.meta_message_id, settled.meta_message_id),
    dedupe_key = coalesce(m.dedupe_key, ${storedKey('sent', 'settled.indexed_as')}),
    accepted_at = case when settled.status = 'accepted' then coalesce(m.accepted_at, settled.now) else m.accepted_at end,
    failed_at = case when settled.status = 'failed' and m.status = 'sending' then settled.now else m.failed_at end,
    -- a message that waits for its place in the rate keeps the reason of its last failure
    error_code = case when m.status <> 'sending' or settled.keeps_error then m.error_code else settled.error_code end,
    error_class = case when m.status <> 'sending' or settled.keeps_error then m.error_class else settled.error_class end,
    error_detail = case when m.status <> 'sending' or settled.keeps_error then m.error_detail else settled.error_detail end,
    trace_id = coalesce(settled.trace_id, m.trace_id)
  from locked as settled
  -- "is true" keeps each look-up out of the index of all that is in hand
  where not settled.is_busy and m.clinic_id = settled.clinic_id and m.id = settled.id
    and m.lease_token = settled.lease_token and (m.lease_until is not null) is true
  returning settled.n, ${hasNewIdentity(
    'json_to_recordset(settled.recipient) as given (kind text, value text)',
    'm.clinic_id',
    `(select contact_id from whatsapp_conversations_improved as c where c.clinic_id = m.clinic_id and c.id = m.conversation_id)`,
  )} as has_new_identity
)
select locked.n, locked.is_busy, done.n is not null as is_settled, done.has_new_identity
from locked
left join done using (n)`,
  lock: ({ clinic_id: clinic, id }) => ({
    name: 'lock-send',
    text: 'select from whatsapp_messages_improved where clinic_id = $1 and id = $2 for no key update',
    values: [clinic, id],
  }),
};

/** `afterLateAcceptance` in SQL. Whoever has the lease now: WhatsApp has the message, nobody has to send it any more. */
const acceptStatement = `
update whatsapp_messages_improved as m
set
  status = case when m.status in ('queued', 'sending', 'unknown', 'waiting') then 'accepted' else m.status end,
  next_attempt_at = null,
  meta_message_id = coalesce(m.meta_message_id, $3),
  dedupe_key = coalesce(m.dedupe_key, ${storedKey('sent', '$4')}),
  accepted_at = coalesce(m.accepted_at, $5),
  trace_id = coalesce($6, m.trace_id)
where m.clinic_id = $1 and m.id = $2 and m.meta_message_id is null`;

type Settled = { readonly is_settled: boolean; readonly has_new_identity: boolean | null };

/** Together shorter than a lease. */
const retryWaitsMs = [100, 500, 2_000, 4_000, 8_000];

/**
 * What became of a message must not be forgotten because the database was away for a moment: one that was sent would be sent
 * again, and one for which WhatsApp was not asked would be taken for one that may have been sent. So it is tried again.
 */
export function sendSettlements(pools: Pools): Outbox['settle'] {
  const { tenants } = pools;
  const settleInBatch = inBatches<Settled>(pools, settleSends);

  const settleOnce = async (send: ClaimedSend, settlement: Settlement, now: Date): Promise<boolean> => {
    if (settlement.to === 'waiting' || settlement.to === 'unanswered')
      return settleUnsent(tenants, send, settlement.to, settledEntry(send, settlement, now));
    const entry = settledEntry(send, settlement, now);
    const [settled] = await settleInBatch(entry).catch((failure: unknown) => {
      // An echo of this very message was stored before the response came: that row keeps the wamid's place.
      if (sqlState(failure) === '23505') return settleInBatch({ ...entry, indexed_as: undefined });
      throw failure;
    });
    const recipient = settlement.to === 'accepted' ? acceptedRecipient(settlement) : undefined;
    const isSettled = settled?.is_settled === true;
    if (settled?.has_new_identity === true && recipient !== undefined)
      await learnRecipient(tenants, send, recipient);
    if (isSettled || settlement.to !== 'accepted') return isSettled;
    const isRecorded = await recordAcceptance(tenants, send, settlement, now);
    if (isRecorded) await keepRecipientIdentities(tenants, send, acceptedRecipient(settlement));
    return isRecorded;
  };

  return async (send, settlement, now) => {
    for (const waitMs of retryWaitsMs) {
      try {
        return await settleOnce(send, settlement, now);
      } catch {
        await pause(waitMs * (0.5 + Math.random()));
      }
    }
    return settleOnce(send, settlement, now);
  };
}

/** What `settleSends` reads of a send. */
function settledEntry(send: ClaimedSend, settlement: Settlement, now: Date): BatchEntry {
  const recipient = settlement.to === 'accepted' ? acceptedRecipient(settlement) : undefined;
  const { status, nextAttemptAt, metaMessageId, attempts, error } = outcomeOf(settlement, now);
  return {
    clinic_id: send.clinicId,
    id: send.messageId,
    lease_token: send.leaseToken,
    status,
    next_attempt_at: nextAttemptAt,
    attempts,
    meta_message_id: metaMessageId,
    indexed_as: metaMessageId,
    now,
    keeps_error: nextAttemptAt !== undefined && error === undefined,
    error_code: error?.code,
    error_class: error?.class,
    error_detail: error?.detail?.slice(0, 500),
    trace_id: traceOf(settlement),
    recipient: recipient === undefined ? [] : sightingIdentities(recipient),
  };
}

/** The conversation is locked first, as everywhere: the patient may be writing at this moment. */
const settleUnsent = (
  tenants: TenantPool,
  send: ClaimedSend,
  to: 'waiting' | 'unanswered',
  entry: BatchEntry,
): Promise<boolean> =>
  inTenant(tenants, send.clinicId, async (client) => {
    const { clinicId, messageId, lastPatientMessageAt: seen } = send;
    const place = await lockConversation(client, clinicId, send.conversationId);
    const [settled] = await doAlone<Settled>(client, settleSends, entry);
    if (settled?.is_settled !== true) return false;
    if (to === 'waiting') await waitOrGo(client, clinicId, place, seen);
    else await reopenTurnOf(client, clinicId, place, { answer: messageId, seen });
    return true;
  });

async function recordAcceptance(
  tenants: TenantPool,
  { clinicId, messageId }: ClaimedSend,
  { metaMessageId, traceId }: Extract<Settlement, { to: 'accepted' }>,
  now: Date,
): Promise<boolean> {
  const write = (indexedAs: string | undefined) =>
    queryInTenant(tenants, clinicId, {
      text: acceptStatement,
      values: [clinicId, messageId, metaMessageId, indexedAs, now, traceId],
    });
  const { rowCount } = await write(metaMessageId).catch((failure: unknown) => {
    if (sqlState(failure) === '23505') return write(undefined);
    throw failure;
  });
  return rowCount === 1;
}

/** What the settlement makes of a message that nobody else has moved on. */
const outcomeOf = (settlement: Settlement, now: Date): Delivery =>
  afterSettlement({ status: 'sending', attempts: 0, times: {} }, settlement, now);

function traceOf(settlement: Settlement): string | undefined {
  if (settlement.to === 'accepted') return settlement.traceId;
  return 'failure' in settlement ? settlement.failure.traceId : undefined;
}
