import { after } from '../../domain/instants.ts';
import { overtakenByHuman } from '../../domain/messaging/conversation.ts';
import type { Settlement } from '../../domain/messaging/delivery.ts';
import { decideSend } from '../../domain/messaging/outbound-decision.ts';
import type { PacingPolicy } from '../../domain/messaging/pacing.ts';
import type { RetryPolicy } from '../../domain/messaging/retry-policy.ts';
import type { SendFailure } from '../../domain/messaging/send-failure.ts';
import { hasFile } from '../../domain/messaging/sending/team-content.ts';
import type { MediaUploads } from '../ports/media/media-uploads.ts';
import type { MessagePreferences } from '../ports/messaging/message-preferences.ts';
import type { MessageSender, SendOutcome } from '../ports/messaging/message-sender.ts';
import type { ClaimedSend, LeaseTimes, NoPlace, Outbox } from '../ports/messaging/outbox.ts';
import type { Randomness } from '../ports/system/randomness.ts';
import { settlementAfter } from './delivery/after-call.ts';
import { noteOptOut } from './delivery/note-opt-out.ts';
import { numberLine } from './delivery/number-line.ts';
import { fileLost, holderDied, lostOutcome } from './delivery/own-failures.ts';
import type { SendGate } from './delivery/send-gate.ts';
import { sendSettler, type DeliveryOutcome, type SettleNeeds } from './delivery/settle-send.ts';
import { resumeSending, stopSending } from './delivery/stopped-numbers.ts';
import type { PrepareSend } from './window/prepare-send.ts';

/** Brings one due message to WhatsApp, or says why not. Throws only when the database fails. */
export type DeliverMessage = (send: ClaimedSend) => Promise<DeliveryOutcome>;

type Needs = SettleNeeds & {
  outbox: Outbox;
  messageSender: MessageSender;
  prepareSend: PrepareSend;
  messagePreferences: MessagePreferences;
  mediaUploads: Pick<MediaUploads, 'renew'>;
  sendGate: Pick<SendGate, 'pass'>;
  randomness: Randomness;
  retryPolicy: RetryPolicy;
  pacingPolicy: PacingPolicy;
  /** Of a claim; renewed before the call where less is left than must be. */
  deliveryLease: LeaseTimes;
};

/** A human has stepped in. What may have been sent before is not called cancelled. */
const overtaken = ({ found }: ClaimedSend): Settlement =>
  found === 'queued' ? { to: 'cancelled', reason: overtakenByHuman } : { to: 'failed', failure: lostOutcome };

const stopReason = ({ code, detail }: SendFailure) => `Meta ${code}: ${detail}`;

/**
 * The call is made under a lease, after `sending` was committed: a crash at any point leaves a row that is treated as
 * unknown, never as unsent. An unknown outcome is settled by a status, else repeated at most `maxResends` times.
 */
export const makeDeliverMessage = (needs: Needs): DeliverMessage => {
  const { outbox, messageSender, sendGate, clock, randomness, retryPolicy, pacingPolicy, deliveryLease } =
    needs;
  const settle = sendSettler(needs);
  const comesBack = numberLine(pacingPolicy.number);
  const unknownUntil = () => after(clock.now(), retryPolicy.unknownDeadlineMs);

  const notYet = ({ found, dueAt }: ClaimedSend, at = dueAt): Settlement =>
    found === 'unknown'
      ? { to: 'unknown', until: at, isAttempt: false }
      : { to: 'retry', at, isAttempt: false };

  const whenPlaced = (send: ClaimedSend, { notBefore, isNumberFull }: NoPlace): Date =>
    isNumberFull ? comesBack(send, notBefore, clock.now()) : notBefore;

  /** Nothing was sent: it must not be taken for unknown when the lease runs out. */
  const failedBefore = async (send: ClaimedSend, error: unknown): Promise<never> => {
    await settle(send, notYet(send, after(clock.now(), retryPolicy.baseMs))).catch(() => undefined);
    throw error;
  };

  /** Only the call itself is bounded: what leads to it and what follows from it costs WhatsApp nothing. */
  const call = async (send: ClaimedSend, resent: boolean): Promise<DeliveryOutcome> => {
    const passed = await sendGate.pass((answered) => reservedCall(send, resent, answered));
    if ('made' in passed) return passed.made();
    return settle(send, notYet(send, passed.notBefore));
  };

  /** Makes the call, if it is still to be made; returns what is left to do after it. */
  const reservedCall = async (
    send: ClaimedSend,
    resent: boolean,
    answered: (outcome: SendOutcome) => void,
  ): Promise<() => Promise<DeliveryOutcome>> => {
    const place = await outbox
      .reservePlace(send, pacingPolicy, deliveryLease)
      .catch((error: unknown) => ({ error }));
    if (place === 'lost') return async () => ({ settlement: notYet(send), lost: true, resent: false });
    if (place === 'overtaken') return () => settle(send, overtaken(send));
    if (place === 'number-stopped') return () => settle(send, notYet(send));
    if (place !== 'go')
      return () =>
        'error' in place
          ? failedBefore(send, place.error)
          : settle(send, notYet(send, whenPlaced(send, place)));
    if (resent && !(await outbox.markResend(send))) {
      const settlement: Settlement = { to: 'unknown', until: unknownUntil(), isAttempt: false };
      return async () => ({ settlement, lost: true, resent });
    }
    const calledAt = clock.now();
    const outcome = await messageSender.send(send);
    answered(outcome);
    return () => settleAnswer(send, resent, outcome, calledAt);
  };

  const settleAnswer = async (
    send: ClaimedSend,
    resent: boolean,
    outcome: SendOutcome,
    calledAt: Date,
  ): Promise<DeliveryOutcome> => {
    // a success that cannot be read may be somebody else's, e.g. a proxy's; only a number that is stopped can go on
    if (send.isProbe && outcome.outcome === 'accepted' && outcome.metaMessageId !== undefined)
      await resumeSending(needs, [{ which: send.from, proof: { by: 'accepted', at: calledAt } }]);
    const setting = { now: clock.now(), random: () => randomness.next(), retryPolicy };
    const settlement = settlementAfter(send, outcome, setting);
    return settle(send, await acted(send, settlement), resent);
  };

  /** What must be known before the message is settled: a crash in between would lose it, another worker would try. */
  const acted = async (send: ClaimedSend, settlement: Settlement): Promise<Settlement> => {
    const failure = 'failure' in settlement ? settlement.failure : undefined;
    if (failure === undefined) return settlement;
    if (failure.class === 'opted-out') await noteOptOut(needs.messagePreferences, send, clock.now());
    if (settlement.to !== 'retry' || failure.class !== 'account') return settlement;
    const stopped = await stopSending(needs, send.from, { by: 'send', reason: stopReason(failure) });
    // nobody would mend what is not the clinic's number any more
    return stopped > 0 ? settlement : { to: 'failed', failure };
  };

  const prepared = async (send: ClaimedSend, window: 'open' | 'closed'): Promise<DeliveryOutcome> => {
    const ready = await needs.prepareSend(send, window).catch((error: unknown) => failedBefore(send, error));
    if ('end' in ready) return settle(send, ready.end);
    return callWithFile(ready.send, false);
  };

  const callWithFile = async (send: ClaimedSend, resent: boolean): Promise<DeliveryOutcome> => {
    if (!hasFile(send.content) || send.mediaId !== undefined) return call(send, resent);
    // it has waited for so long that WhatsApp has forgotten its file; whoever found that may have died
    const renewed = await needs.mediaUploads.renew(send);
    if (renewed === 'no-file')
      // one that may have been sent is not to be sent again without a look
      return settle(send, { to: 'failed', failure: send.found === 'unknown' ? lostOutcome : fileLost });
    const settlement = { to: 'retry', at: clock.now(), isAttempt: false } as const;
    return { settlement, lost: renewed === 'lost', resent: false };
  };

  return async (send) => {
    switch (decideSend(send, clock.now(), retryPolicy)) {
      case 'wait-for-status':
        return settle(send, { to: 'unknown', until: unknownUntil(), failure: holderDied, isAttempt: true });
      case 'give-up':
        return settle(send, { to: 'failed', failure: lostOutcome });
      case 'cancel':
        return settle(send, overtaken(send));
      case 'simulate':
        return settle(send, { to: 'simulated' });
      case 'window-closed':
        return prepared(send, 'closed');
      case 'send':
        return prepared(send, 'open');
      case 'send-again':
        return callWithFile(send, true);
    }
  };
};
