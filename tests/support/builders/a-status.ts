import type { DeliveryStatus } from '../../../src/domain/messaging/delivery-status.ts';
import type { ReceivedStatus } from '../../../src/domain/messaging/webhook-item.ts';

const order: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'played', 'failed'];

/** A status as the webhook reader gives it; a failure carries an error that is the patient's, not the account's. */
export const aStatus = (
  status: DeliveryStatus,
  wish: Partial<ReceivedStatus> & Pick<ReceivedStatus, 'metaMessageId'>,
): ReceivedStatus => ({
  kind: 'status',
  number: {},
  status,
  at: new Date(Date.parse('2026-03-02T12:00:00Z') + order.indexOf(status) * 1_000),
  recipient: {},
  dedupeKey: `status:${wish.metaMessageId}:${status}:`,
  raw: { status },
  ...(status === 'failed' && { error: { code: 131026, title: 'Message undeliverable', class: 'final' } }),
  ...wish,
});
