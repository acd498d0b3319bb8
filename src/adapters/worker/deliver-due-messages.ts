import type { DeliverMessage, DeliveryOutcome } from '../../application/messaging/deliver-message.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { ClaimedSend, Outbox } from '../../application/ports/messaging/outbox.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { outbox: Outbox; deliverMessage: DeliverMessage; log: Log };

/** The loop that brings due outbound messages to WhatsApp. */
export const deliverDueMessages = (needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop =>
  makeWorkLoop<ClaimedSend>(needs, {
    name: 'deliveries',
    claim: (limit) => needs.outbox.claim(limit, leaseMs),
    async handle(send) {
      const outcome = await needs.deliverMessage(send);
      const ms = needs.clock.now().getTime() - send.createdAt.getTime();
      count(needs.telemetry, send, outcome, ms);
      report(needs.log, send, outcome, ms);
    },
    msUntilDue: () => needs.outbox.msUntilDue(),
    concurrency,
    pollMs,
  });

function count(
  telemetry: Telemetry,
  send: ClaimedSend,
  { settlement, lost, resent }: DeliveryOutcome,
  ms: number,
): void {
  const { clinicId } = send;
  if (resent) telemetry.unknownSend(clinicId, 'resent');
  if (lost) return;
  const errorClass = 'failure' in settlement ? settlement.failure.class : undefined;
  if (settlement.to === 'retry') {
    if (settlement.failure !== undefined) telemetry.retry(clinicId, errorClass ?? 'none');
    return;
  }
  if (settlement.to === 'unknown' && settlement.isAttempt) telemetry.unknownSend(clinicId, 'opened');
  if (settlement.to === 'failed' && settlement.failure.code === 'outcome-unknown') {
    telemetry.unknownSend(clinicId, 'given-up');
  }
  if (settlement.to === 'accepted') telemetry.deliveryTook(clinicId, ms);
  telemetry.delivery(clinicId, settlement.to, errorClass);
}

function report(
  log: Log,
  send: ClaimedSend,
  { settlement, lost, resent }: DeliveryOutcome,
  ms: number,
): void {
  const { requestId, clinicId, conversationId, messageId } = send;
  const fields = { requestId, clinicId, conversationId, messageId, ...(resent && { resent }) };
  if (lost) {
    log.warn(fields, 'delivery lost its lease; another worker settles it');
    return;
  }
  switch (settlement.to) {
    case 'accepted':
      log.info(
        {
          ...fields,
          metaMessageId: settlement.metaMessageId,
          traceId: settlement.traceId,
          ms,
        },
        'message accepted by WhatsApp',
      );
      return;
    case 'simulated':
    case 'cancelled':
      log.info({ ...fields, settlement: settlement.to }, 'message not sent');
      return;
    case 'retry':
      if (settlement.failure === undefined)
        log.debug({ ...fields, at: settlement.at }, 'message waits for its place in the rate');
      else
        log.warn(
          { ...fields, at: settlement.at, failure: settlement.failure },
          'send refused; tried again later',
        );
      return;
    case 'unknown':
      log.warn(
        { ...fields, until: settlement.until, failure: settlement.failure },
        'outcome of the send is unknown',
      );
      return;
    case 'failed':
      log.error({ ...fields, failure: settlement.failure }, 'message failed for good');
      return;
  }
}
