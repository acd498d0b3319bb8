import type { Settlement } from '../../../domain/messaging/delivery.ts';
import type { ClaimedSend, Outbox } from '../../ports/messaging/outbox.ts';
import type { WindowWaits } from '../../ports/messaging/window-waits.ts';
import type { Alerts } from '../../ports/operations/alerts.ts';
import type { Clock } from '../../ports/system/clock.ts';
import type { AskToReopen } from '../window/ask-to-reopen.ts';
import { waitAlert, waitMessages } from '../window/window-alerts.ts';
import type { MatchParkedStatuses } from './match-parked-statuses.ts';
import { undeliveredAlert, undeliveredWords, type ReviewUndelivered } from './review-undelivered.ts';

export type DeliveryOutcome = {
  readonly settlement: Settlement;
  /** The lease was lost meanwhile: another worker owns the outcome. */
  readonly lost: boolean;
  readonly resent: boolean;
};

export type SettleNeeds = {
  outbox: Pick<Outbox, 'settle'>;
  windowWaits: WindowWaits;
  askToReopen: AskToReopen;
  matchParkedStatuses: MatchParkedStatuses;
  reviewUndelivered: ReviewUndelivered;
  alerts: Alerts;
  clock: Clock;
};

const takenUnread =
  'O WhatsApp confirmou uma mensagem de um jeito que não pôde ser lido. Ela conta como enviada: veja na conversa se chegou.';

const isSettled = ({ to }: Settlement): boolean =>
  to === 'accepted' || to === 'simulated' || to === 'cancelled';

/** Writes down how a claimed send ended, and does what follows from it. */
export function sendSettler(needs: SettleNeeds) {
  const { outbox, alerts, clock } = needs;

  return async (send: ClaimedSend, settlement: Settlement, resent = false): Promise<DeliveryOutcome> => {
    // before: a crash in between must not leave somebody untold without a word
    if (settlement.to === 'waiting' || settlement.to === 'unanswered')
      await alerts.open(waitAlert(send), waitMessages[settlement.to], clock.now());
    if (settlement.to === 'failed')
      await alerts.open(undeliveredAlert(send), undeliveredWords(settlement.failure.code), clock.now());
    const held = await outbox.settle(send, settlement, clock.now());
    // it may have arrived meanwhile, or somebody else has it
    if (settlement.to === 'failed') await needs.reviewUndelivered(send);
    if (held && settlement.to === 'accepted' && settlement.metaMessageId === undefined)
      await warnUnconfirmed(send);
    if (held && send.waitsForWindow && isSettled(settlement)) await endWait(send);
    if (held && (settlement.to === 'waiting' || settlement.to === 'unanswered'))
      await needs.askToReopen(send);
    if (held && settlement.to === 'accepted' && settlement.metaMessageId !== undefined) {
      await needs.matchParkedStatuses(send.clinicId, settlement.metaMessageId);
    }
    return { settlement, lost: !held, resent };
  };

  /** WhatsApp has taken it, and nobody will learn what becomes of it. */
  async function warnUnconfirmed({ clinicId, conversationId: subject }: ClaimedSend): Promise<void> {
    await alerts.open({ clinicId, kind: 'send-unconfirmed', subject }, takenUnread, clock.now());
  }

  /** Whoever waited has been told, or need not be told any more. */
  async function endWait(send: ClaimedSend): Promise<void> {
    if (await needs.windowWaits.end(send.clinicId, send.conversationId))
      await alerts.resolve(waitAlert(send), clock.now());
  }
}
