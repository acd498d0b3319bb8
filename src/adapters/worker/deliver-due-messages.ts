import type { DeliverMessage } from '../../application/messaging/deliver-message.ts';
import { holderDied } from '../../application/messaging/delivery/own-failures.ts';
import type { DeliveryOutcome } from '../../application/messaging/delivery/settle-send.ts';
import type { Log } from '../../application/ports/operations/log.ts';
import {
  afterAnswer,
  allAnswered,
  pauseLeftMs,
  sendsAllowed,
  type AnswerRun,
} from '../../domain/messaging/sending/send-pause.ts';
import type { ClaimedSend, Outbox } from '../../application/ports/messaging/outbox.ts';
import type { Telemetry } from '../../application/ports/operations/telemetry.ts';
import type { LoopSettings } from './answer-due-turns.ts';
import type { Settlement } from '../../domain/messaging/delivery.ts';
import { makeWorkLoop, type LoopNeeds, type WorkLoop } from './work-loop.ts';

type Needs = LoopNeeds & { outbox: Outbox; deliverMessage: DeliverMessage; log: Log };

/**
 * The loop that brings due outbound messages to WhatsApp. While WhatsApp does not answer it leaves them where they are, but
 * for one now and then (docs/decisions/0184): what is not sent cannot be in doubt.
 */
export function deliverDueMessages(needs: Needs, { concurrency, leaseMs, pollMs }: LoopSettings): WorkLoop {
  const { outbox, clock, log } = needs;
  let known: AnswerRun = allAnswered;
  let inHand = 0;
  const learn = (settlement: Settlement) => {
    const isInDoubt = inDoubt(settlement);
    if (isInDoubt === undefined) return;
    const before = known;
    known = afterAnswer(before, isInDoubt, clock.now());
    if ('until' in known && known !== before)
      log.warn({ until: known.until }, 'WhatsApp does not answer; sends pause, and one is tried then');
    if ('until' in before && 'lost' in known) log.info({}, 'WhatsApp answers again; sends go on');
  };
  return makeWorkLoop<ClaimedSend>(needs, {
    name: 'deliveries',
    async claim(limit) {
      const most = sendsAllowed(known, limit, inHand, clock.now());
      const claimed = most === 0 ? [] : await outbox.claim(most, leaseMs);
      inHand += claimed.length;
      return claimed;
    },
    async handle(send) {
      const outcome = await needs.deliverMessage(send).finally(() => (inHand -= 1));
      learn(outcome.settlement);
      const ms = clock.now().getTime() - send.createdAt.getTime();
      count(needs.telemetry, send, outcome, ms);
      report(log, send, outcome, ms);
    },
    async msUntilDue() {
      const pauseMs = pauseLeftMs(known, clock.now());
      return pauseMs > 0 ? pauseMs : outbox.msUntilDue();
    },
    concurrency,
    pollMs,
  });
}

/** What an answer of WhatsApp says of whether it answers at all; `undefined` when it was not asked. */
function inDoubt(settlement: Settlement): boolean | undefined {
  if (settlement.to === 'unknown')
    return settlement.isAttempt && settlement.failure?.code !== holderDied.code ? true : undefined;
  if (settlement.to === 'accepted') return false;
  return settlement.to === 'retry' && settlement.failure !== undefined ? false : undefined;
}

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
    case 'waiting':
      log.warn({ ...fields, failure: settlement.failure }, 'message waits for the customer service window');
      return;
    case 'failed':
      log.error({ ...fields, failure: settlement.failure }, 'message failed for good');
      return;
  }
}
