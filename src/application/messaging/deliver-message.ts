import type { ClinicId } from '../../domain/clinic/clinic.ts';
import { overtakenByHuman } from '../../domain/messaging/conversation.ts';
import { decideSend } from '../../domain/messaging/outbound-decision.ts';
import type { PacingPolicy } from '../../domain/messaging/pacing.ts';
import { retryDelayMs, type RetryPolicy } from '../../domain/messaging/retry-policy.ts';
import type { SendFailure } from '../../domain/messaging/send-failure.ts';
import type { AlertCondition, Alerts } from '../ports/operations/alerts.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { MessageSender, SendOutcome } from '../ports/messaging/message-sender.ts';
import type { ClaimedSend, Outbox } from '../ports/messaging/outbox.ts';
import type { Settlement } from '../../domain/messaging/delivery.ts';
import type { MatchParkedStatuses } from './match-parked-statuses.ts';
import type { Randomness } from '../ports/system/randomness.ts';

export type DeliveryOutcome = {
  readonly settlement: Settlement;
  /** The lease was lost meanwhile: another worker owns the outcome. */
  readonly lost: boolean;
  readonly resent: boolean;
};

/** Brings one due message to WhatsApp, or says why not. Throws only when the database fails. */
export type DeliverMessage = (send: ClaimedSend) => Promise<DeliveryOutcome>;

type Needs = {
  outbox: Outbox;
  messageSender: MessageSender;
  matchParkedStatuses: MatchParkedStatuses;
  alerts: Alerts;
  clock: Clock;
  randomness: Randomness;
  retryPolicy: RetryPolicy;
  pacingPolicy: PacingPolicy;
  /** Of a claim; renewed before the call. Must be longer than the sender's timeout. */
  deliveryLeaseMs: number;
};

const lostOutcome: SendFailure = {
  class: 'final',
  code: 'outcome-unknown',
  detail: 'Nobody knows whether WhatsApp took the message; it is not sent again',
};
const holderDied: SendFailure = {
  class: 'transient',
  code: 'worker-died',
  detail: 'Whoever sent it died or lost its lease; it may have been sent',
};
const takenUnread =
  'Meta answered with success in words that could not be read. The message counts as sent: look whether it arrived.';
const windowClosed: SendFailure = {
  class: 'needs-template',
  code: 'window-closed',
  detail: 'More than 24 hours since the patient wrote; only a template may be sent',
};

/** A human has stepped in. What may have been sent before is not called cancelled. */
const overtaken = ({ found }: ClaimedSend): Settlement =>
  found === 'queued' ? { to: 'cancelled', reason: overtakenByHuman } : { to: 'failed', failure: lostOutcome };

const stopAlert = (clinicId: ClinicId): AlertCondition => ({
  clinicId,
  kind: 'sends-stopped',
  subject: 'whatsapp',
});
const stopReason = ({ code, detail }: SendFailure) => `Meta ${code}: ${detail}`;

/**
 * The call is made under a lease, after `sending` was committed: a crash at any point leaves a row that is treated as
 * unknown, never as unsent. An unknown outcome is settled by a status, else repeated at most `maxResends` times.
 */
export const makeDeliverMessage = (needs: Needs): DeliverMessage => {
  const { outbox, messageSender, alerts, clock, randomness, retryPolicy, pacingPolicy, deliveryLeaseMs } =
    needs;
  const unknownUntil = () => new Date(clock.now().getTime() + retryPolicy.unknownDeadlineMs);

  const settle = async (
    send: ClaimedSend,
    settlement: Settlement,
    resent = false,
  ): Promise<DeliveryOutcome> => {
    const held = await outbox.settle(send, settlement, clock.now());
    if (held) await raise(send, settlement);
    if (held && settlement.to === 'accepted' && settlement.metaMessageId !== undefined) {
      await needs.matchParkedStatuses(send.clinicId, settlement.metaMessageId);
    }
    return { settlement, lost: !held, resent };
  };

  const call = async (send: ClaimedSend, resent: boolean): Promise<DeliveryOutcome> => {
    const notYet = (at: Date): Settlement =>
      send.found === 'unknown'
        ? { to: 'unknown', until: at, isAttempt: false }
        : { to: 'retry', at, isAttempt: false };
    const place = await outbox
      .reservePlace(send, pacingPolicy, deliveryLeaseMs)
      .catch(async (error: unknown) => {
        // nothing was sent: it must not be taken for unknown when the lease runs out
        await settle(send, notYet(new Date(clock.now().getTime() + retryPolicy.baseMs))).catch(
          () => undefined,
        );
        throw error;
      });
    if (place === 'lost') return { settlement: notYet(clock.now()), lost: true, resent: false };
    if (place === 'overtaken') return settle(send, overtaken(send));
    if (place !== 'go') return settle(send, notYet(place.notBefore));
    if (resent && !(await outbox.markResend(send))) {
      return { settlement: { to: 'unknown', until: unknownUntil(), isAttempt: false }, lost: true, resent };
    }
    const calledAt = clock.now();
    const outcome = await messageSender.send(send);
    // a success that cannot be read may be somebody else's, e.g. a proxy's
    if (outcome.outcome === 'accepted' && outcome.metaMessageId !== undefined)
      await resume(send.clinicId, calledAt);
    const settlement = afterCall(send, outcome);
    // before the message is due again, or another worker would try in between
    if (settlement.to === 'retry' && settlement.failure?.class === 'account')
      await outbox.stopClinic(
        send.clinicId,
        { by: 'send', reason: stopReason(settlement.failure) },
        clock.now(),
      );
    return settle(send, settlement, resent);
  };

  const afterCall = (send: ClaimedSend, outcome: SendOutcome): Settlement => {
    switch (outcome.outcome) {
      case 'accepted': {
        const { outcome: to, ...answer } = outcome;
        return { to, ...answer };
      }
      case 'unknown':
        return { to: 'unknown', until: unknownUntil(), failure: outcome.failure, isAttempt: true };
      case 'refused': {
        const { failure } = outcome;
        if (failure.class === 'account') {
          // not an attempt of this message: the clinic's account is at fault, and its sends stop
          return { to: 'retry', at: clock.now(), failure, isAttempt: false };
        }
        const delay = retryDelayMs(failure.class, send.attempts + 1, retryPolicy, randomness.next());
        if (delay === undefined) return { to: 'failed', failure };
        return { to: 'retry', at: new Date(clock.now().getTime() + delay), failure, isAttempt: true };
      }
    }
  };

  /** A message that was handed over after the stop went through. */
  const resume = async (clinicId: ClinicId, calledAt: Date): Promise<void> => {
    const resumed = await outbox.resumeClinics([{ clinicId, proof: { by: 'accepted', at: calledAt } }]);
    if (resumed.length > 0) await alerts.resolve(stopAlert(clinicId), clock.now());
  };

  /** Conditions a human should see. */
  const raise = async (send: ClaimedSend, settlement: Settlement): Promise<void> => {
    const { clinicId } = send;
    const now = clock.now();
    if (settlement.to === 'retry' && settlement.failure?.class === 'account') {
      await alerts.open(stopAlert(clinicId), stopReason(settlement.failure), now);
    } else if (settlement.to === 'accepted' && settlement.metaMessageId === undefined) {
      await alerts.open({ clinicId, kind: 'send-failed', subject: 'answer-unreadable' }, takenUnread, now);
    } else if (settlement.to === 'failed') {
      const { class: failureClass, code, detail } = settlement.failure;
      const condition: AlertCondition =
        failureClass === 'needs-template'
          ? { clinicId, kind: 'needs-template', subject: send.conversationId }
          : { clinicId, kind: 'send-failed', subject: code };
      await alerts.open(condition, detail, now);
    }
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
        return settle(send, { to: 'failed', failure: windowClosed });
      case 'send':
        return call(send, false);
      case 'send-again':
        return call(send, true);
    }
  };
};
