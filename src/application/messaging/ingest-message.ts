import type { ReceivedPreference, ReceivedStatus, WebhookItem } from '../../domain/messaging/webhook-item.ts';
import { isInService, type ClinicId, type ClinicNumber } from '../../domain/clinic/clinic.ts';
import type { WebhookSigner } from '../../domain/connection/webhook-signer.ts';
import type { StatusOutcome } from '../ports/messaging/delivery-log.ts';
import { messageUnstorable, numberInactive, numberUnknown, type ParkItems } from './park-items.ts';
import type { Timers } from '../ports/system/timers.ts';
import { makeGroupCommit, type GroupCommitLimits } from './group-commit.ts';
import type { IngestFirst } from '../operations/ingest-first.ts';
import type { RecordDeliveryStatus } from './record-delivery-status.ts';
import type { FindAddressee } from '../whatsapp/find-addressee.ts';
import type { RoutedMessage } from './routed-message.ts';
import type { MatchParkedStatuses } from './delivery/match-parked-statuses.ts';
import type { NoteMessagePreferences } from '../whatsapp/note-message-preferences.ts';
import type { StoreMessages } from './store-messages.ts';

type IngestRequest = {
  readonly items: readonly WebhookItem[];
  readonly requestId: string;
  /** Who signed it; absent for what was let in before and is read again. */
  readonly signer?: WebhookSigner;
};
/**
 * `erased`: it repeats what was erased, or speaks of it, and is counted and kept nowhere. `foreign`: its signer may not
 * speak for whom it is about; it has had no effect.
 */
type ItemOutcome = 'stored' | 'duplicate' | 'recorded' | 'old' | 'parked' | 'erased' | 'foreign';
export type IngestedItem = {
  readonly outcome: ItemOutcome;
  readonly clinicId?: ClinicId;
  readonly reason?: string;
  readonly settledUnknown?: boolean;
};

/** Stores everything that a webhook brought; when it returns, all of it is committed. One result per item, in order. */
export type IngestMessage = (request: IngestRequest) => Promise<readonly IngestedItem[]>;

type Needs = {
  findAddressee: FindAddressee;
  storeMessages: StoreMessages;
  noteMessagePreferences: NoteMessagePreferences;
  recordDeliveryStatus: RecordDeliveryStatus;
  matchParkedStatuses: MatchParkedStatuses;
  parkItems: ParkItems;
  groupCommitLimits: GroupCommitLimits;
  ingestFirst: Pick<IngestFirst, 'during'>;
  timers: Pick<Timers, 'after'>;
};

type Entry = {
  readonly item: WebhookItem;
  readonly requestId: string;
  readonly signer?: WebhookSigner;
};

/**
 * Exactly once per dedupe key, whatever the batch, order or concurrency: all items waiting at a moment share one
 * statement per kind. What cannot be routed or understood is parked with its reason.
 * @throws IngestOverloaded, IngestUnavailable: nothing is acknowledged, Meta sends it again.
 */
export function makeIngestMessage(needs: Needs): IngestMessage {
  const { findAddressee, storeMessages, noteMessagePreferences, recordDeliveryStatus, parkItems } = needs;

  const writeBatch = async (batch: readonly Entry[]): Promise<readonly IngestedItem[]> => {
    const results = new Array<IngestedItem>(batch.length);
    const messages: { at: number; routed: RoutedMessage }[] = [];
    const statuses: { at: number; clinicId: ClinicId; status: ReceivedStatus }[] = [];
    const preferences: { at: number; routed: { number: ClinicNumber; preference: ReceivedPreference } }[] =
      [];
    const toPark: { at: number; item?: WebhookItem; clinicId?: ClinicId; reason: string }[] = [];

    const addressees = await Promise.all(batch.map(({ item, signer }) => findAddressee(item, signer)));
    for (const [at, { requestId }] of batch.entries()) {
      const { item, number, isForeign } = addressees[at] as Awaited<ReturnType<FindAddressee>>;
      const clinic = number === undefined ? {} : { clinicId: number.clinicId };
      if (isForeign) results[at] = { outcome: 'foreign', ...clinic };
      else if (item.kind === 'account') toPark.push({ at, item, ...clinic, reason: `account:${item.event}` });
      else if (item.kind === 'template') toPark.push({ at, item, ...clinic, reason: 'template' });
      else if (item.kind === 'unhandled') toPark.push({ at, item, ...clinic, reason: item.reason });
      else if (number === undefined) toPark.push({ at, reason: numberUnknown });
      else if (!isInService(number)) toPark.push({ at, ...clinic, reason: numberInactive });
      else if (item.kind === 'status') statuses.push({ at, clinicId: number.clinicId, status: item });
      else if (item.kind === 'preference') preferences.push({ at, routed: { number, preference: item } });
      else messages.push({ at, routed: { number, message: item, requestId } });
    }

    if (messages.length > 0) {
      const outcomes = await storeMessages(messages.map(({ routed }) => routed));
      messages.forEach(({ at, routed }, index) => {
        const { clinicId } = routed.number;
        const outcome = outcomes[index];
        if (outcome === 'refused') toPark.push({ at, clinicId, reason: messageUnstorable });
        else if (outcome !== undefined) results[at] = { outcome, clinicId };
      });
      for (const { routed } of messages) await matchStatuses(routed);
    }
    if (preferences.length > 0) {
      const outcomes = await noteMessagePreferences(preferences.map(({ routed }) => routed));
      for (const [index, { at, routed }] of preferences.entries())
        results[at] = { outcome: outcomes[index] ?? 'old', clinicId: routed.number.clinicId };
    }
    if (statuses.length > 0) {
      const outcomes = await recordDeliveryStatus(statuses);
      statuses.forEach(({ at, clinicId }, index) => {
        const { outcome, settledUnknown = false } = outcomes[index] as StatusOutcome;
        if (outcome === 'unmatched') toPark.push({ at, clinicId, reason: 'status-without-message' });
        else results[at] = { outcome, clinicId, settledUnknown };
      });
    }
    const kept = await parkItems(toPark.map(({ at, ...rest }) => ({ ...(batch[at] as Entry), ...rest })));
    for (const [index, { at, reason, clinicId }] of toPark.entries()) {
      const clinic = clinicId === undefined ? {} : { clinicId };
      results[at] =
        kept[index] === 'erased'
          ? { outcome: 'erased', ...clinic }
          : { outcome: 'parked', reason, ...clinic };
    }
    return results;
  };

  /** What was typed on the clinic's phone may come after its own statuses. Also of one that is repeated: a crash may have come before this. */
  const matchStatuses = async ({ number, message }: RoutedMessage): Promise<void> => {
    const { origin, metaMessageId } = message;
    if (origin === 'staff' && metaMessageId !== undefined)
      await needs.matchParkedStatuses(number.clinicId, metaMessageId);
  };

  const commit = makeGroupCommit(writeBatch, needs.groupCommitLimits, needs.timers);
  return ({ items, requestId, signer }) =>
    needs.ingestFirst.during(() =>
      Promise.all(items.map((item) => commit({ item, requestId, ...(signer && { signer }) }))),
    );
}
