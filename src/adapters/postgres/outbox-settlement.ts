import type { ClaimedSend, Settlement } from '../../application/ports/outbox.ts';
import type { OutboundStatus } from '../../domain/messaging/delivery-status.ts';
import type { TenantPool } from './pool.ts';
import { queryInTenant, sqlState } from './transaction.ts';

type Columns = {
  readonly status: OutboundStatus;
  readonly nextAttemptAt?: Date;
  readonly metaMessageId?: string;
  readonly called: boolean;
  readonly error?: { readonly code: string; readonly class?: string; readonly detail?: string };
  readonly traceId?: string | undefined;
};

/**
 * Written only while the lease is ours. A status that came in meanwhile has moved the row on from `sending`: then it
 * keeps what the status said and only learns its wamid.
 */
const settleStatement = `
update whatsapp_messages_improved as m
set
  status = case when m.status = 'sending' then $4 else m.status end,
  next_attempt_at = case when m.status = 'sending' then $5::timestamptz end,
  lease_until = null,
  attempts = m.attempts + $6,
  meta_message_id = coalesce(m.meta_message_id, $7),
  dedupe_key = coalesce(m.dedupe_key, md5('out:' || $8)::uuid),
  accepted_at = case when $4 = 'accepted' then coalesce(m.accepted_at, $9) else m.accepted_at end,
  failed_at = case when $4 = 'failed' and m.status = 'sending' then $9 else m.failed_at end,
  error_code = case when m.status = 'sending' then $10 else m.error_code end,
  error_class = case when m.status = 'sending' then $11 else m.error_class end,
  error_detail = case when m.status = 'sending' then $12 else m.error_detail end,
  trace_id = coalesce($13, m.trace_id)
where m.clinic_id = $1 and m.id = $2 and m.lease_token = $3 and m.lease_until is not null`;

export async function settleSend(
  tenants: TenantPool,
  send: ClaimedSend,
  settlement: Settlement,
  now: Date,
): Promise<boolean> {
  const { status, nextAttemptAt, metaMessageId, called, error, traceId } = columnsOf(settlement);
  const write = (indexedAs: string | undefined) =>
    queryInTenant(tenants, send.clinicId, {
      name: 'settle-send',
      text: settleStatement,
      values: [
        send.clinicId,
        send.messageId,
        send.leaseToken,
        status,
        nextAttemptAt,
        called ? 1 : 0,
        metaMessageId,
        indexedAs,
        now,
        error?.code,
        error?.class,
        error?.detail?.slice(0, 500),
        traceId,
      ],
    });
  const { rowCount } = await write(metaMessageId).catch((failure: unknown) => {
    // An echo of this very message was stored before the response came: that row keeps the wamid's place.
    if (sqlState(failure) === '23505' && metaMessageId !== undefined) return write(undefined);
    throw failure;
  });
  if (rowCount === 1 && settlement.to === 'accepted' && settlement.waId !== undefined) {
    await rememberAlias(tenants, send, settlement.waId, now);
  }
  return rowCount === 1;
}

function columnsOf(settlement: Settlement): Columns {
  switch (settlement.to) {
    case 'accepted':
      return {
        status: 'accepted',
        metaMessageId: settlement.metaMessageId,
        called: true,
        traceId: settlement.traceId,
      };
    case 'simulated':
      return { status: 'accepted', called: false, error: { code: 'simulated' } };
    case 'cancelled':
      return { status: 'cancelled', called: false, error: { code: settlement.reason } };
    case 'failed':
      return {
        status: 'failed',
        called: true,
        error: settlement.failure,
        traceId: settlement.failure.traceId,
      };
    case 'retry':
    case 'unknown': {
      const { failure, called } = settlement;
      return {
        status: settlement.to === 'retry' ? 'queued' : 'unknown',
        nextAttemptAt: settlement.to === 'retry' ? settlement.at : settlement.until,
        called,
        ...(failure && { error: failure, traceId: failure.traceId }),
      };
    }
  }
}

/** WhatsApp's own form of the number, if nobody else in the clinic has it. */
async function rememberAlias(tenants: TenantPool, send: ClaimedSend, waId: string, now: Date): Promise<void> {
  await queryInTenant(tenants, send.clinicId, {
    text: `insert into contact_identities (clinic_id, kind, value, contact_id, first_seen_at)
     select clinic_id, 'wa_id', $3, contact_id, $4
     from whatsapp_conversations_improved
     where clinic_id = $1 and id = $2
     on conflict (clinic_id, kind, value) do nothing`,
    values: [send.clinicId, send.conversationId, waId, now],
  });
}
