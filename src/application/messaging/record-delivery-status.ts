import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { ReceivedStatus } from '../../domain/messaging/webhook-item.ts';
import type { Alerts } from '../ports/operations/alerts.ts';
import type { Telemetry } from '../ports/operations/telemetry.ts';
import { messageId } from '../../domain/messaging/message.ts';
import { hasArrived } from '../../domain/messaging/sending/undelivered.ts';
import type { Ids } from '../ports/system/ids.ts';
import type { WindowWaits } from '../ports/messaging/window-waits.ts';
import { waitAlert, waitMessages } from './window/window-alerts.ts';
import {
  undeliveredAlert,
  type ConversationPlace,
  type ReviewUndelivered,
} from './delivery/review-undelivered.ts';
import type { Clock } from '../ports/system/clock.ts';
import type { ArrivedStatus, DeliveryLog, StatusOutcome } from '../ports/messaging/delivery-log.ts';
import type { MessagePreferences } from '../ports/messaging/message-preferences.ts';
import type { PhoneDigits } from '../../domain/messaging/people/phone-number.ts';
import { given } from '../../domain/given.ts';
import { noteOptOut } from './delivery/note-opt-out.ts';
import { resumeSending, stopSending } from './delivery/stopped-numbers.ts';
import type { Outbox } from '../ports/messaging/outbox.ts';

/**
 * Merges what Meta reports about sent messages, and acts on what is news: a failure for the account's fault stops the
 * number's sends, what found the window closed waits for it again, any failure else is shown in its conversation until
 * that or something later arrives. One outcome
 * each, in order. Repetitions change nothing, but that what waits again does so even if the first try did not get there.
 * @throws what the first effect threw, after all the others
 */
export type RecordDeliveryStatus = (statuses: readonly ArrivedStatus[]) => Promise<readonly StatusOutcome[]>;

type Needs = {
  deliveryLog: DeliveryLog;
  outbox: Outbox;
  messagePreferences: MessagePreferences;
  windowWaits: WindowWaits;
  reviewUndelivered: ReviewUndelivered;
  alerts: Alerts;
  telemetry: Pick<Telemetry, 'messageEnded'>;
  ids: Ids;
  clock: Clock;
};

type SentFrom = {
  readonly clinicId: ClinicId;
  readonly whatsappNumber: PhoneDigits;
  readonly at: Date;
};
const keyOf = ({ clinicId, whatsappNumber }: SentFrom) => `${clinicId} ${whatsappNumber}`;

export const makeRecordDeliveryStatus = (needs: Needs): RecordDeliveryStatus => {
  const { deliveryLog, windowWaits, reviewUndelivered, alerts, telemetry, ids, clock } = needs;

  /** Where an alert says that something has not arrived. */
  const arrived = async (places: readonly ConversationPlace[]) => {
    const unique = [...new Map(places.map((place) => [place.conversationId, place])).values()];
    const open = await alerts.openAmong(unique.map(undeliveredAlert));
    const subjects = new Set(open.map(({ subject }) => subject));
    for (const place of unique) if (subjects.has(place.conversationId)) await reviewUndelivered(place);
  };

  const failed = async (
    { clinicId, status: { at } }: ArrivedStatus,
    error: NonNullable<ReceivedStatus['error']>,
    outcome: StatusOutcome,
  ) => {
    const { whatsappNumber } = outcome;
    const reason = `Meta ${error.code}: ${error.title}`;
    if (error.class === 'needs-template') {
      const { conversationId, messageId: failedId } = outcome;
      if (conversationId === undefined || failedId === undefined) return;
      // also of one that is told again: a crash may have come before this
      if (await windowWaits.sayAgain(clinicId, failedId, messageId(ids.next())))
        await alerts.open(waitAlert({ clinicId, conversationId }), waitMessages.waiting, clock.now());
    } else {
      if (outcome.conversationId === undefined) return;
      const place = { clinicId, conversationId: outcome.conversationId };
      // also of one that is told again: a crash may have come before
      if (error.class === 'opted-out') await noteOptOut(needs.messagePreferences, place, at);
      await reviewUndelivered(place, outcome.outcome === 'recorded' ? 'new' : 'known');
    }
    if (error.class === 'account' && outcome.outcome === 'recorded')
      await stopSending(needs, { clinicId, ...given({ whatsappNumber }) }, { by: 'status', reason });
  };

  /** A message that left WhatsApp after the stop shows that the account works again. */
  const resume = async (sent: readonly SentFrom[]) => {
    const latest = new Map<string, SentFrom>();
    for (const each of sent) {
      const known = latest.get(keyOf(each));
      if (known === undefined || each.at > known.at) latest.set(keyOf(each), each);
    }
    await resumeSending(
      needs,
      [...latest.values()].map(({ at, ...which }) => ({ which, proof: { by: 'sent', at } })),
    );
  };

  return async (statuses) => {
    const outcomes = await deliveryLog.record(statuses);
    for (const [index, { ending }] of outcomes.entries()) {
      const clinicId = statuses[index]?.clinicId;
      if (ending !== undefined && clinicId !== undefined) telemetry.messageEnded(clinicId, ending);
    }
    const sent = statuses.flatMap(({ clinicId, status: { status, at } }, index) => {
      const { outcome, whatsappNumber } = outcomes[index] ?? {};
      const isNews = outcome === 'recorded' && status === 'sent' && whatsappNumber !== undefined;
      return isNews ? [{ clinicId, whatsappNumber, at }] : [];
    });
    const thrown: unknown[] = [];
    const attempt = (effect: Promise<void>) => effect.catch((error: unknown) => void thrown.push(error));
    if (sent.length > 0) await attempt(resume(sent));
    for (const [index, status] of statuses.entries()) {
      const outcome = outcomes[index];
      const { error } = status.status;
      if (outcome !== undefined && outcome.outcome !== 'unmatched' && error !== undefined)
        await attempt(failed(status, error, outcome));
    }
    const reached = statuses.flatMap(({ clinicId, status }, index) => {
      const { conversationId } = outcomes[index] ?? {};
      return conversationId !== undefined && hasArrived(status.status) ? [{ clinicId, conversationId }] : [];
    });
    if (reached.length > 0) await attempt(arrived(reached));
    if (thrown.length > 0) throw thrown[0];
    return outcomes;
  };
};
