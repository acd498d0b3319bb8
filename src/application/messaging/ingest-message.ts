import type { ReceivedStatus, WebhookItem } from '../../domain/messaging/webhook-item.ts';
import type { ClinicId } from '../../domain/clinic/clinic.ts';
import type { StatusOutcome } from '../ports/messaging/delivery-log.ts';
import type { ParkItems } from './park-items.ts';
import type { Clinics } from '../ports/clinic/clinics.ts';
import type { Timers } from '../ports/system/timers.ts';
import { makeGroupCommit, type GroupCommitLimits } from './group-commit.ts';
import type { RecordDeliveryStatus } from './record-delivery-status.ts';
import type { RoutedMessage } from './routed-message.ts';
import type { StoreMessages } from './store-messages.ts';

type IngestRequest = { readonly items: readonly WebhookItem[]; readonly requestId: string };
/** `erased`: it repeats what was erased, or speaks of it, and is counted and kept nowhere. */
type ItemOutcome = 'stored' | 'duplicate' | 'recorded' | 'old' | 'parked' | 'erased';
export type IngestedItem = {
  readonly outcome: ItemOutcome;
  readonly clinicId?: ClinicId;
  readonly reason?: string;
  readonly settledUnknown?: boolean;
};

/** Stores everything that a webhook brought; when it returns, all of it is committed. One result per item, in order. */
export type IngestMessage = (request: IngestRequest) => Promise<readonly IngestedItem[]>;

type Needs = {
  clinics: Clinics;
  storeMessages: StoreMessages;
  recordDeliveryStatus: RecordDeliveryStatus;
  parkItems: ParkItems;
  groupCommitLimits: GroupCommitLimits;
  timers: Pick<Timers, 'after'>;
};

type Entry = { readonly item: WebhookItem; readonly requestId: string };

/**
 * Exactly once per dedupe key, whatever the batch, order or concurrency: all items waiting at a moment share one
 * statement per kind. What cannot be routed or understood is parked with its reason.
 * @throws IngestOverloaded, IngestUnavailable: nothing is acknowledged, Meta sends it again.
 */
export function makeIngestMessage(needs: Needs): IngestMessage {
  const { clinics, storeMessages, recordDeliveryStatus, parkItems } = needs;

  const writeBatch = async (batch: readonly Entry[]): Promise<readonly IngestedItem[]> => {
    const results = new Array<IngestedItem>(batch.length);
    const messages: { at: number; routed: RoutedMessage }[] = [];
    const statuses: { at: number; clinicId: ClinicId; status: ReceivedStatus }[] = [];
    const toPark: { at: number; clinicId?: ClinicId; reason: string }[] = [];

    const numbers = await Promise.all(batch.map(({ item }) => clinics.numberFor(item.number)));
    for (const [at, { item, requestId }] of batch.entries()) {
      const number = numbers[at];
      const clinic = number === undefined ? {} : { clinicId: number.clinicId };
      if (item.kind === 'account') toPark.push({ at, ...clinic, reason: `account:${item.event}` });
      else if (item.kind === 'unhandled') toPark.push({ at, ...clinic, reason: item.reason });
      else if (number === undefined) toPark.push({ at, reason: 'number-unknown' });
      else if (item.kind === 'status') statuses.push({ at, clinicId: number.clinicId, status: item });
      else messages.push({ at, routed: { number, message: item, requestId } });
    }

    if (messages.length > 0) {
      const outcomes = await storeMessages(messages.map(({ routed }) => routed));
      messages.forEach(({ at, routed }, index) => {
        const { clinicId } = routed.number;
        const outcome = outcomes[index];
        if (outcome === 'refused') toPark.push({ at, clinicId, reason: 'message-unstorable' });
        else if (outcome !== undefined) results[at] = { outcome, clinicId };
      });
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
    for (const [index, { at, reason, ...clinic }] of toPark.entries())
      results[at] =
        kept[index] === 'erased'
          ? { outcome: 'erased', ...clinic }
          : { outcome: 'parked', reason, ...clinic };
    return results;
  };

  const commit = makeGroupCommit(writeBatch, needs.groupCommitLimits, needs.timers);
  return ({ items, requestId }) => Promise.all(items.map((item) => commit({ item, requestId })));
}
