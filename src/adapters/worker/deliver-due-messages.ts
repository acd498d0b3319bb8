import type { DeliverMessage } from '../../application/messaging/deliver-message.ts';
import type { SendHands } from '../../application/messaging/delivery/send-hands.ts';
import type { SendGate } from '../../application/messaging/delivery/send-gate.ts';
import type { DeliveryOutcome } from '../../application/messaging/delivery/settle-send.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import type { ClaimedSend, Outbox } from '../../application/ports/messaging/outbox.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import { isPutOff } from '../../domain/messaging/delivery.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & {
  outbox: Outbox;
  deliverMessage: DeliverMessage;
  sendGate: SendGate;
  sendHands: Pick<SendHands, 'lentBy'>;
  log: Log;
};

/**
 * For each call to WhatsApp that a process may make at once: while one message is brought there, another may wait for its turn and a
 * third be settled. Both happen in batches, which cost by their number (docs/decisions/0211-a-send-holds-a-call-only-while-it-calls.md).
 */
const handsForEachCall = 3;

/** The loop that brings due outbound messages to WhatsApp; at most `concurrency` calls at once. */
export function deliverDueMessages(needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop {
  const { outbox, sendGate, clock, log } = needs;
  const hands = handsForEachCall * concurrency;
  const tellOfPauses = pauseTeller(sendGate, log);
  const loop = makeWorkLoop<ClaimedSend>(needs, {
    name: 'deliveries',
    async claim(limit) {
      const most = sendGate.allowed(limit, hands - limit);
      return most === 0 ? [] : outbox.claim(most, leaseMs);
    },
    async handle(send) {
      const outcome = await needs.deliverMessage(send).finally(tellOfPauses);
      const ms = clock.now().getTime() - send.createdAt.getTime();
      count(needs.telemetry, send, outcome, ms);
      report(log, send, outcome, ms);
    },
    async msUntilDue() {
      const pauseMs = sendGate.pauseLeftMs();
      return pauseMs > 0 ? pauseMs : outbox.msUntilDue();
    },
    concurrency: hands,
    pollMs,
  });
  needs.sendHands.lentBy(() => {
    const give = sendGate.pausedUntil() === undefined ? loop.lend() : undefined;
    return give && { leaseMs, take: give, letGo: () => give() };
  });
  return {
    ...loop,
    async stop(graceMs) {
      // what waits for its turn goes back, so that no crash can leave it in doubt
      sendGate.close();
      await loop.stop(graceMs);
    },
  };
}

/** Says so when WhatsApp stops answering, each time that it is tried in vain, and when it answers again. */
function pauseTeller(sendGate: Pick<SendGate, 'pausedUntil'>, log: Log): () => void {
  let told: Date | undefined;
  return () => {
    const until = sendGate.pausedUntil();
    if (until === told) return;
    told = until;
    if (until === undefined) log.info({}, 'WhatsApp answers again; sends go on');
    else log.warn({ until }, 'WhatsApp does not answer; sends pause, and one is tried then');
  };
}

function count(
  telemetry: Telemetry,
  send: ClaimedSend,
  { settlement, lost, resent }: DeliveryOutcome,
  ms: number,
): void {
  const { clinicId } = send;
  if (resent) telemetry.unknownSend(clinicId, 'resent');
  if (lost || isPutOff(settlement)) return;
  const errorClass = 'failure' in settlement ? settlement.failure.class : undefined;
  if (settlement.to === 'retry') {
    telemetry.retry(clinicId, errorClass ?? 'none');
    return;
  }
  if (settlement.to === 'unknown') telemetry.unknownSend(clinicId, 'opened');
  if (settlement.to === 'failed' && settlement.failure.code === 'outcome-unknown') {
    telemetry.unknownSend(clinicId, 'given-up');
  }
  if (settlement.to === 'accepted') telemetry.deliveryTook(clinicId, ms);
  if (settlement.to === 'failed') telemetry.messageEnded(clinicId, 'failed');
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
  if (isPutOff(settlement)) {
    const at = 'until' in settlement ? settlement.until : 'at' in settlement ? settlement.at : undefined;
    log.debug({ ...fields, at }, 'message is not sent yet; due again then');
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
    case 'unanswered':
      log.info({ ...fields, settlement: settlement.to }, 'message not sent');
      return;
    case 'retry':
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
    case 'waiting':
      log.warn({ ...fields, failure: settlement.failure }, 'message waits for the customer service window');
      return;
    case 'failed':
      log.error({ ...fields, failure: settlement.failure }, 'message failed for good');
      return;
  }
}
