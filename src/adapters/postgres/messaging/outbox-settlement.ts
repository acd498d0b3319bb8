import type { QueryConfig } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClaimedSend } from '../../../application/ports/messaging/outbox.ts';
import { afterSettlement, type Delivery, type Settlement } from '../../../domain/messaging/delivery.ts';
import { sightingIdentities } from '../../../domain/messaging/people/contact-identity.ts';
import { acceptedRecipient } from '../../../domain/messaging/people/learn-identities.ts';
import type { TenantPool } from '../pool.ts';
import { hasNewIdentity, keepRecipientIdentities, learnRecipient } from './people/learned-identities.ts';
import { inTenant, queryInTenant, sqlState } from '../transaction.ts';
import { queryInGroup } from '../transaction-groups.ts';
import { lockConversation } from './notices.ts';
import { storedKey } from './sending/stored-keys.ts';
import { reopenTurnOf, waitOrGo } from './window/unanswered.ts';

/**
 * `afterSettlement` in SQL, for one round trip, written only while the lease is ours; held to the rule by
 * tests/contract/rules/delivery-rule.test.ts.
 */
const settleStatement = `
update whatsapp_messages_improved as m
set
  status = case when m.status = 'sending' then $4 else m.status end,
  next_attempt_at = case when m.status = 'sending' then $5::timestamptz end,
  lease_until = null,
  attempts = m.attempts + $6,
  meta_message_id = coalesce(m.meta_message_id, $7),
  dedupe_key = coalesce(m.dedupe_key, ${storedKey('sent', '$8')}),
  accepted_at = case when $4 = 'accepted' then coalesce(m.accepted_at, $9) else m.accepted_at end,
  failed_at = case when $4 = 'failed' and m.status = 'sending' then $9 else m.failed_at end,
  -- a message that waits for its place in the rate keeps the reason of its last failure
  error_code = case when m.status <> 'sending' or $14 then m.error_code else $10 end,
  error_class = case when m.status <> 'sending' or $14 then m.error_class else $11 end,
  error_detail = case when m.status <> 'sending' or $14 then m.error_detail else $12 end,
  trace_id = coalesce($13, m.trace_id)
where m.clinic_id = $1 and m.id = $2 and m.lease_token = $3 and m.lease_until is not null
returning ${hasNewIdentity(
  'json_to_recordset($15::json) as given (kind text, value text)',
  'm.clinic_id',
  `(select contact_id from whatsapp_conversations_improved as c where c.clinic_id = m.clinic_id and c.id = m.conversation_id)`,
)} as has_new_identity`;

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

const retryWaitsMs = [100, 500, 2_000];

/** That WhatsApp took a message must not be forgotten because the database was away for a moment: tried again. */
export async function settleSend(
  tenants: TenantPool,
  send: ClaimedSend,
  settlement: Settlement,
  now: Date,
): Promise<boolean> {
  for (const waitMs of settlement.to === 'accepted' ? retryWaitsMs : []) {
    try {
      return await settleOnce(tenants, send, settlement, now);
    } catch {
      await pause(waitMs * (0.5 + Math.random()));
    }
  }
  return settleOnce(tenants, send, settlement, now);
}

async function settleOnce(
  tenants: TenantPool,
  send: ClaimedSend,
  settlement: Settlement,
  now: Date,
): Promise<boolean> {
  const recipient = settlement.to === 'accepted' ? acceptedRecipient(settlement) : undefined;
  const { status, nextAttemptAt, metaMessageId, attempts, error } = outcomeOf(settlement, now);
  const statement = (indexedAs: string | undefined) => ({
    name: 'settle-send',
    text: settleStatement,
    values: [
      send.clinicId,
      send.messageId,
      send.leaseToken,
      status,
      nextAttemptAt,
      attempts,
      metaMessageId,
      indexedAs,
      now,
      error?.code,
      error?.class,
      error?.detail?.slice(0, 500),
      traceOf(settlement),
      nextAttemptAt !== undefined && error === undefined,
      JSON.stringify(recipient === undefined ? [] : sightingIdentities(recipient)),
    ],
  });
  if (settlement.to === 'waiting' || settlement.to === 'unanswered')
    return settleUnsent(tenants, send, settlement.to, statement(undefined));
  const write = (indexedAs: string | undefined) =>
    queryInGroup<{ has_new_identity: boolean }>(tenants, send.clinicId, statement(indexedAs));
  const { rows } = await write(metaMessageId).catch((failure: unknown) => {
    // An echo of this very message was stored before the response came: that row keeps the wamid's place.
    if (sqlState(failure) === '23505' && metaMessageId !== undefined) return write(undefined);
    throw failure;
  });
  const [settled] = rows;
  if (settled?.has_new_identity === true && recipient !== undefined)
    await learnRecipient(tenants, send, recipient);
  if (settled !== undefined || settlement.to !== 'accepted') return settled !== undefined;
  const isRecorded = await recordAcceptance(tenants, send, settlement, now);
  if (isRecorded) await keepRecipientIdentities(tenants, send, acceptedRecipient(settlement));
  return isRecorded;
}

/** The conversation is locked first, as everywhere: the patient may be writing at this moment. */
const settleUnsent = (
  tenants: TenantPool,
  send: ClaimedSend,
  to: 'waiting' | 'unanswered',
  statement: QueryConfig,
): Promise<boolean> =>
  inTenant(tenants, send.clinicId, async (client) => {
    const { clinicId, messageId, lastPatientMessageAt: seen } = send;
    const place = await lockConversation(client, clinicId, send.conversationId);
    const { rowCount } = await client.query(statement);
    if (rowCount !== 1) return false;
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
