import * as fc from 'fast-check';
import { z } from 'zod';
import { outboundStatuses, type DeliveryStatus } from '../../../src/domain/messaging/delivery-status.ts';
import type { Delivery, Settlement } from '../../../src/domain/messaging/delivery.ts';
import type { SendFailure } from '../../../src/domain/messaging/send-failure.ts';
import { messageId, type MessageId } from '../../../src/domain/messaging/message.ts';
import type { ContractDatabase } from '../harness/contract-database.ts';
import type { Party } from '../harness/steps.ts';

export const leaseToken = 7;
const words: readonly DeliveryStatus[] = ['sent', 'delivered', 'read', 'played', 'failed'];
const seconds = fc.nat(20).map((n) => new Date(Date.UTC(2026, 2, 2, 12, 0, n)));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const failure: fc.Arbitrary<SendFailure> = fc.record({
  class: fc.constantFrom('transient', 'final'),
  code: fc.constantFrom('131000', 'timeout'),
  detail: fc.constantFrom('no', 'never'),
});
const timesOf = fc.record(
  Object.fromEntries(['accepted' as const, ...words].map((word) => [word, seconds])),
  { requiredKeys: [] },
);

export const aDelivery: fc.Arbitrary<Delivery> = fc.record({
  status: fc.oneof(fc.constant('sending' as const), fc.constantFrom(...outboundStatuses)),
  nextAttemptAt: maybe(seconds),
  leaseUntil: maybe(seconds),
  attempts: fc.nat(3),
  error: maybe(failure),
  times: timesOf,
});

const isAttempt = fc.boolean();
export const aSettlement: fc.Arbitrary<Settlement> = fc.oneof(
  fc.constant({ to: 'accepted' as const, metaMessageId: 'wamid.new' }),
  fc.constant({ to: 'simulated' as const }),
  fc.constant({ to: 'cancelled' as const, reason: 'overtaken-by-human' }),
  fc.record({ to: fc.constant('failed' as const), failure }),
  fc.record({ to: fc.constant('waiting' as const), isAttempt, failure }),
  fc.constant({ to: 'unanswered' as const }),
  fc.record(
    { to: fc.constant('retry' as const), at: seconds, isAttempt, failure },
    { requiredKeys: ['to', 'at', 'isAttempt'] },
  ),
  fc.record(
    { to: fc.constant('unknown' as const), until: seconds, isAttempt, failure },
    { requiredKeys: ['to', 'until', 'isAttempt'] },
  ),
);

export const aStatusOf = fc.record({
  status: fc.constantFrom(...words),
  at: seconds,
  why: maybe(fc.constantFrom(131_000, 131_026)),
});

const columns = {
  accepted: 'accepted_at',
  sent: 'status_sent_at',
  delivered: 'delivered_at',
  read: 'read_at',
  played: 'played_at',
  failed: 'failed_at',
};

/** An outbound message that stands like this. */
export async function storeDelivery(
  owner: ContractDatabase['owner'],
  { clinicId, placement }: Party,
  id: string,
  { status, nextAttemptAt, leaseUntil, attempts, metaMessageId, error, times }: Delivery,
): Promise<MessageId> {
  const words = Object.keys(columns) as (keyof typeof columns)[];
  await owner.query(
    `insert into whatsapp_messages_improved (
       clinic_id, id, conversation_id, direction, origin, type, content, payload, sent_at, epoch, status, next_attempt_at,
       lease_until, lease_token, attempts, meta_message_id, error_code, error_class, error_detail,
       ${words.map((word) => columns[word]).join(', ')}
     )
     values (
       $1, $2, $3, 'outbound', 'assistant', 'text', '', '{}', now(), 0, $4, $5, $6, ${leaseToken}, $7, $8, $9, $10, $11,
       ${words.map((_, n) => `$${n + 12}`).join(', ')}
     )`,
    [
      ...[clinicId, id, placement.conversationId, status, nextAttemptAt, leaseUntil, attempts, metaMessageId],
      ...[error?.code, error?.class, error?.detail],
      ...words.map((word) => times[word]),
    ],
  );
  return messageId(id);
}

const time = z
  .date()
  .nullable()
  .transform((date) => date ?? undefined);
const text = z
  .string()
  .nullable()
  .transform((value) => value ?? undefined);
const row = z.object({
  status: z.enum(outboundStatuses as [string, ...string[]]),
  next_attempt_at: time,
  lease_until: time,
  attempts: z.int(),
  meta_message_id: text,
  error_code: text,
  error_class: text,
  error_detail: text,
  accepted_at: time,
  status_sent_at: time,
  delivered_at: time,
  read_at: time,
  played_at: time,
  failed_at: time,
});

/** How it stands now, to be compared by `toEqual`. */
export async function readDelivery(owner: ContractDatabase['owner'], id: MessageId): Promise<object> {
  const { rows } = await owner.query('select * from whatsapp_messages_improved where id = $1', [id]);
  const found = row.parse(rows[0]);
  return {
    status: found.status,
    nextAttemptAt: found.next_attempt_at,
    leaseUntil: found.lease_until,
    attempts: found.attempts,
    metaMessageId: found.meta_message_id,
    error:
      found.error_code === undefined
        ? undefined
        : { code: found.error_code, class: found.error_class, detail: found.error_detail },
    times: Object.fromEntries(
      Object.entries(columns).map(([word, column]) => [word, found[column as keyof typeof found]]),
    ),
  };
}
